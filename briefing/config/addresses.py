"""Feed addresses: the id of a feed, and the secrets in its address."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from briefing.config.values import VARIABLE
from briefing.lib.redact import is_surely_secret, is_token, names_secret

HOST = re.compile(r"[A-Za-z]+://(?:[^/?#]*@)?([^/?#:]*)")
AUTHORITY = re.compile(r"(?P<before>[^/?#]*//)(?P<user>[^/?#]*)@")


def make_feed_id(address: str) -> str:
    """Return a feed's id: 12 hex digits of SHA-256 of its address without user and password.

    Pass a URL as it is in the file, with its `${NAME}`: the id then stays the same when a token changes.
    """
    return hashlib.sha256(strip_user(address).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def strip_user(address: str) -> str:
    """Return an address without its user and password."""
    return AUTHORITY.sub(r"\g<before>", address, count=1)


def is_named_by_environment(address: str, *, file: bool) -> bool:
    """Return whether the default name of a feed, its host or its file, contains a value from the environment.

    `address` is a URL, or the path of a `file`, as it is in feeds.yaml.
    """
    host = HOST.match(address)
    called = Path(address).stem if file else host[1] if host else address
    return bool(VARIABLE.search(called))


def to_relative_path(path: str, folder: Path) -> str:
    """Return a file's path relative to the folder of feeds.yaml, normalised, with forward slashes."""
    return Path(os.path.relpath(folder / path, folder)).as_posix()


def has_secret(address: str) -> bool:
    """Return whether an address, as it is in the file, shows a password or a lone user (a token) not written `${NAME}`."""
    found = AUTHORITY.match(address)
    if not found:
        return False
    user, colon, password = found["user"].partition(":")
    return bool(VARIABLE.sub("", password if colon else user))


def has_token(address: str) -> bool:
    """Return whether an address to notify, as it is in the file, shows a secret: a password, or what looks like a token.

    A lone user is no secret there: services use it to name senders and channels.
    """
    bare = VARIABLE.sub("", address)
    found = AUTHORITY.match(bare)
    pairs = (pair.partition("=") for pair in re.split("[&;]", bare.partition("?")[2]))
    named = any(names_secret(name) and is_surely_secret(name, value) for name, _, value in pairs)
    return bool(found and found["user"].partition(":")[2]) or named or is_token(bare)
