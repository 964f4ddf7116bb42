"""What a secret is, and how it is masked: the one definition that all code uses.

There are two degrees. What *may* be a secret is hidden in whatever people read about an address: logs, notes, messages, lists; a
word too much hidden there does no harm. What *surely* is one is refused in addresses to notify and leaves the links of items, which
listeners follow and which must go on leading to their articles.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from urllib.parse import parse_qsl, quote, unquote, unquote_plus, urlsplit, urlunsplit

Scrub = Callable[[str], str]

SHORTEST = 4  # characters; a shorter value is no secret, and blotting it out would spoil ordinary words
SEGMENT = 8  # characters of a part of an address's path, or of a name before a password, that may be a token

_SPEAKING = r"token|secret|passw(?:or)?d|passphrase|passcode|api[_-]?key|signature"  # in running text too, as `name=value`
_SURE_PART = re.compile(rf"(?i){_SPEAKING}|credential|session|sessid|passwd")
_SURE_WORDS = frozenset([
    "auth", "authorization", "bearer", "cred", "creds", "hmac", "jwt", "key", "oauth", "otp", "pass", "pin", "pw", "pwd", "sas",
    "sess", "sig",
])  # fmt: skip
_SURE_ENDS = ("auth", "key", "pass", "pwd", "sig")  # xauth, feedkey
_ORDINARY = frozenset(["bypass", "compass", "donkey", "hockey", "jockey", "monkey", "overpass", "turkey", "whiskey"])
_MAYBE_WORDS = frozenset([
    "access", "account", "api", "client", "code", "csrf", "customer", "hash", "login", "member", "nonce", "reader", "sid", "sign",
    "subscriber", "ticket", "uid", "user", "userid", "username", "xsrf",
])  # fmt: skip
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_EMPTY = frozenset(["", "0", "1", "basic", "bearer", "false", "login", "no", "none", "off", "on", "token", "true", "yes"])
# the usual names of what an article is found by; a UUID or another long value is no secret there
_ARTICLE = re.compile(r"(?:id|guid|p|v|art|article|story|post|item|doc|news|slug|page|[A-Za-z_.-]*(?:_|-|\.|I)[dD]|[a-z]{1,3}id)")
_UUID = re.compile(r"(?i)(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])")
_RUN = re.compile(r"[A-Za-z0-9+]+")
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_LONG, _SHORT, _LETTERS = 20, 16, 12  # characters of a random-looking run: of two kinds, of three kinds, or changing ever again
_BEHIND = frozenset(["auth", "key", "private", "secret", "token", "u", "user"])  # parts of a path that a token follows
_VARIABLE = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}")  # as feeds.yaml writes what the environment holds
_URL = re.compile(r"(?i)\b[a-z][a-z0-9+.-]*://[^\s<>\"'`]+")
_NAMED_IN_TEXT = re.compile(rf"(?i)\b([a-z_-]*(?:{_SPEAKING}))([\"']?\s*[=:]\s*[\"']?)[^\s&,;\"']+")
WEB = ("http", "https", "")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[a-z0-9+/=._~-]{6,}")
_HOME = re.compile(r"(?<![\w/:.])/(?:home|Users|root)/[^\s:'\"]*/")
HIDDEN = "***"


def is_secret(name: str, value: str) -> bool:
    """Return whether the value of this name may give access; a value without a name, as in a path, has the name ""."""
    value = unquote_plus(_VARIABLE.sub("", value))
    if value.casefold() in _EMPTY:
        return False
    named = names_secret(name) or bool(_words(name) & _MAYBE_WORDS)
    return named or looks_random(value) or ("://" in value and shown(value) != value)


def is_surely_secret(name: str, value: str) -> bool:
    """Return whether the value of this name gives access, and does not just find an article."""
    value = unquote_plus(_VARIABLE.sub("", value))
    if value.casefold() in _EMPTY:
        return False
    if names_secret(name):
        return True
    if _words(name) & _MAYBE_WORDS:
        return len(value) >= 8 and not is_typed(value) and any(map(_mixed, _RUN.findall(value)))
    return is_token(value) and not _ARTICLE.fullmatch(name)


def names_secret(name: str) -> bool:
    """Return whether what has this name surely is a secret, whatever it looks like."""
    words = _words(name)
    return bool(_SURE_PART.search(name) or words & _SURE_WORDS) or any(word.endswith(_SURE_ENDS) for word in words - _ORDINARY)


def is_token(value: str) -> bool:
    """Return whether this was not typed by hand: a UUID, or 20 letters and digits mixed without a break."""
    return bool(_UUID.search(value)) or any(len(run) >= _LONG and _mixed(run) for run in _RUN.findall(value))


def looks_random(value: str) -> bool:
    """Return whether this may be a token: one, or shorter and without words in it."""
    runs = _RUN.findall(value)
    wild = sum(len(run) for run in runs if len(run) >= 4 and len(run) < 3 * len(_PIECE.findall(run)))
    return (
        is_token(value)
        or wild >= _LETTERS
        or any(len(run) >= _SHORT and _mixed(run) and re.search("[a-z][A-Z]", run) for run in runs)
        or any(len(run) >= _LONG and run.isdigit() for run in runs)
    )


def is_typed(value: str) -> bool:
    """Return whether a value is words and numbers as people write them, with breaks between them."""
    return all(re.fullmatch("[A-Z]?[a-z]+|[A-Z]+|[0-9]+", run) for run in _RUN.findall(value))


def shown(address: str) -> str:
    """Return an address as it may be printed: without user, password and fragment, with `***` for what may be a secret.

    A path of a file, and what feeds.yaml takes as `${NAME}`, stay.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "an address that is not one"
    if not parts.netloc:
        return address if not parts.scheme else f"{parts.scheme}:"
    if parts.scheme not in WEB:  # services to notify keep tokens in the host's place
        return f"{parts.scheme}://{HIDDEN}"
    query = "".join(_as_shown(name, value) if end is None else end for name, value, end in _pairs(parts.query))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], _path(parts.path), query, ""))


