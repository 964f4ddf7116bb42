"""Text checks: date and disclosure first, sources for every line, and the same words in every file."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from briefing.model.episode import Episode
from briefing.verify.finding import Finding, catch_unreadable, compare_values, make_finding
from briefing.verify.sources import find_grounding_error

CUE_TIMES = re.compile(r"(\d+):(\d\d):(\d\d)\.(\d{3}) --> (\d+):(\d\d):(\d\d)\.(\d{3})")


def check_words(episode: Episode) -> Iterator[Finding]:
    """Check episode.json by itself."""
    cues = episode.cues
    opening = cues[0].text if cues else ""
    dated = str(episode.day.year) in opening and str(episode.day.day) in opening
    yield make_finding("opens with the date", dated, opening or "no words at all")
    yield compare_values("then the disclosure", cues[1].text if len(cues) > 1 else "", episode.disclosure.text)
    ends = [0.0, *(cue.end for cue in cues)]
    ordered = all(before <= cue.start < cue.end for before, cue in zip(ends, cues, strict=False))
    yield make_finding("cues in order", ordered and ends[-1] <= episode.duration, f"{len(cues)} cues")
    edges = [0.0, *(chapter.end for chapter in episode.chapters)]
    tiled = all(abs(chapter.start - edge) < 1e-3 for chapter, edge in zip(episode.chapters, edges, strict=False))
    yield make_finding("chapters tile", tiled and abs(edges[-1] - episode.duration) < 1e-3, f"{len(episode.chapters)} chapters")
    loose = [f"{cue.text!r}: {why}" for cue in cues if (why := find_grounding_error(cue))]
    yield make_finding("every line has its source", not loose, f"{len(cues)} lines" if not loose else f"not so: {loose[0]}")


def check_sidecars(folder: Path, episode: Episode) -> Iterator[Finding]:
    """Compare transcript, chapters, script and page with episode.json."""
    for name in ("transcript.vtt", "chapters.json", "script.md", "index.html"):
        if (folder / name).is_file():
            yield from catch_unreadable(name, _check_sidecar(name, (folder / name).read_bytes(), episode))
        else:
            yield Finding(name, "fault", "is missing")


def _check_sidecar(name: str, data: bytes, episode: Episode) -> Iterator[Finding]:
    text = data.decode("utf-8")
    if name == "transcript.vtt":
        yield compare_values(
            name,
            list(_parse_cues(text)),
            [(_to_milliseconds(cue.start), _to_milliseconds(cue.end), _fold_spaces(cue.text)) for cue in episode.cues],
        )
        yield make_finding(
            f"{name} disclosure", episode.disclosure.text in _fold_spaces(html.unescape(text)), episode.disclosure.text
        )
        return
    if name == "chapters.json":
        yield from _check_chapters(text, episode)
        return
    body = _fold_spaces(html.unescape(text)).replace("\\", "")
    absent = [cue.text for cue in episode.cues if _fold_spaces(cue.text).replace("\\", "") not in body]
    yield make_finding(name, not absent, "every line is there" if not absent else f"lacks {absent[0]!r}")
    licensed = {source.license for cue in episode.cues for source in cue.sources}
    terms = [text for text in licensed if _fold_spaces(text).replace("\\", "") not in body]
    yield make_finding(f"{name} licences", not terms, "each source's is there" if not terms else f"lacks {min(terms)!r}")
    said = body.count(_fold_spaces(episode.disclosure.text))  # once as a line of the transcript, and once as the label
    yield make_finding(f"{name} disclosure", said >= 2, f"{episode.disclosure.text} ({said} times)")
    if name == "index.html":
        yield make_finding(f"{name} player", f'src="{episode.file}"' in text, episode.file)


def _check_chapters(text: str, episode: Episode) -> Iterator[Finding]:
    found = [(round(entry["startTime"], 3), entry["title"]) for entry in json.loads(text)["chapters"]]
    yield compare_values("chapters.json", found, [(round(chapter.start, 3), chapter.title) for chapter in episode.chapters])


def _parse_cues(vtt: str) -> Iterator[tuple[int, int, str]]:
    """Yield the WebVTT cues (W3C, section 6): start and end in milliseconds, and unescaped text."""
    for block in re.split(r"\n\s*\n", vtt.replace("\r\n", "\n")):
        lines = block.split("\n")
        at = next((index for index, line in enumerate(lines) if CUE_TIMES.match(line)), None)
        match = CUE_TIMES.match(lines[at]) if at is not None else None
        if at is None or match is None:
            continue
        part = [int(group) for group in match.groups()]
        start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (part[:4], part[4:]))
        yield start, end, _fold_spaces(html.unescape(re.sub(r"<[^>]*>", "", " ".join(lines[at + 1 :]))))


def _to_milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _fold_spaces(text: str) -> str:
    return " ".join(text.split())
