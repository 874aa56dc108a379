#!/usr/bin/env python3
"""Writes src/text/character_references.inc: HTML's named character references, from Python's copy."""
import html.entities
import pathlib

lines = ["// Made by tools/make_character_references.py.\n"]
for name, text in sorted(html.entities.html5.items(), key=lambda item: item[0][:-1].encode()):
    if name.endswith(";"):
        points = [ord(c) for c in text] + [0]
        lines.append('{"%s", 0x%X, %s},\n' % (name[:-1], points[0], "0x%X" % points[1] if points[1] else "0"))
path = pathlib.Path(__file__).parent.parent / "src/text/character_references.inc"
path.write_text("".join(lines))
