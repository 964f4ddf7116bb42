"""Where a feed is, and what it is known by: the address without its secrets."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from briefing.config.values import VARIABLE
from briefing.lib.redact import is_surely_secret, is_token, names_secret

HOST = re.compile(r"[A-Za-z]+://(?:[^/?#]*@)?([^/?#:]*)")
AUTHORITY = re.compile(r"(?P<before>[^/?#]*//)(?P<user>[^/?#]*)@")


def identity(address: str) -> str:
    """Return a feed's id: 12 hex digits of SHA-256 of its address without user and password.

    Give a URL as it stands in the file, with its `${NAME}`: a token that is changed leaves the feed what it was.
    """
    return hashlib.sha256(without_user(address).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def without_user(address: str) -> str:
    """Return an address without its user and password."""
    return AUTHORITY.sub(r"\g<before>", address, count=1)


def named_by_environment(address: str, *, file: bool) -> bool:
    """Return whether what a feed is called by, where nobody named it, holds something from the environment: its host, or its file.

    `address` is a URL, or the path of a `file`, as it stands in feeds.yaml.
    """
    host = HOST.match(address)
    called = Path(address).stem if file else host[1] if host else address
    return bool(VARIABLE.search(called))


def relative(path: str, folder: Path) -> str:
    """Return a file's path from the folder of feeds.yaml, with forward slashes and without detours."""
    return Path(os.path.relpath(folder / path, folder)).as_posix()


def has_secret(address: str) -> bool:
    """Return whether an address, as it stands in the file, shows a password or a lone user (a token) not written `${NAME}`."""
    found = AUTHORITY.match(address)
    if not found:
        return False
    user, colon, password = found["user"].partition(":")
    return bool(VARIABLE.sub("", password if colon else user))


def has_token(address: str) -> bool:
    """Return whether an address to notify, as it stands in the file, shows a secret: a password, or what looks like a token.

    A lone user is none there: services name senders and channels so.
    """
    bare = VARIABLE.sub("", address)
    found = AUTHORITY.match(bare)
    pairs = (pair.partition("=") for pair in re.split("[&;]", bare.partition("?")[2]))
    named = any(names_secret(name) and is_surely_secret(name, value) for name, _, value in pairs)
    return bool(found and found["user"].partition(":")[2]) or named or is_token(bare)
