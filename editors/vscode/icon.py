#!/usr/bin/env python3
"""Draws icon.png: a list, an awl, and the squiggle below what it has found. --check only says whether it is up to date."""
import math
import pathlib
import struct
import sys
import zlib

SIZE = 256
SAMPLES = 3  # each pixel is the mean of that many squared
FILE = pathlib.Path(__file__).with_name("icon.png")


def segment(x, y, ax, ay, bx, by):
    """The distance to a line, and how far along it: 0 to 1."""
    t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    t = min(max(t, 0), 1)
    return math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)), t


def in_square(x, y):
    edge = 128 - 40
    return math.hypot(max(abs(x - 128) - edge, 0), max(abs(y - 128) - edge, 0)) <= 40


def colour(x, y):
    """At a place of the picture: red, green, blue, alpha."""
    if not in_square(x, y):
        return (0, 0, 0, 0)
    # The awl: a handle, a ring, and a blade that ends in a point.
    handle, along = segment(x, y, 214, 50, 182, 88)
    if handle < 19 - 6 * along:
        return (226, 163, 84, 255)
    ring, _ = segment(x, y, 177, 94, 172, 100)
    if ring < 9:
        return (139, 148, 158, 255)
    blade, along = segment(x, y, 172, 100, 118, 164)
    if blade < 6.5 * (1 - along) + 0.8:
        return (230, 237, 243, 255)
    # Three entries; the blade points at the end of the second.
    for top, end in ((88, 136), (148, 112), (208, 176)):
        if math.hypot(x - 54, y - top) < 9:
            return (88, 166, 255, 255)
        if segment(x, y, 82, top, end, top)[0] < 7:
            return (139, 148, 158, 255)
    if 76 < x < 122 and abs(y - 170 - 4 * math.sin((x - 76) * 2 * math.pi / 15.4)) < 3:
        return (255, 123, 114, 255)
    return (22, 27, 34, 255)


def pixel(column, row):
    sums = [0, 0, 0, 0]
    for i in range(SAMPLES):
        for j in range(SAMPLES):
            red, green, blue, alpha = colour(column + (i + 0.5) / SAMPLES, row + (j + 0.5) / SAMPLES)
            for k, value in enumerate((red * alpha, green * alpha, blue * alpha, alpha)):
                sums[k] += value
    alpha = sums[3]
    shades = [round(value / alpha) if alpha else 0 for value in sums[:3]]
    return bytes([*shades, round(alpha / SAMPLES**2)])


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def main():
    rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    if "--check" in sys.argv[1:]:
        # Not its bytes: zlib need not compress everywhere alike.
        data = FILE.read_bytes()
        begin = data.index(b"IDAT")
        (length,) = struct.unpack(">I", data[begin - 4 : begin])
        if zlib.decompress(data[begin + 4 : begin + 4 + length]) != rows:
            sys.exit("editors/vscode/icon.png is out of date; run editors/vscode/icon.py")
        return
    FILE.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


main()
