#!/usr/bin/env python3
"""A web of 3,000 hosts and 10,000 links on this machine alone, and awl-links over it, twice.

farm.py AWL_LINKS AWL_FARM [--awl AWL] [--links N] [--hosts N] [--plain]

dnsmasq knows the hosts, and nginx speaks TLS and HTTP/2 with a certificate by a CA made here (--plain: HTTP, no nginx).
Every link's fate is known, so what awl-links reports can be judged: time, CPU and memory of awl-links, what the server
counted, and whether each link that is dead, moved or alive was seen as such in both runs. With --awl it is `awl links`
that runs, with a state and `confirm: {runs: 2, days: 0}`, and its verdicts that are judged.
"""

import argparse
import json
import os
import random
import subprocess
import tempfile
import time

from alone import Authority, Services, enter_alone, run_awl_links, wait_for_port

# The behaviours of tests/web/farm.cpp, of 1,000 links; the rest is alive. "unknown" are hosts that DNS does not know,
# "closed" those with nobody at the port.
SHARES = {
    "missing": 22, "gone": 3, "unknown": 12, "lost": 3,
    "moved": 40, "away": 20, "elsewhere": 20, "login": 5,
    "shut": 15, "challenge": 15,
    "flaky": 5, "error": 5, "hang": 5, "reset": 5, "closed": 3, "loop": 3, "busy": 5, "refuse": 2, "endless": 5,
}
DEAD = {"missing", "gone", "unknown", "lost"}
MOVED = {"moved", "away"}


def hosts_of(links, hosts):
    """How many links each host has: a few have many, most have one."""
    counts = [1] * hosts
    weights = [1 / (rank + 1) for rank in range(hosts)]
    for index in random.choices(range(hosts), weights, k=links - hosts):
        counts[index] += 1
    cap = 220
    spare = sum(max(0, count - cap) for count in counts)
    counts = [min(count, cap) for count in counts]
    for index in random.choices(range(200, hosts), k=spare):
        counts[index] += 1
    return counts


def make_links(links, hosts, scheme):
    """[(key, url, behaviour)]"""
    random.seed(1)
    behaviours = [name for name, share in SHARES.items() for _ in range(share)]
    behaviours += ["ok"] * (1000 - len(behaviours))
    made = []
    for host, count in enumerate(hosts_of(links, hosts)):
        for i in range(count):
            behaviour = random.choice(behaviours)
            name = f"h{host}.farm.example"
            # A host that answers no one, or everyone with "come again", has only such links.
            if behaviour in ("unknown", "closed", "refuse"):
                name = f"{behaviour}-{host}-{i}.farm.example"
            made.append((f"{name}/{behaviour}/{i}", f"{scheme}://{name}/{behaviour}/{i}", behaviour))
    return made


def failed_hard(attempt):
    return attempt.get("failure") in ("no-such-host", "no-address") or attempt.get("status") in (404, 410)


def is_dead(observation):
    attempts = observation.get("attempts", [])
    return len(attempts) == 2 and all(failed_hard(attempt) for attempt in attempts)


def moved_to(observation):
    """Where permanent hops lead, if the last answer is good."""
    for attempt in observation.get("attempts", [])[-1:]:
        hops = attempt.get("hops", [])
        if hops and attempt.get("status") == 200 and all(hop["status"] in (301, 308) for hop in hops):
            return hops[-1]["url"]
    return None


def judge(links, runs):
    wrong = {"dead, not proved": [], "dead, missed": [], "moved, not proved": [], "moved, missed": []}
    for key, _, behaviour in links:
        views = [run.get(key) for run in runs if key in run]
        dead = len(views) == 2 and all(is_dead(view) for view in views)
        moved = len(views) == 2 and moved_to(views[0]) is not None and moved_to(views[0]) == moved_to(views[1])
        if dead and behaviour not in DEAD:
            wrong["dead, not proved"].append(key)
        if behaviour in DEAD and not dead:
            wrong["dead, missed"].append(key)
        if moved and behaviour not in MOVED:
            wrong["moved, not proved"].append(key)
        if behaviour in MOVED and not moved:
            wrong["moved, missed"].append(key)
    return wrong


