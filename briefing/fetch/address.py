"""Addresses fit for the eyes of others: without credentials and tokens."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit, urlunsplit

SECRET_NAME = re.compile(r"(?i)(token|secret|passw|pwd|auth|api.?key|^key$|signature|^sig$|credential|session)")
SECRET_VALUE = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_.~+/=-]{20,}")


def shown(address: str) -> str:
    """Return an address or a path as it may be printed: no user, no password, no fragment, secrets in the query as `***`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "an address that is not one"
    if not parts.netloc:
        return address if not parts.scheme else f"{parts.scheme}:"
    query = "&".join(f"{name}={'***' if _secret(name, value) else value}" for name, value in _pairs(parts.query))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def without_secrets(link: str, feed_url: str) -> str:
    """Return an item's link without user and password, and without the secrets that its feed's own address carries."""
    secrets = {value for name, value in _pairs(urlsplit(feed_url).query) if _secret(name, value)}
    parts = urlsplit(link)
    query = parts.query
    if secrets:
        query = "&".join(pair for pair in query.split("&") if pair.partition("=")[2] not in secrets)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query))


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _secret(name: str, value: str) -> bool:
    return bool(value) and bool(SECRET_NAME.search(name) or SECRET_VALUE.fullmatch(value))
