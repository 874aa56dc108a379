"""Collects the texts from which the mojibake tables are learnt.

Usage: corpus.py SOURCES OUT, where SOURCES is the folder that fetch filled. Writes OUT/<language>.txt, one string
a line, each string once. What is read, from which package and under which licence stands in sources.tsv and NOTICE.
"""

import glob
import html
import json
import os
import re
import struct
import sys

LANGUAGES = {
    # ours: (VS Code pack, TypeScript folder, Chromium locale, PostgreSQL locale, others' spellings)
    "zh-hans": ("zh-hans", "zh-cn", "zh-CN", "zh_CN", ("zh-CN", "zh_CN", "zh", "zhCN", "zh-Hans")),
    "zh-hant": ("zh-hant", "zh-tw", "zh-TW", "zh_TW", ("zh-TW", "zh_TW", "zhTw", "zh-Hant", "zh-HK")),
    "ja": ("ja", "ja", "ja", "ja", ("ja", "ja-JP")),
    "ko": ("ko", "ko", "ko", "ko", ("ko", "ko-KR")),
    "ru": ("ru", "ru", "ru", "ru", ("ru", "ru-RU")),
    "cs": ("cs", "cs", "cs", "cs", ("cs",)),
    "de": ("de", "de", "de", "de", ("de", "de-DE")),
    "es": ("es", "es", "es", "es", ("es", "es-ES")),
    "fr": ("fr", "fr", "fr", "fr", ("fr", "fr-FR")),
    "it": ("it", "it", "it", "it", ("it", "it-IT")),
    "pl": ("pl", "pl", "pl", "pl", ("pl",)),
    "pt": ("pt-br", "pt-br", "pt-BR", "pt_BR", ("pt-BR", "pt_BR", "pt")),
    "tr": ("tr", "tr", "tr", "tr", ("tr",)),
}