class Farm:
    """awl_farm, with dnsmasq and nginx before it."""

    def __init__(self, services, program, plain, unknown):
        # A name of its own is more exact than the domain's.
        services.start_dns("local=/example/", "address=/farm.example/127.0.0.1", "dns-forward-max=1000",
                           *(f"address=/{name}/" for name in unknown))
        port = 80 if plain else 9000
        self.process = subprocess.Popen([program, str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        wait_for_port(port)
        if plain:
            return
        Authority(services.folder).sign("farm", "farm.example", "subjectAltName=DNS:*.farm.example")
        services.start_nginx(f"""
access_log off;
upstream farm {{ server 127.0.0.1:9000; keepalive 256; }}
server {{
  listen 127.0.0.1:443 ssl http2 backlog=4096;
  ssl_certificate {services.folder}/farm.pem; ssl_certificate_key {services.folder}/farm.key;
  location / {{
    proxy_pass http://farm; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
    proxy_buffering off; proxy_next_upstream off; proxy_read_timeout 120s;
  }}
}}""", 443)

    def counts(self):
        self.process.stdin.write("?")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def inside(arguments):
    links = make_links(arguments.links, arguments.hosts, "http" if arguments.plain else "https")
    unknown = [key.split("/")[0] for key, _, behaviour in links if behaviour == "unknown"]
    # Nobody is at port 9 of these.
    closed = [f"{key.split('/')[0]}:::9" for key, _, behaviour in links if behaviour == "closed"]
    with tempfile.TemporaryDirectory() as folder, Services(folder) as services:
        farm = Farm(services, arguments.farm, arguments.plain, unknown)
        options = {"concurrency": arguments.concurrency, "per-host": 2, "interval": 100, "timeout": 20000,
                   "second-attempt-after": arguments.second_attempt_after, "allow-private": True, "connect-to": closed}
        if not arguments.plain:
            options["ca-file"] = f"{folder}/ca.pem"
        if arguments.awl:
            wrong = over_awl(arguments, folder, links, closed, farm)
            farm.stop()
            tell(wrong)
            return
        first, used = run_awl_links(arguments.awl_links, options, [link[:2] for link in links])
        report("first run", len(links), used, farm.counts())
        again = [link[:2] for link in links if not is_alive(first[link[0]])]
        second, used = run_awl_links(arguments.awl_links, options, again)
        report("second run, of what was not alive", len(again), used, farm.counts())
        farm.stop()
    tell(judge(links, [first, second]))


def tell(wrong):
    for what, keys in wrong.items():
        print(f"{what}: {len(keys)}", *keys[:5])


def over_awl(arguments, folder, links, closed, farm):
    """Two runs of `awl links`; what its verdicts get wrong."""
    with open(f"{folder}/readme.md", "w", encoding="utf-8") as file:
        file.write("# Awesome Farm\n\n## Links\n\n")
        file.writelines(f"- [Link {i}]({url}) - What it does.\n" for i, (_, url, _) in enumerate(links))
    with open(f"{folder}/.awl.yaml", "w", encoding="utf-8") as file:
        file.write("links:\n  confirm: {runs: 2, days: 0}\n")
    command = [os.path.abspath(arguments.awl), "links", "--state", "state.jsonl", "--facts", "facts.jsonl", "--format",
               "json", "--allow-private", "--concurrency", str(arguments.concurrency), "--second-attempt-after",
               f"{arguments.second_attempt_after}ms", "--output", "report.json"]
    for name in closed:
        command += ["--connect-to", name]
    if not arguments.plain:
        command += ["--ca-file", "ca.pem"]
    # What is alive is fresh for six days, also where it has moved.
    for name, recheck in (("first run", []), ("second run, of all", ["--recheck"])):
        begin = time.monotonic()
        process = subprocess.Popen([*command, *recheck, "readme.md"], cwd=folder)
        _, _, used = os.wait4(process.pid, 0)
        with open(f"{folder}/facts.jsonl", encoding="utf-8") as file:
            facts = {fact["link"]: fact for fact in map(json.loads, file)}
        report(name, len(links), {"seconds": time.monotonic() - begin, "cpu": used.ru_utime + used.ru_stime,
                                  "memory": used.ru_maxrss / 1024}, farm.counts())
    wrong = {"dead, not proved": [], "dead, missed": [], "moved, not proved": [], "moved, missed": []}
    for key, url, behaviour in links:
        fact = facts.get(url, {})
        if (fact.get("verdict") == "dead") != (behaviour in DEAD):
            wrong["dead, missed" if behaviour in DEAD else "dead, not proved"].append(key)
        moved = fact.get("verdict") == "alive" and fact.get("permanent-runs", 0) >= 2
        if moved != (behaviour in MOVED):
            wrong["moved, missed" if behaviour in MOVED else "moved, not proved"].append(key)
    return wrong


def is_alive(view):
    return bool(view.get("attempts")) and view["attempts"][-1].get("status") == 200 and not moved_to(view)


def report(name, links, used, counts):
    print(f"{name}: {links} links, {used['seconds']:.0f} s, CPU {used['cpu']:.1f} s, {used['memory']:.0f} MB; by the server: "
          f"{counts['requests']} requests, {counts['hosts']} hosts, at most {counts['most_connections']} connections, "
          f"{counts['at_once']} requests and {counts['connections']} connections at a host at once, "
          f"{counts['close_starts']} starts less than 90 ms after the one before", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("awl_links")
    parser.add_argument("farm")
    parser.add_argument("--awl")
    parser.add_argument("--links", type=int, default=10000)
    parser.add_argument("--hosts", type=int, default=3000)
    parser.add_argument("--concurrency", type=int, default=128)
    parser.add_argument("--second-attempt-after", type=int, default=60000)
    parser.add_argument("--plain", action="store_true")
    inside(parser.parse_args())


if __name__ == "__main__":
    enter_alone()
    main()
