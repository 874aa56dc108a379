#!/usr/bin/env python3
"""services_test.py AWL_LINKS: what awl-links says of TLS, HTTP/2, DNS and the forges' APIs, with nginx and dnsmasq."""

import json
import os
import subprocess
import sys
import tempfile

from alone import Authority, Services, Tally, enter_alone, run_awl_links

COPY = "https://web.archive.org/web/20200131235959/https://gone.tls.example/kept"

tally = Tally()
expect = tally.expect


def result_of(observation):
    """'200', 'timeout', or both attempts where there were two: '404 200'."""
    return " ".join(attempt.get("failure") or str(attempt["status"]) for attempt in observation.get("attempts", []))


def check(program, rows, options, environment=None):
    links = [(key, url) for key, url, _ in rows]
    seen, _ = run_awl_links(program, {"second-attempt-after": 100, "interval": 50, **options}, links, environment)
    for key, _, wanted in rows:
        expect(key, result_of(seen.get(key, {})), wanted)
    return seen


def make_certificates(folder):
    ca = Authority(folder)
    other = Authority(folder, "other")
    middle = Authority(folder, "middle", issuer=ca)
    for name in ("good", "h2", "forges", "old", "copies"):
        names = ",".join(f"DNS:{host}" for host in (
            ("api.github.com", "gitlab.com", "codeberg.org", "github.com", "evil.tls.example") if name == "forges"
            else ("web.archive.org", "gone.tls.example") if name == "copies" else (f"{name}.tls.example",)))
        ca.sign(name, name, f"subjectAltName={names}")
    ca.sign("expired", "expired", "subjectAltName=DNS:expired.tls.example", days="-1")
    ca.sign("wrong", "wrong", "subjectAltName=DNS:else.example")
    other.sign("unknown", "unknown", "subjectAltName=DNS:unknown.tls.example")
    middle.sign("lonely", "lonely", "subjectAltName=DNS:lonely.tls.example")
    middle.sign("chained", "chained", "subjectAltName=DNS:chained.tls.example")
    with open(f"{folder}/chained.pem", "a", encoding="utf-8") as chain, open(f"{folder}/middle.pem", encoding="utf-8") as pem:
        chain.write(pem.read())
    Authority(folder, "self")


def server(folder, name, names, body, port="443 ssl http2"):
    return f"""
server {{
  listen 127.0.0.1:{port}; server_name {names};
  ssl_certificate {folder}/{name}.pem; ssl_certificate_key {folder}/{name}.key; {body}
}}"""


def nginx_config(folder):
    page = "default_type text/html; location / { return 200 '<title>T</title>'; }"
    config = f"""
map_hash_bucket_size 128;
log_format who '$host $request_uri $http_authorization'; access_log {folder}/who.log who;
"""
    for name in ("good", "expired", "wrong", "unknown", "lonely", "chained", "self"):
        config += server(folder, name, f"{name}.tls.example", page)
    # A server whose HTTP/2 is broken.
    config += server(folder, "h2", "h2.tls.example",
                     "location / { if ($server_protocol = HTTP/2.0) { return 404; } return 200 x; }")
    config += server(folder, "old", "old.tls.example", page + "ssl_protocols TLSv1; ssl_ciphers DEFAULT:@SECLEVEL=0;",
                     "444 ssl")
    config += server(folder, "forges", "api.github.com", """
  location = /graphql { return 200 '{"data":{"r0":{"nameWithOwner":"New/Name","isArchived":true}}}'; }""")
    config += server(folder, "forges", "gitlab.com", """
  location = /api/v4/projects/g/n { return 200 '{"path_with_namespace":"G/n","archived":true}'; }
  location /api/ { return 404; }
  location /g/gone { return 302 https://gitlab.com/users/sign_in; }
  location / { return 200 x; }""")
    config += server(folder, "forges", "codeberg.org", """
  location = /api/v1/repos/o/n { return 200 '{"full_name":"o/n","stars_count":7}'; }
  location = /o/hidden { return 200 x; }
  location / { return 404; }""")
    config += server(folder, "forges", "github.com evil.tls.example", "location / { return 200 x; }")
    config += server(folder, "copies", "gone.tls.example", "location / { return 404; }")
    config += server(folder, "copies", "web.archive.org", f"""
  location ~ "^/web/[0-9]{{8}}/https:/+gone.tls.example/kept" {{ return 302 {COPY}; }}
  location ~ "^/web/[0-9]{{14}}/" {{ default_type text/html; return 200 '<title>T</title>'; }}
  location / {{ return 404; }}""")
    return config


def dns_options():
    return ["local=/example/", "address=/tls.example/127.0.0.1", "address=/github.com/127.0.0.1",
            "address=/gitlab.com/127.0.0.1", "address=/codeberg.org/127.0.0.1",
            "address=/web.archive.org/127.0.0.1",
            "address=/private.example/169.254.169.254", "address=/mapped.example/::ffff:127.0.0.1",
            "txt-record=nodata.example,x",
            # An address that is nowhere here, and one that is.
            "host-record=both.tls.example,127.0.0.1,2606:4700::1111"]


