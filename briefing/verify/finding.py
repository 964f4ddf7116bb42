"""Finding: the result of one check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mutagen import MutagenError

from briefing.model.errors import BriefingError

Verdict = Literal["ok", "note", "fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was checked, its verdict, and the figures; a note is worth knowing but not wrong."""

    what: str
    verdict: Verdict
    detail: str


def make_finding(what: str, right: bool, detail: str) -> Finding:
    """Return a finding that is ok when `right`, else a fault."""
    return Finding(what, "ok" if right else "fault", detail)


def compare_values(what: str, found: object, expected: object) -> Finding:
    """Return a finding that is ok when both are equal, and shows both when not."""
    return make_finding(what, found == expected, str(expected) if found == expected else f"{found!r} instead of {expected!r}")


def catch_unreadable(what: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings; end with a fault when a damaged file cannot even be read."""
    try:
        yield from findings
    except (BriefingError, MutagenError, OSError, ValueError, LookupError, TypeError) as error:
        yield Finding(what, "fault", f"cannot be read: {error or type(error).__name__}")


def has_fault(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is a fault."""
    return any(finding.verdict == "fault" for finding in findings)
