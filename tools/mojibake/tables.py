"""How the mojibake tables are written: symbols, tries in level order, byte streams with a Huffman code each.

The reader is src/mojibake/model_tables.cpp; the two must agree on every detail here.
"""

import heapq
import math

STEP = 0.07  # nats: a logarithm is stored as a byte, -STEP * byte
COARSE = 4  # and only in multiples of this, which costs no accuracy and packs better
OFFSET = 32  # of the logarithm of a backoff weight, which may be above one

BOUNDARY, WORD, NUMBER, SPACE = 0, ord("A"), ord("0"), ord(" ")
SENTENCE = frozenset(".,!?:;")
JOINERS = frozenset(":/._-@%&=?#~+")


def is_han(c):
    return 0x3400 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or c == 0x3005


def is_latin(c):
    return 0x41 <= c <= 0x5A or 0x61 <= c <= 0x7A or 0xC0 <= c <= 0x24F and c not in (0xD7, 0xF7)


def symbols(text, latin=False, spaces=False, fold=False):
    """The symbols of a line: its code points, but a run of digits is one symbol.

    Without `latin` so is a run of Latin letters, with what joins words in addresses. Without `spaces` there are none.
    With `fold` letters are lower-case.
    """
    out = []

    def put(symbol):
        if symbol in (BOUNDARY, WORD, NUMBER, SPACE) and out and out[-1] == symbol:
            return
        out.append(symbol)

    for i, char in enumerate(text):
        c = ord(char)
        if is_latin(c):
            put(ord(char.lower()[0]) if latin else WORD)
        elif 0x30 <= c <= 0x39:
            if not (out and out[-1] == WORD and text[i - 1] != " "):
                put(NUMBER)
        elif c in (0x20, 0x09, 0xA0, 0x3000):
            if spaces:
                put(SPACE)
        elif c < 0x80:
            joins = c < 0x80 and char in JOINERS and out and out[-1] == WORD
            if joins and i + 1 < len(text) and text[i + 1].isascii() and text[i + 1].isalnum():
                continue
            put(c if char in SENTENCE else BOUNDARY)
        else:
            put(ord(char.lower()[0]) if fold else c)
    return out


def quantise(log_value, offset=0):
    return max(0, min(252, offset + COARSE * round(-log_value / STEP / COARSE)))


class Writer:
    """A file of byte streams, whose order the reader knows."""

    def __init__(self):
        self.data = bytearray()
        self.sizes = []

    def stream(self, name, values):
        packed = huffman(bytes(values))
        self.sizes.append((name, len(values), len(packed)))
        self.data += packed

    def numbers(self, name, values):
        raw = bytearray()
        for value in values:
            while value >= 0x80:
                raw.append(0x80 | (value & 0x7F))
                value >>= 7
            raw.append(value)
        self.stream(name, raw)

    def trie(self, name, levels, values, last_values):
        """levels: for each node of the level above, in order, its children: (symbol, value, ...) by symbol."""
        self.numbers(f"{name}.depth", [len(levels)])
        for depth, level in enumerate(levels):
            self.numbers(f"{name}{depth}.counts", [len(group) for group in level])
            deltas = []
            for group in level:
                previous = 0
                for entry in group:
                    deltas.append(entry[0] - previous)
                    previous = entry[0] + 1
            self.numbers(f"{name}{depth}.symbols", deltas)
            for field in range(1, 1 + (values if depth + 1 < len(levels) else last_values)):
                self.stream(f"{name}{depth}.values{field}", [entry[field] for group in level for entry in group])


def code_lengths(counts, limit=12):
    """Lengths of a Huffman code of at most `limit` bits."""
    used = [s for s in range(256) if counts[s]]
    if len(used) == 1:
        return {used[0]: 1}
    scale = 1
    while True:
        heap = [(max(1, counts[s] // scale), s, (s,)) for s in used]
        heapq.heapify(heap)
        lengths = dict.fromkeys(used, 0)
        while len(heap) > 1:
            a, b = heapq.heappop(heap), heapq.heappop(heap)
            for s in a[2] + b[2]:
                lengths[s] += 1
            heapq.heappush(heap, (a[0] + b[0], min(a[1], b[1]), a[2] + b[2]))
        if max(lengths.values()) <= limit:
            return lengths
        scale *= 2


def huffman(raw):
    """Size (4 bytes), packed size (4 bytes), 256 code lengths (a nibble each), codes with the first bit lowest."""
    header = len(raw).to_bytes(4, "little")
    if not raw:
        return header + (0).to_bytes(4, "little")
    counts = [0] * 256
    for byte in raw:
        counts[byte] += 1
    lengths = code_lengths(counts)
    codes, code, previous = {}, 0, 0
    for symbol in sorted(lengths, key=lambda s: (lengths[s], s)):
        code <<= lengths[symbol] - previous
        previous = lengths[symbol]
        reverse = int(format(code, f"0{previous}b")[::-1], 2)
        codes[symbol] = (reverse, previous)
        code += 1
    out, bits, count = bytearray(), 0, 0
    for byte in raw:
        code, length = codes[byte]
        bits |= code << count
        count += length
        while count >= 8:
            out.append(bits & 0xFF)
            bits >>= 8
            count -= 8
    out.append(bits & 0xFF)
    nibbles = bytes(lengths.get(2 * i, 0) | lengths.get(2 * i + 1, 0) << 4 for i in range(128))
    return header + len(out).to_bytes(4, "little") + nibbles + bytes(out)


def log(p):
    return math.log(p) if p > 0 else -99.0
