"""What a corrected programme says of itself, right behind its opening."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import Line, Script, Segment
from briefing.ports import Language
from briefing.write.render import render


def correction(reason: str, language: Language) -> tuple[Segment, ...]:
    """Return the one segment that says why the programme was corrected; none where there is no reason."""
    if not reason:
        return ()
    said = render(language.templates["correction"], reason=reason)
    lines = tuple(Line(f"correction-{number}", text, "template", ()) for number, text in enumerate(said, 1))
    return (Segment(id="correction", kind="correction", title=language.words["correction"], url="", lines=lines),)


def announced(script: Script, reason: str, language: Language) -> Script:
    """Return a script that gives this reason, instead of the one it gave before."""
    opening, *others = (segment for segment in script.segments if segment.id != "correction")
    return replace(script, segments=(opening, *correction(reason, language), *others))