def check_tls(program, options):
    tls = "https://{}.tls.example/".format
    check(program, [
        ("good", tls("good"), "200"),
        ("chained", tls("chained"), "200"),
        ("expired", tls("expired"), "tls-expired tls-expired"),
        ("wrong name", tls("wrong"), "tls-wrong-name tls-wrong-name"),
        ("self-signed", tls("self"), "tls-unknown-issuer tls-unknown-issuer"),
        ("unknown issuer", tls("unknown"), "tls-unknown-issuer tls-unknown-issuer"),
        ("no intermediate", tls("lonely"), "tls-unknown-issuer tls-unknown-issuer"),
        ("TLS 1.0", tls("old"), "tls-other tls-other"),
        ("404 on HTTP/2 only", tls("h2"), "404 200"),
        ("HTTP at the port of HTTPS", "http://good.tls.example:443/", "400 400"),
        ("HTTPS at no port", "https://good.tls.example:9/", "refused refused"),
    ], {**options, "connect-to": ["old.tls.example:443::444"]})


def check_dns(program, options):
    check(program, [
        ("no such host", "https://nowhere.example/", "no-such-host no-such-host"),
        ("no address", "https://nodata.example/", "no-address no-address"),
        ("refused", "https://refused.test/", "resolver resolver"),
        ("IPv6 dead, IPv4 alive", "http://both.tls.example:443/", "400 400"),
    ], options)
    # Without --allow-private the guard stands before all of this machine, by name or number.
    check(program, [
        ("metadata", "http://private.example/", "blocked-address"),
        ("mapped", "http://mapped.example/", "blocked-address"),
        ("loopback by name", "https://good.tls.example/", "blocked-address"),
    ], {})


def check_forges(program, folder, options):
    environment = {"PATH": os.environ["PATH"], "GITHUB_TOKEN": "s3cret"}
    seen = check(program, [
        ("GitHub", "https://github.com/old/name", "200"),
        ("GitLab", "https://gitlab.com/g/n", "200"),
        ("GitLab, gone", "https://gitlab.com/g/gone", "404 404"),
        ("GitLab, a group", "https://gitlab.com/g/sub", "200"),
        ("Codeberg", "https://codeberg.org/o/n", "200"),
        ("Codeberg, gone", "https://codeberg.org/o/gone", "404 404"),
        ("Codeberg, whose API is wrong", "https://codeberg.org/o/hidden", "404 200"),
        ("another host", "https://evil.tls.example/", "200"),
    ], options, environment)
    expect("GitHub's facts", seen["GitHub"].get("repository"), {"name": "New/Name", "archived": True})
    expect("GitLab's facts", seen["GitLab"].get("repository"), {"name": "G/n", "archived": True})
    expect("Codeberg's facts", seen["Codeberg"].get("repository"), {"name": "o/n", "stars": 7})
    expect("the token is in no answer", "s3cret" in str(seen), False)
    with open(f"{folder}/who.log", encoding="utf-8") as log:
        asked = [line.split() for line in log]
    expect("who saw the token", [line[:2] for line in asked if "s3cret" in line], [["api.github.com", "/graphql"]])


def check_copies(program, folder):
    """`awl links` with `cure: archive`: what is dead gets the address of its copy, and what has none stays as it is."""
    here = f"{folder}/copies"
    os.mkdir(here)
    with open(f"{here}/.awl.yaml", "w", encoding="utf-8") as config:
        config.write("links: {confirm: {runs: 2, days: 0}}\nrules: {link-dead: {cure: archive}}\n")
    text = "# Awesome Things\n\n## Links\n\n" + "".join(
        f"- [{name}](https://gone.tls.example/{name.lower()}) - What it did.\n" for name in ("Kept", "Lost"))
    with open(f"{here}/readme.md", "w", encoding="utf-8") as readme:
        readme.write(text)

    def run(*more):
        # awl takes the awl-links beside it.
        awl = os.path.join(os.path.dirname(os.path.abspath(program)), "awl")
        return subprocess.run(
            [awl, "links", "--state", "state.jsonl", "--allow-private", "--ca-file", f"{folder}/ca.pem", "--interval", "50ms",
             "--second-attempt-after", "50ms", *more, "readme.md"], cwd=here, capture_output=True, text=True, timeout=120)

    def asked():
        with open(f"{folder}/who.log", encoding="utf-8") as log:
            return sorted({line.split()[1].split("/https:")[0] for line in log if line.startswith("web.archive.org ")})

    expect("the first run proves nothing", run().returncode, 0)
    expect("nor asks for copies", asked(), [])
    second = run("--fix", "--unsafe-fixes", "--format", "json")
    expect("what has no copy is still a finding", [finding["rule"] for finding in json.loads(second.stdout or "[]")],
           ["link-dead"])
    with open(f"{here}/readme.md", encoding="utf-8") as readme:
        expect("the copy is written", readme.read(), text.replace("https://gone.tls.example/kept", COPY))
    expect("one day was asked for, and one copy", len(asked()), 2)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder, Services(folder) as services:
        make_certificates(folder)
        services.start_dns(*dns_options())
        services.start_nginx(nginx_config(folder), 443)
        options = {"allow-private": True, "ca-file": f"{folder}/ca.pem"}
        check_tls(program, options)
        check_dns(program, options)
        check_forges(program, folder, options)
        check_copies(program, folder)
        # The resolver is gone: nothing is said of any name.
        services.write("resolv.conf", "nameserver 127.0.0.9\noptions timeout:1 attempts:1\n")
        check(program, [("no resolver", "https://good.tls.example/", "resolver resolver")], options)
    return tally.report()


if __name__ == "__main__":
    enter_alone()
    sys.exit(main())
