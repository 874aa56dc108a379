"""What the scripts in this folder share: a machine with loopback alone, names of its own, certificates, and awl-links."""

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import time


def enter_alone():
    """Runs this script again where nothing but loopback is, and /etc/resolv.conf may be replaced; exits when it has run.
    Exit status 77 where the machine lets nobody do so."""
    if os.environ.get("AWL_ALONE") == "1":
        with socket.socket() as any_socket:
            SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 1, 64
            fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", IFF_UP | IFF_RUNNING))
        names = [name for _, name in socket.if_nameindex()]
        assert names == ["lo"], f"there is more than loopback: {names}"
        return
    user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    alone = ["unshare", *user, "--net", "--mount"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode != 0:
        print("SKIPPED: ALL OF IT: this machine lets nobody make a network namespace", file=sys.stderr)
        sys.exit(77)
    environment = {**os.environ, "AWL_ALONE": "1"}
    sys.exit(subprocess.run([*alone, sys.executable, *sys.argv], env=environment).returncode)


class Services:
    """Programs that end with the block."""

    def __init__(self, folder):
        self.folder = folder
        self.started = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.started:
            process.terminate()
            process.wait()

    def start(self, *command):
        self.started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def start_dns(self, *options, servers="nameserver 127.0.0.1"):
        """dnsmasq, which knows nothing but what `options` say, and a resolv.conf that names it."""
        self.write("resolv.conf", f"{servers}\noptions timeout:1 attempts:1\n")
        subprocess.run(["mount", "--bind", f"{self.folder}/resolv.conf", "/etc/resolv.conf"], check=True)
        self.write("dnsmasq.conf", "\n".join(options) + "\n")
        self.start("dnsmasq", f"--conf-file={self.folder}/dnsmasq.conf", "--keep-in-foreground", "--no-resolv", "--no-hosts",
                   "--listen-address=127.0.0.1", "--bind-interfaces", "--user=root", "--pid-file=", "--cache-size=0")
        wait_for_port(53)

    def start_nginx(self, http, port):
        """nginx with these lines in its http block; waits until it listens at `port`."""
        temporary = "".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        self.write("nginx.conf", f"""
daemon off; worker_processes 1; user root; worker_rlimit_nofile 8192;
pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.log crit;
events {{ worker_connections 4096; }}
http {{ {temporary} {http} }}
""")
        self.start("nginx", "-c", f"{self.folder}/nginx.conf", "-e", f"{self.folder}/nginx.log")
        wait_for_port(port)

    def write(self, name, text):
        with open(f"{self.folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)


def wait_for_port(port):
    deadline = time.monotonic() + 30
    while True:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < deadline, f"nobody listens at {port}"
        time.sleep(0.02)


class Authority:
    """A certificate authority in `folder`: NAME.pem and NAME.key."""

    def __init__(self, folder, name="ca", issuer=None):
        self.folder, self.name = folder, name
        if issuer is None:
            self.openssl("req", "-x509", *self.new_key(name), "-out", f"{name}.pem", "-subj", f"/CN=Test {name}", "-days",
                         "2")
        else:
            issuer.sign(name, f"Test {name}", "basicConstraints=critical,CA:TRUE")

    def sign(self, name, subject, extensions, days="2"):
        self.openssl("req", *self.new_key(name), "-out", f"{name}.csr", "-subj", f"/CN={subject}")
        with open(f"{self.folder}/{name}.ext", "w", encoding="utf-8") as file:
            file.write(extensions + "\n")
        self.openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{self.name}.pem", "-CAkey", f"{self.name}.key",
                     "-CAcreateserial", "-out", f"{name}.pem", "-days", days, "-extfile", f"{name}.ext")

    def new_key(self, name):
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key"]

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


def run_awl_links(program, options, links, environment=None):
    """Asks for `links` [(key, url)]. The observations by key, and what the process used."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    lines = [{"awl-links": 1, "version": said.split()[1], "options": options}]
    lines += [{"key": key, "url": url} for key, url in links]
    lines += [{"ask": len(links)}]
    begin = time.monotonic()
    helper = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    helper.stdin.write("".join(json.dumps(line) + "\n" for line in lines).encode())
    helper.stdin.flush()
    seen = {}
    done = False
    for text in helper.stdout:
        line = json.loads(text)
        if "key" in line:
            seen[line["key"]] = line
        done = done or "done" in line
    helper.stdin.close()
    _, status, used = os.wait4(helper.pid, 0)
    helper.returncode = status
    assert status == 0 and done, "awl-links failed"
    return seen, {"seconds": time.monotonic() - begin, "cpu": used.ru_utime + used.ru_stime,
                  "memory": used.ru_maxrss / 1024}


class Tally:
    """Counts what is as expected, and says what is not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def expect(self, what, seen, wanted):
        if seen == wanted:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED: {what}: {wanted!r} expected, got {seen!r}")

    def report(self):
        """Prints the counts; the exit status."""
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
