"""Text made fit for terminals, logs and messages: nothing in it commands, and nothing in it is secret."""

from __future__ import annotations

import base64
import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from urllib.parse import parse_qsl, quote, unquote, urlsplit

Scrub = Callable[[str], str]

SHORTEST = 4  # characters; a shorter value is no secret, and blotting it out would spoil ordinary words
SEGMENT = 8  # characters of a part of an address's path, or of a name before a password, that may be a token


def plain(text: str) -> str:
    """Return text that cannot command a terminal: control and bidi characters are dropped, line breaks kept as spaces."""
    folded = re.sub("[\n\t\u2028\u2029]", " ", text)
    return "".join(char for char in folded if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


def scrubber(secrets: Iterable[str]) -> Scrub:
    """Return what puts `***` in the place of each secret, whatever it was written as on its way.

    Found are the value itself in any case, percent-encoded, escaped for JSON or HTML, and in Base64 wherever it begins there; of a
    whole address also what in it may be secret by itself. Values of up to three characters are left.
    """
    wanted = {part for secret in secrets for part in _parts(secret) if len(part) >= SHORTEST}
    if not wanted:
        return str
    ordered = sorted(wanted, key=len, reverse=True)  # the whole goes before its part
    forms = [f"(?i:{_written(secret)})" for secret in ordered] + [form for secret in ordered for form in _base64(secret)]
    pattern = re.compile("|".join(forms))
    return lambda text: pattern.sub("***", text)


def _parts(secret: str) -> Iterator[str]:
    """Yield a secret, as programs see it that take it out of an address, and of a whole address what may be secret in it."""
    yield secret
    yield secret.strip()
    yield unquote(secret)
    if "://" not in secret:
        return
    try:
        parts = urlsplit(secret.strip())
    except ValueError:
        return
    user, _, password = parts.netloc.rpartition("@")[0].partition(":")
    long = [user, *parts.path.split("/")]
    found = [*(one for one in long if len(one) >= SEGMENT), password, *(value for _, value in parse_qsl(parts.query))]
    for one in found:
        yield one
        yield unquote(one)


def _written(secret: str) -> str:
    """Return a pattern for a secret in which each character may stand as itself or escaped."""
    return "".join(_character(char) for char in secret)


def _character(char: str) -> str:
    if char.isascii() and char.isalnum():
        return char
    escaped = json.dumps(char)[1:-1]
    forms = {char, quote(char, safe="", errors="replace"), escaped, json.dumps(escaped)[1:-1], repr(char)[1:-1], html.escape(char)}
    if char.isascii():  # what need not be escaped may be
        forms |= {f"%{ord(char):02X}", f"\\u{ord(char):04x}", f"\\{char}", f"&#{ord(char)};", f"&#x{ord(char):x};"}
    if char == " ":
        forms.add("+")
    return f"(?:{'|'.join(re.escape(form) for form in sorted(forms, key=len, reverse=True))})"


def _base64(secret: str) -> Iterator[str]:
    """Yield what the secret surely looks like in Base64 behind any bytes, as a password does behind its user."""
    written = {one.encode("utf-8", "replace") for one in (secret, quote(secret, safe="", errors="replace"))}
    for data, shift in product(written, range(3)):
        whole = base64.b64encode(b"\0" * shift + data).decode().rstrip("=")
        first = (0, 2, 3)[shift]  # the characters before hold bits of what stands before
        last = len(whole) - ((shift + len(data)) % 3 > 0)
        core = whole[first:last]
        if len(core) >= SHORTEST:
            yield "".join({"+": "[+-]", "/": "[/_]"}.get(char, char) for char in core)
