"""The transcript as WebVTT (https://www.w3.org/TR/webvtt1/): one cue a line, named by the line's id."""

from __future__ import annotations

from briefing.publish.text import milliseconds, one_line
from briefing.published import Cue, Episode


def transcript(episode: Episode) -> str:
    """Return the file; its first note is the disclosure."""
    note = f"NOTE {_no_arrow(one_line(episode.title))}\n{_no_arrow(one_line(episode.disclosure.text))}"
    return "\n\n".join(["WEBVTT", note, *(_cue(cue) for cue in episode.cues)]) + "\n"


def _cue(cue: Cue) -> str:
    text = one_line(cue.text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{_no_arrow(one_line(cue.line))}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{text}"


def _clock(time: float) -> str:
    total, thousandths = divmod(milliseconds(time), 1000)
    minutes, second = divmod(total, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}.{thousandths:03d}"


def _no_arrow(text: str) -> str:
    """Notes and ids may not hold what announces a cue's times."""
    return text.replace("-->", "→")
