"""Nothing leaks: credentials and tokens leave addresses and messages before they are published."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

_SECRET_NAME = re.compile(
    r"(?i)(?:^|[_.-])(?:access|api|apikey|auth|authorization|code|credential|hash|hmac|jwt|key|login|oauth|pass|passwd|password|pwd|secret"
    r"|session|sessionid|sid|sig|signature|sign|token|user|username)(?:$|[_.-])|token|secret|password|apikey|signature"
)
_UUID = re.compile(r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_RUN = re.compile(r"[A-Za-z0-9+]{20,}")
_URL = re.compile(r"(?i)\b[a-z][a-z0-9+.-]*://[^\s<>\"'`]+")
_PAIR = re.compile(r"(?i)\b([a-z_-]*(?:token|secret|password|passwd|api[_-]?key|signature))(\s*[=:]\s*)[^\s&,;\"']+")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[a-z0-9+/=._~-]{6,}")
_HOME = re.compile(r"(?<![\w/:.])/(?:home|Users|root)/[^\s:'\"]*/")
_SAFE = "%/:=&?~#+!$,;'@()*[]"  # what may stand in an address as it is; all else is percent-encoded


def _token(value: str) -> bool:
    """A value nobody would type: a UUID, or 20 letters and digits mixed without a break."""
    mixed = (any(c.isdigit() for c in run) and any(c.isalpha() for c in run) for run in _RUN.findall(value))
    return bool(_UUID.search(value)) or any(mixed)


def _query(query: str) -> str:
    """Return the query without the pairs whose name or value gives somebody access."""
    pairs = (pair.partition("=") for pair in re.split("[&;]", query) if pair)
    return "&".join(name + eq + value for name, eq, value in pairs if not (_SECRET_NAME.search(name) or _token(value or name)))


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
    fragment = "" if _token(parts.fragment) or _SECRET_NAME.search(parts.fragment.partition("=")[0]) else parts.fragment
    return urlunsplit((parts.scheme.lower(), host + port, *(_ascii(part) for part in (parts.path, _query(parts.query), fragment))))


def message(text: str) -> str:
    """Return a message for people without the secrets in its addresses, pairs and headers, nor the way to somebody's home."""
    text = _URL.sub(lambda found: _address(found[0]), text)
    text = _BEARER.sub(r"\1 ***", _PAIR.sub(r"\1\2***", text))
    return _HOME.sub("", text)


def _address(url: str) -> str:
    """Return an address in a message: nobody follows it, so tokens in its path go as well."""
    bare = url.rstrip(".,;:)]}")
    try:
        parts = urlsplit(bare)
    except ValueError:
        return "***"
    path = "/".join("***" if _token(segment) else segment for segment in parts.path.split("/"))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, _query(parts.query), "")) + url[len(bare) :]


def _ascii(part: str) -> str:
    return quote(part, safe=_SAFE, errors="replace")
