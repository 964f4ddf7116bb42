"""How publishers reserve their texts from text and data mining: headers, a page's metadata, a file of the host. Pure.

W3C community group's TDM Reservation Protocol, all three ways; and `noai` and `noml`, which robots are told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WELL_KNOWN = "/.well-known/tdmrep.json"
REFUSALS = ("noai", "noml")  # `noimageai` is about pictures
RULES, LONGEST = 1000, 500


@dataclass(frozen=True, slots=True)
class Rule:
    """What a host says of the paths that fit a pattern."""

    location: str
    reserved: bool


def find_in_headers(reservation: Sequence[str], robots: Sequence[str]) -> str:
    """Return how the values of TDM-Reservation and X-Robots-Tag reserve a body, or nothing."""
    if any(value.strip() == "1" for value in reservation):
        return "header TDM-Reservation"
    return next((f"header X-Robots-Tag: {found}" for value in robots if (found := _is_refused(value))), "")


def find_in_metadata(pairs: Iterable[tuple[str, str]]) -> str:
    """Return how a page's metadata, names and contents, reserve it, or nothing."""
    for name, content in pairs:
        if name.strip().lower() == "tdm-reservation" and content.strip() == "1":
            return "tdm-reservation on its page"
        if name.strip().lower() == "robots" and (found := _is_refused(content)):
            return f"robots: {found} on its page"
    return ""


def parse_rules(body: bytes) -> tuple[Rule, ...]:
    """Return the rules of a host's tdmrep.json, none for what is no such file."""
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    there = [rule for rule in found[:RULES] if isinstance(rule, dict)] if isinstance(found, list) else []
    return tuple(
        Rule(location, rule.get("tdm-reservation") in (1, "1"))
        for rule in there
        if isinstance(location := rule.get("location"), str) and len(location) <= LONGEST
    )


def find_in_rules(known: Iterable[Rule], path: str) -> str:
    """Return how rules reserve a path, or nothing: the longest pattern that fits counts (as in RFC 9309), in doubt it reserves."""
    found = [(len(rule.location), rule.reserved) for rule in known if matches(rule.location, path)]
    return WELL_KNOWN if max(found, default=(0, False))[1] else ""


def matches(pattern: str, path: str) -> bool:
    """Return whether a path begins as a pattern says: `*` is anything, `$` the end (RFC 9309). Linear, since both are hostile."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in rest[:-1]:
        if (found := path.find(part, at)) < 0:
            return False
        at = found + len(part)
    if not rest:
        return not ends or at == len(path)
    return path.endswith(rest[-1], at) if ends else path.find(rest[-1], at) >= 0


def _is_refused(value: str) -> str:
    """Return the word of a robots rule that refuses mining; a rule for another robot (`bot: noai`) does not count."""
    return "" if ":" in value else next((word for word in value[:500].lower().replace(",", " ").split() if word in REFUSALS), "")
