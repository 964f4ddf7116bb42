"""A show's site on disk, with what is remembered of it, and how one may harm it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from briefing.model.episode import Episode
from briefing.model.language import Language
from briefing.model.show import Show
from briefing.publish.publish import commit, refresh_site
from briefing.store.site import FolderPublisher
from tests.publish import given
from tests.support.fakes.publish import MemoryEpisodes, MemoryPublisher
from tests.support.fakes.store import MemoryMarks
from tests.support.make import NOW, show, site

DAY = "morning/2026-11-22"
PATHS = [f"{DAY}/{name}" for name in ("index.html", "transcript.vtt", "chapters.json", "script.md", "episode.json")]
DERIVED = [*PATHS, "morning/index.html", "morning/feed.xml", "index.html"]


def picture(title: str) -> bytes:
    """A cover that takes no time."""
    return f"picture of {title}".encode()


class Counted(MemoryEpisodes):
    """Episodes that count how many were read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def list_episodes(self, show: str) -> Sequence[Episode]:
        """Return the show's episodes."""
        found = super().list_episodes(show)
        self.read += [episode.edition for episode in found]
        return found

    def list_revisions(self, show: str) -> dict[str, int]:
        """Return the revision of each edition; nothing counts as read."""
        return {episode.edition: episode.revision for episode in super().list_episodes(show)}

    def find(self, edition: str) -> Episode | None:
        """Return the edition's episode."""
        self.read.append(edition)
        return super().find(edition)


class Unread(FolderPublisher):
    """A site on disk that counts which files were read."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.opened: list[str] = []

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        self.opened.append(path)
        return super().read(path)


class House:
    """A show's site on disk, with what is remembered of it."""

    def __init__(self, root: Path, days: int) -> None:
        self.root, self.publisher = root, Unread(root)
        self.sounds: dict[str, bytes] = {}
        self.lost: list[str] = []
        self.remade: list[str] = []
        self.episodes, self.marks = Counted(), MemoryMarks()
        self.show, self.site, self.language = show(), site(), given.ENGLISH
        self.package = given.package(cover=picture("The Morning Briefing"))
        commit(self.package, self.publisher, MemoryPublisher(), self.episodes, [])
        for back in range(1, days):
            self.add(-back)
        self.refresh()

    def add(self, days: int) -> None:
        """Publish the same again so many days later."""
        day, old = self.package.episode.day + timedelta(days=days), self.package.episode
        at = NOW + timedelta(days=days)
        new = replace(old, guid=f"morning-{day}", edition=f"morning-{day}", day=day, slot=at, published=at, title=f"News of {day}")
        self.publisher.place(f"morning/{day}", {old.file: self.package.files[old.file]})
        self.episodes.save(new, [])

    def refresh(self) -> tuple[str, ...]:
        """Refresh the site; what was read is counted from here."""
        self.episodes.read.clear()
        self.publisher.opened.clear()
        shows: list[tuple[Show, Language]] = [(self.show, self.language)]
        done = refresh_site(shows, self.site, self.publisher, self.episodes, picture, self.marks, self.sounds.get)
        self.lost = [loss.edition for loss in done.lost]
        self.remade = list(done.remade)
        return done.changed

    def anew(self) -> dict[str, bytes]:
        """Return the pages and feeds that one gets who remembers nothing of what was seen."""
        other = MemoryPublisher()
        for path in self.root.rglob("*"):
            if path.is_file() and str(path.relative_to(self.root)) not in DERIVED[5:]:
                other.files[str(path.relative_to(self.root))] = path.read_bytes()
        refresh_site([(self.show, self.language)], self.site, other, self.episodes, picture)
        return {path: other.files[path] for path in DERIVED}

    def found(self) -> dict[str, bytes]:
        """Return the pages and feeds that there are."""
        return {path: (self.root / path).read_bytes() for path in DERIVED}


def deleted(file: Path) -> None:
    """Take it away."""
    file.unlink()


def truncated(file: Path) -> None:
    """Lose its end."""
    os.truncate(file, file.stat().st_size // 2)
