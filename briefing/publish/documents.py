"""The text files of an episode's folder: chapters.json, transcript.vtt, script.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import groupby

from briefing.lib.redact import link
from briefing.lib.text import format_timestamp, to_milliseconds, to_one_line
from briefing.model.codec import dumps
from briefing.model.episode import Chapter, Cue, Episode
from briefing.model.language import Language
from briefing.model.show import Show, Site
from briefing.publish.page import render_episode_page
from briefing.publish.sections import Change, Reference, Section, build_sections, get_headline


def build_chapters(episode: Episode, show: Show, site: Site) -> str:
    """Return the chapters file (https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md)."""
    body = {
        "version": "1.2.0",
        "author": to_one_line(site.author),
        "title": to_one_line(episode.title),
        "podcastName": to_one_line(show.title),
        "description": episode.disclosure.text,
        "chapters": [_build_chapter(chapter) for chapter in episode.chapters],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _build_chapter(chapter: Chapter) -> dict[str, object]:
    entry: dict[str, object] = {"startTime": chapter.start, "endTime": chapter.end, "title": to_one_line(chapter.title)}
    if url := link(chapter.url):
        entry["url"] = url
    return entry


def build_transcript(episode: Episode) -> str:
    """Return the file; its first note is the disclosure."""
    note = f"NOTE {_escape_arrow(to_one_line(episode.title))}\n{_escape_arrow(to_one_line(episode.disclosure.text))}"
    return "\n\n".join(["WEBVTT", note, *(_format_cue(cue) for cue in episode.cues)]) + "\n"


def _format_cue(cue: Cue) -> str:
    text = to_one_line(cue.text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{_escape_arrow(to_one_line(cue.line))}\n{_format_clock(cue.start)} --> {_format_clock(cue.end)}\n{text}"


def _format_clock(time: float) -> str:
    total, thousandths = divmod(to_milliseconds(time), 1000)
    minutes, second = divmod(total, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}.{thousandths:03d}"


def _escape_arrow(text: str) -> str:
    """Notes and ids may not hold what announces a cue's times."""
    return text.replace("-->", "→")


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_AT_START = re.compile(r"^([-+=])|^(\d{1,9})([.)])")


def build_script_md(episode: Episode, language: Language) -> str:
    """Return the file."""
    head = [f"# {_escape_text(episode.title)}", f"*{_escape_text(episode.disclosure.text)}*"]
    return "\n\n".join([*head, *(_format_section(section, language) for section in build_sections(episode))]) + "\n"


def _format_section(section: Section, language: Language) -> str:
    parts = [f"## {format_timestamp(section.chapter.start)} {_escape_text(section.chapter.title)}"]
    for titled, cues in groupby(section.cues, get_headline):
        said = [_escape_text(cue.text) for cue in cues]
        parts += [f"**{each}**" for each in said] if titled else [" ".join(said)]
    if section.references:
        parts.append(f"{_escape_text(language.words['sources'])}:")
        parts.append("\n".join(_format_reference(reference, section, language) for reference in section.references))
    return "\n\n".join(parts)


def _format_reference(reference: Reference, section: Section, language: Language) -> str:
    title = _escape_text(reference.title or reference.url)
    whose = f"- {_escape_text(reference.feed)}: " + (f"[{title}](<{reference.url}>)" if reference.url else title)
    licensed = f", {_escape_text(reference.license)}" if reference.license else ""
    changes = [_format_change(change, language) for change in section.changes(reference)]
    return whose + licensed + (f" ({_escape_text(language.words['edited'])}: {'; '.join(changes)})" if changes else "")


def _format_change(change: Change, language: Language) -> str:
    said = f'"{_escape_text(change.said)}"' if change.said else _escape_text(language.words["left_out"])
    return f'"{_escape_text(change.was)}" → {said}'


def _escape_text(text: str) -> str:
    """Return the text so that Markdown shows it as it is."""
    escaped = _SPECIAL.sub(r"\\\1", to_one_line(text))
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped)


DOCUMENTS = ("index.html", "transcript.vtt", "chapters.json", "script.md", "episode.json")


def build_documents(episode: Episode, show: Show, site: Site, language: Language, cover: str) -> Mapping[str, bytes]:
    """Return the files by name; `cover` is the name of the cover's file in the show's folder."""
    texts = {
        "index.html": render_episode_page(episode, show, site, language, cover),
        "transcript.vtt": build_transcript(episode),
        "chapters.json": build_chapters(episode, show, site),
        "script.md": build_script_md(episode, language),
        "episode.json": dumps(episode, indent=1) + "\n",
    }
    return {name: text.encode() for name, text in texts.items()}
