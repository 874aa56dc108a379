#!/usr/bin/env python3
"""Makes awesome lists for benchmarks where no real ones are at hand: make_lists.py FOLDER [BYTES]

Without BYTES: 55 lists, about 3 MB together, spread like a corpus of well-known lists (median 32 KB, largest 400 KB; of a
hundred lines 48 entries of 116 bytes in the median, 7 headings, 5 table rows, 2 HTML; every twentieth line Chinese).
With BYTES: one list of about that size. The same lists every time.
"""
import pathlib
import random
import sys

WORDS = ("a the of for and to with in fast small modern simple library tool framework server client parser data "
         "language web graph image text network static dynamic async typed command line based on written collection "
         "learning testing database cache queue message event stream build package manager editor plugin API").split()
HAN = "快速的现代库工具框架服务器数据语言学习测试图像文本网络静态模型训练中文开源项目列表资源文档教程"


def words(rng, least, most):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))


def han(rng, least, most):
    return "".join(rng.choice(HAN) for _ in range(rng.randint(least, most)))


def entry(rng, number):
    name = words(rng, 1, 3).title().replace(" ", "")
    url = f"https://github.com/{rng.choice(WORDS).lower()}{number}/{name.lower()}"
    if rng.random() < 0.1:
        return f"- [{name}]({url}) - {han(rng, 8, 30)}。"
    marker = "*" if rng.random() < 0.01 else "-"
    end = "" if rng.random() < 0.02 else "."
    extra = f" `{rng.choice(['MIT', 'Go', 'Python', 'C++'])}`" if rng.random() < 0.15 else ""
    trail = "  " if rng.random() < 0.01 else ""
    return f"{marker} [{name}]({url}) - {words(rng, 4, 12).capitalize()}{end}{extra}{trail}"


def make_list(rng, size):
    sections = []
    body = []
    number = 0
    length = 0
    while length < size * 0.98:
        section = f"{words(rng, 1, 3).title()} {len(sections) + 1}"
        sections.append(section)
        part = ["", f"## {section}", "", words(rng, 6, 20).capitalize() + ".", ""]
        if rng.random() < 0.06:
            part += ["| Name | What |", "| --- | --- |"]
            for _ in range(12):
                number += 1
                part.append(f"| [{rng.choice(WORDS)}{number}](https://example.org/{number}) | {words(rng, 3, 8)} |")
        elif rng.random() < 0.05:
            part += [f'<p align="center"><img src="logo{number}.png" alt="{words(rng, 1, 2)}"></p>']
        else:
            for _ in range(rng.randint(8, 20)):
                number += 1
                part.append(entry(rng, number))
        body += part
        length += sum(len(line.encode()) + 1 for line in part)
    head = ["# Awesome Made-up [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)", "",
            "> " + words(rng, 8, 14).capitalize() + ".", "", "## Contents", ""]
    return "\n".join(head + [f"- [{s}](#{s.lower().replace(' ', '-')})" for s in sections] + body) + "\n"


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(20)
    if len(sys.argv) > 2:
        size = int(sys.argv[2])
        (folder / f"{size}.md").write_text(make_list(rng, size))
        return
    for n in range(55):
        # A log-normal spread with the corpus' median and mean, cut at its largest.
        size = min(max(int(rng.lognormvariate(10.37, 1.25)), 1500), 404000)
        (folder / f"list{n:02}.md").write_text(make_list(rng, 404000 if n == 0 else size))


main()
