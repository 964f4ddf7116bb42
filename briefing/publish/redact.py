"""Nothing leaks: credentials and tokens leave addresses and messages before they are published."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from briefing.lib.redact import is_surely_secret
from briefing.lib.redact import message as message

_SAFE = "%/:=&?~#+!$,;'@()*[]"  # what may stand in an address as it is; all else is percent-encoded


def _query(query: str) -> str:
    """Return the query without the pairs whose name or value gives somebody access."""
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