def message(text: str) -> str:
    """Return a message for people without the secrets in its addresses, pairs and headers, nor the path of a home folder."""
    addresses, between = _URL.findall(text), _URL.split(text)
    hidden = [*map(_in_text, addresses), ""]
    return "".join(_running(part) + address for part, address in zip(between, hidden, strict=True))


def secrets_in(address: str) -> Iterator[tuple[str, str]]:
    """Yield names and values, as they stand there, of what may be a secret in an address; those of its path have the name ""."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    if not parts.netloc:
        return
    user, _, password = parts.netloc.rpartition("@")[0].partition(":")
    if _VARIABLE.sub("", password or user):
        yield ("password", password) if password else ("token", user)
    if parts.scheme not in WEB:
        yield from (("", part) for part in re.split("[:@]", parts.netloc) if looks_random(part))
    yield from (("", part) for part, hidden in _parts(parts.path) if hidden)
    for pairs in (_pairs(parts.query), _pairs(parts.fragment)):
        yield from ((name if value else "", value or name) for name, value, end in pairs if end is None and _hides(name, value))


def telling(address: str) -> Iterator[str]:
    """Yield those secrets of an address that are told from ordinary words wherever they stand."""
    for name, value in secrets_in(address):
        sure = names_secret(name)
        for one in (value, unquote_plus(value)):
            if len(one) >= ((_LETTERS if is_typed(one) else 6) if sure else SEGMENT) and (sure or not is_typed(one)):
                yield one


def _words(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(unquote(name)))


def _mixed(run: str) -> bool:
    return any(char.isdigit() for char in run) and any(char.isalpha() for char in run)


def _pairs(query: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield the pairs of a query, and third what stands between them."""
    for part in re.split("([&;])", query):
        if part in ("&", ";"):
            yield "", "", part
        elif part:
            name, _, value = part.partition("=")
            yield name, value, None


def _hides(name: str, value: str) -> bool:
    return is_secret(name, value) if value else looks_random(_VARIABLE.sub("", name))