def strings(value):
    """All strings in a JSON value."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def literals(text):
    """String literals of a JavaScript source, near enough."""
    for match in re.finditer(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`((?:[^`\\]|\\.)*)`', text):
        body = next(group for group in match.groups() if group is not None)
        body = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), body)
        yield body.replace("\\n", "\n").replace("\\", "")


def pak(path):
    """Texts of a Chromium resource pack, version 5."""
    data = open(path, "rb").read()
    version, encoding = struct.unpack_from("<IB", data)
    assert version == 5 and encoding == 1, path
    count, _ = struct.unpack_from("<HH", data, 8)
    offsets = [struct.unpack_from("<HI", data, 12 + 6 * i)[1] for i in range(count + 1)]
    for begin, end in zip(offsets, offsets[1:]):
        try:
            text = data[begin:end].decode("utf-8")
        except UnicodeDecodeError:
            continue
        if "function(" not in text and "<style" not in text:
            yield text


def mo(path):
    """Translations of a gettext catalogue."""
    data = open(path, "rb").read()
    order = "<" if struct.unpack_from("<I", data)[0] == 0x950412DE else ">"
    _, _, count, _, table = struct.unpack_from(order + "5I", data)
    for i in range(1, count):
        length, offset = struct.unpack_from(order + "2I", data, table + 8 * i)
        yield from data[offset : offset + length].decode("utf-8", "ignore").split("\0")


def properties(path):
    """Values of a Java properties file."""
    for line in open(path, encoding="utf-8", errors="ignore"):
        if not line.startswith("#") and "=" in line:
            yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), line.split("=", 1)[1])


def markdown(path):
    """Prose of a Markdown file, without code blocks."""
    fenced = False
    for line in open(path, encoding="utf-8", errors="ignore"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            yield line


def comments(path):
    """Lines of a source that hold something other than ASCII, without comment marks."""
    for line in open(path, encoding="utf-8", errors="ignore"):
        if len(line) < 2000:
            yield re.sub(r"^[\s/*]+|[\s/*]+$", "", line)


# Typings of Chinese services: their documentation is in the comments.
TYPINGS = (
    "tencentcloud-sdk-nodejs",
    "miniprogram-api-typings",
    "larksuiteoapi-node-sdk",
    "dcloudio-types",
    "volcengine-openapi",
    "mini-types-my",
    "alicloud-dingtalk",
    "dingtalk-jsapi",
    "amis",
    "tdesign-vue-next",
)


def collect(root, language):
    pack, typescript, chromium, postgres, names = LANGUAGES[language]

    def find(pattern):
        return sorted(glob.glob(os.path.join(root, pattern), recursive=True))

    for path in find(f"codingame-monaco-vscode-language-pack-{pack}-*/package/translations/**/*.json"):
        yield from strings(json.load(open(path, encoding="utf-8")))
    for path in find(f"codingame-monaco-vscode-language-pack-{pack}-*/package/translations/main.i18n.json.js"):
        yield from literals(open(path, encoding="utf-8").read())
    for path in find(f"typescript-*/package/lib/{typescript}/*.json"):
        yield from strings(json.load(open(path, encoding="utf-8")))
    for path in find(f"chromium-l10n/usr/lib/chromium/locales/{chromium}.pak"):
        yield from pak(path)
    for path in find(f"postgresql*/usr/share/locale/{postgres}/LC_MESSAGES/*.mo"):
        yield from mo(path)
    for name in names:
        for path in find(f"openstreetmap-id-tagging-schema-*/package/dist/translations/{name}.json"):
            for text in strings(json.load(open(path, encoding="utf-8"))):
                yield text.replace(",", "\n")
        for path in find(f"univerjs-sheets-formula-*/package/lib/es/locale/{name}.js"):
            yield from literals(open(path, encoding="utf-8").read())
        for path in find(f"payloadcms-translations-*/package/dist/languages/{name}.js"):
            yield from literals(open(path, encoding="utf-8").read())
        for path in find(f"node-red-*/package/locales/{name}/**/*.json"):
            yield from strings(json.load(open(path, encoding="utf-8")))
        for path in find(f"node-red-*/package/locales/{name}/**/*.html"):
            yield from re.sub(r"<[^>]*>", "", html.unescape(open(path, encoding="utf-8").read())).split("\n")
        for path in find(f"openui5-*/package/src/**/messagebundle_{name}.properties"):
            yield from properties(path)
        for path in find(f"cldr-annotations-full-*/package/annotations/{name}/annotations.json"):
            yield from strings(json.load(open(path, encoding="utf-8")))
        for path in find(f"cldr-localenames-full-*/package/main/{name}/*.json"):
            yield from strings(json.load(open(path, encoding="utf-8")))
    if language == "zh-hans":
        for path in find("openclaw-cn-*/package/docs/**/*.md") + find("jzone-mcp-*/package/**/*.md"):
            yield from markdown(path)
        for path in find("novel-writer-cn-*/package/**/*.md"):
            yield from markdown(path)
        for name in TYPINGS:
            for path in find(f"{name}-[0-9]*/package/**/*.ts"):
                yield from comments(path)
            for path in find(f"{name}-[0-9]*/package/**/*.md"):
                yield from markdown(path)
        for path in find("rsshub-*/package/lib/**/*.js"):
            yield from literals(open(path, encoding="utf-8").read())
        for path in find("tdesign-vue-next-*/package/**/*.json") + find("jzone-mcp-*/package/componentData/*.json"):
            yield from strings(json.load(open(path, encoding="utf-8")))


def main():
    root, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    for language in LANGUAGES:
        seen = {}
        for text in collect(root, language):
            for line in text.split("\n"):
                line = re.sub(r"<[^>]*>", "", line.strip())
                if line and any(ord(c) > 127 for c in line):
                    seen[line] = None
        with open(os.path.join(out, language + ".txt"), "w", encoding="utf-8") as file:
            file.write("\n".join(seen) + "\n")
        print(language, len(seen), "strings,", sum(map(len, seen)), "characters")


if __name__ == "__main__":
    main()
