"""Addresses of feeds and items: what may be printed of them, and what of a feed's own secrets leaves its items' links."""

from __future__ import annotations

from urllib.parse import unquote, unquote_plus, urlsplit, urlunsplit

from briefing.lib.redact import is_typed, looks_random, names_secret, secrets_in


def strip_secrets(link: str, feed_url: str) -> str:
    """Return an item's link without user and password, and without the secrets that its feed's own address carries.

    A link that cannot do without them, since they stand in its path, is "".
    """
    own = {(name, unquote_plus(value)) for name, value in secrets_in(feed_url)}
    anywhere = {value for name, value in own if not is_typed(value) and (not name or names_secret(name) or looks_random(value))}
    parts = urlsplit(link)
    if any(value in unquote(f"{parts.path}#{parts.fragment}") for value in anywhere):
        return ""
    query = parts.query
    if own:
        query = "&".join(pair for pair in query.split("&") if not _carries_secret(pair, own, anywhere))
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query))


def _carries_secret(pair: str, own: set[tuple[str, str]], anywhere: set[str]) -> bool:
    """Return whether a pair of a link's query is one of the feed's, or holds what no link holds by chance."""
    name, _, value = pair.partition("=")
    value = unquote_plus(value)
    return (name, value) in own or any(secret in value or secret == unquote_plus(name) for secret in anywhere)
