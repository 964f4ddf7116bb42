"""The script as Markdown (CommonMark): what was said, chapter by chapter, with links to what it rests on."""

from __future__ import annotations

import re
from itertools import groupby

from briefing.ports import Language
from briefing.publish.sections import Change, Reference, Section, headline, sections
from briefing.publish.text import one_line, stamp
from briefing.published import Episode

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_AT_START = re.compile(r"^([-+=])|^(\d{1,9})([.)])")


def script_md(episode: Episode, language: Language) -> str:
    """Return the file."""
    head = [f"# {_text(episode.title)}", f"*{_text(episode.disclosure.text)}*"]
    return "\n\n".join([*head, *(_section(section, language) for section in sections(episode))]) + "\n"


def _section(section: Section, language: Language) -> str:
    parts = [f"## {stamp(section.chapter.start)} {_text(section.chapter.title)}"]
    for titled, cues in groupby(section.cues, headline):
        said = [_text(cue.text) for cue in cues]
        parts += [f"**{each}**" for each in said] if titled else [" ".join(said)]
    if section.references:
        parts.append(f"{_text(language.words['sources'])}:")
        parts.append("\n".join(_reference(reference, section, language) for reference in section.references))
    return "\n\n".join(parts)


def _reference(reference: Reference, section: Section, language: Language) -> str:
    title = _text(reference.title or reference.url)
    whose = f"- {_text(reference.feed)}: " + (f"[{title}](<{reference.url}>)" if reference.url else title)
    licensed = f", {_text(reference.license)}" if reference.license else ""
    changes = [_change(change, language) for change in section.changes(reference)]
    return whose + licensed + (f" ({_text(language.words['edited'])}: {'; '.join(changes)})" if changes else "")


def _change(change: Change, language: Language) -> str:
    said = f'"{_text(change.said)}"' if change.said else _text(language.words["left_out"])
    return f'"{_text(change.was)}" → {said}'


def _text(text: str) -> str:
    """Return the text so that Markdown shows it as it is."""
    escaped = _SPECIAL.sub(r"\\\1", one_line(text))
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped)