def _as_shown(name: str, value: str) -> str:
    if not _hides(name, value):
        return f"{name}={value}" if value else name
    return f"{name}={HIDDEN}" if value else HIDDEN


def _path(path: str) -> str:
    return "".join(HIDDEN if hidden else part for part, hidden in _parts(path))


def _parts(path: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a path and what stands between them, each with whether it may be a secret."""
    before = ""
    for part in re.split("([/;=])", path):
        plain = unquote(_VARIABLE.sub("", part))
        behind = before in _BEHIND and len(plain) >= 6 and any(map(_mixed, _RUN.findall(plain)))
        named = before.endswith("=") and is_secret(before[:-1], plain)
        yield part, looks_random(plain) or behind or named
        if part == "=":
            before += part
        elif part not in "/;" or not part:
            before = plain.casefold()


def _running(text: str) -> str:
    return _HOME.sub("", _BEARER.sub(rf"\1 {HIDDEN}", _NAMED_IN_TEXT.sub(rf"\1\2{HIDDEN}", text)))


def _in_text(url: str) -> str:
    bare = url.rstrip(".,;:)]}")
    return shown(bare) + url[len(bare) :]


def scrubber(secrets: Iterable[str]) -> Scrub:
    """Return what puts `***` in the place of each secret, whatever it was written as on its way.

    Found are the value itself in any case, percent-encoded, escaped for JSON or HTML, and in Base64 wherever it begins there; of a
    whole address also what in it may be secret by itself. Values of up to three characters are left.
    """
    wanted = {part for secret in secrets for part in _cut_up(secret) if len(part) >= SHORTEST}
    if not wanted:
        return str
    ordered = sorted(wanted, key=len, reverse=True)  # the whole goes before its part
    forms = [f"(?i:{_written(secret)})" for secret in ordered] + [form for secret in ordered for form in _base64(secret)]
    pattern = re.compile("|".join(forms))
    return lambda text: pattern.sub(HIDDEN, text)


def _cut_up(secret: str) -> Iterator[str]:
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
    """Yield what the secret surely looks like in Base64 after any bytes, as a password does after its user."""
    written = {one.encode("utf-8", "replace") for one in (secret, quote(secret, safe="", errors="replace"))}
    for data, shift in product(written, range(3)):
        whole = base64.b64encode(b"\0" * shift + data).decode().rstrip("=")
        first = (0, 2, 3)[shift]  # the characters before hold bits of what stands before
        last = len(whole) - ((shift + len(data)) % 3 > 0)
        core = whole[first:last]
        if len(core) >= SHORTEST:
            yield "".join({"+": "[+-]", "/": "[/_]"}.get(char, char) for char in core)


_SAFE = "%/:=&?~#+!$,;'@()*[]"  # what may stand in an address as it is; all else is percent-encoded


def _query(query: str) -> str:
    """Return the query without the pairs whose name or value gives access."""
    return "&".join(pair for pair in re.split("[&;]", query) if pair and not is_surely_secret(*_named(pair)))


def link(url: str) -> str:
    """Return an address that listeners may follow, in ASCII and without credentials, or "" when it is not http(s)."""
    try:
        parts = urlsplit("".join(url.split()))
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
        host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:  # a bad port, bracket or host name
        return ""
    if parts.scheme.lower() not in ("http", "https") or not re.fullmatch(r"(?:[\w-]+\.)*[\w-]+\.?|\[[0-9a-fA-F:.]+\]", host):
        return ""
    fragment = "" if is_surely_secret(*_named(parts.fragment)) else parts.fragment
    return urlunsplit((parts.scheme.lower(), host + port, *(_ascii(part) for part in (parts.path, _query(parts.query), fragment))))


def _named(pair: str) -> tuple[str, str]:
    """Return name and value; a value alone has the name ""."""
    name, _, value = pair.partition("=")
    return (name, value) if value else ("", name)


def _ascii(part: str) -> str:
    return quote(part, safe=_SAFE, errors="replace")
