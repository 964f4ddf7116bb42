"""The text files of an episode's folder, all derived from the episode: written with it, and again should one go missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from briefing.codec import dumps
from briefing.ports import Language
from briefing.publish.chapters import chapters
from briefing.publish.page import episode_page
from briefing.publish.script_md import script_md
from briefing.publish.transcript import transcript
from briefing.published import Episode
from briefing.show import Show, Site

DOCUMENTS = ("index.html", "transcript.vtt", "chapters.json", "script.md", "episode.json")


class Placed(Protocol):
    """What has a folder below the site."""

    @property
    def show(self) -> str:
        """The show's key."""

    @property
    def edition(self) -> str:
        """The edition's id."""


def folder(episode: Placed) -> str:
    """Return an episode's folder below the site: the show, then the edition's id without the show."""
    return f"{episode.show}/{episode.edition.removeprefix(episode.show + '-')}"


def documents(episode: Episode, show: Show, site: Site, language: Language, cover: str) -> Mapping[str, bytes]:
    """Return the files by name; `cover` is the name of the cover's file in the show's folder."""
    texts = {
        "index.html": episode_page(episode, show, site, language, cover),
        "transcript.vtt": transcript(episode),
        "chapters.json": chapters(episode, show, site),
        "script.md": script_md(episode, language),
        "episode.json": dumps(episode, indent=1) + "\n",
    }
    return {name: text.encode() for name, text in texts.items()}
