"""The bytes of a feed to its characters, whatever is said of their encoding. Pure."""

from __future__ import annotations

import codecs
import re

DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
LABEL = re.compile(r"[A-Za-z0-9._:-]{1,40}")
DECLARATION = re.compile(r"<\?xml(?=[\s?])[^>]{0,500}>")
BLANK = b"\0 \t\r\n"
HEAD = 64  # bytes; a feed starts with characters of ASCII, whatever its language

# Which of four neighbours are often 0 where every character takes four or two bytes.
WIDE = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
# Encodings that a feed may name, as Python calls them; to Python punycode and idna are such too, and cost quadratic time.
USUAL = re.compile(
    r"utf-?(8|16|32)\b.*|iso8859-\d+|cp\d+|koi8-[rtu]|mac-.*|gb.*|big5.*|shift_jis.*|euc_.*|iso2022_.*|hz|tis-620|ascii"
)
# What is meant by a name: the larger set of characters that browsers read too (WHATWG, Encoding, 4.2).
MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "koi8-r": "koi8-u",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
SHIFTED = re.compile(rb"\x1b[$(]|~\{")  # iso-2022 and hz: ASCII bytes that mean others, and so always UTF-8 too

# Where nothing that is said holds: Cyrillic letters are bytes from C0 on, side by side, small ones from E0 on in windows-1251 and
# before E0 in KOI8.
ASCII = bytes(range(0x80))
SIDE_BY_SIDE = re.compile(rb"[\xc0-\xff]{2,}")

REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+);")
NONE = "\ufffd"


def decode(body: bytes, charset: str) -> str:
    """Return the characters of a feed; `charset` is what HTTP said, and counts least.

    UTF-16 and UTF-32 are told by their zeros, UTF-8 by its bytes: of what is in other encodings at most 3 of 10 characters looked
    like it (GB 18030, of 21 texts in encodings), and 2 of 3 are asked for where another encoding is said, else 1 of 2. Only
    what looks like neither is read as the XML declaration says, else as HTTP says, else as the bytes suggest. What cannot be read
    becomes U+FFFD.
    """
    one, two, three, four = (4 * body[lane:HEAD:4].count(0) > len(body[lane:HEAD:4]) for lane in range(4))
    wide = WIDE.get((one, two, three, four))
    text = body.decode(wide, "replace") if wide else _narrow(body.removeprefix(codecs.BOM_UTF8), charset)
    return text.lstrip("\ufeff")


def decode_utf8(body: bytes, certainty: int = 2) -> str | None:
    """Return the characters of what is UTF-8, or None; of `certainty` whole ones beyond ASCII one place may be broken."""
    return _decode_as(body, "utf-8", certainty)


def strip_declaration(text: str) -> str:
    """Return XML without the blanks and the declaration at its start, which names an encoding that it is no longer in."""
    start = text.lstrip(BLANK.decode())
    declaration = DECLARATION.match(start)
    return start[declaration.end() :] if declaration else text


def repair_references(text: str) -> str:
    """Return a text whose character references can all be read: halves of a character are joined, what names none is U+FFFD."""
    if "&#" not in text or (again := REFERENCE.sub(_repair_character, text)) == text:
        return text
    return again.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _repair_character(found: re.Match[str]) -> str:
    """Return a reference as it is, but for half a character, which is made one, and for what is none at all."""
    written = found[1]
    digits = written.lstrip("xX0")
    number = int(digits or "0", 16 if written[0] in "xX" else 10) if len(digits) <= 7 else 0x110000
    if number > 0x10FFFF:
        return NONE
    return chr(number) if 0xD800 <= number <= 0xDFFF else found[0]


def _narrow(body: bytes, charset: str) -> str:
    declared = DECLARED.match(body.lstrip(BLANK))
    said = [codec for name in (declared[1].decode() if declared else "", charset) if (codec := _find_codec(name))]
    others = [codec for codec in said if not codec.startswith("utf")]
    if others and SHIFTED.search(body) and others[0].startswith(("iso2022", "hz")) and (text := _decode_as(body, others[0], 2)):
        return text
    if (text := decode_utf8(body, 2 if others[:1] == said[:1] != [] else 1)) is not None:
        return text
    for codec in others:
        if (text := _decode_as(body, codec, 2)) is not None:
            return text
    return body.decode(_guess(body), "replace")


def _find_codec(name: str) -> str:
    """Return what Python calls the encoding that is meant by a name, or nothing when no feed is in it."""
    if not LABEL.fullmatch(name):
        return ""
    plain = re.sub(r"^(?:x-)?(?:cp-|win(?:dows)?-?(?=\d))", "cp", name.lower()).removeprefix("x-")
    try:
        known = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return ""
    return MEANT.get(known, known) if USUAL.fullmatch(known) else ""


def _decode_as(body: bytes, codec: str, certainty: int) -> str | None:
    """Return the characters when one is broken for so many whole ones at most; ASCII is in every encoding and counts for none."""
    text = body.decode(codec, "replace")
    broken = text.count(NONE)
    if broken and codec == "utf-8":
        broken -= body.count(NONE.encode())  # somebody else's replacements are whole characters
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if whole >= certainty * broken else None


def _guess(body: bytes) -> str:
    runs = b"".join(SIDE_BY_SIDE.findall(body))
    if 2 * len(runs) < len(body.translate(None, ASCII)):
        return "cp1252"
    return "cp1251" if sum(byte >= 0xE0 for byte in runs) * 2 > len(runs) else "koi8-u"
