"""A site in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from briefing.model.episode import Episode
from briefing.model.errors import CannotWrite


class MemoryPublisher:
    """Keeps the site in `files`, by path; `full` makes it refuse everything, as a full disk does."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.written: list[str] = []
        self.full = False

    def place(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Put a whole folder there."""
        named = {f"{_check_path(folder)}/{_check_path(name)}": data for name, data in files.items()}
        self._require_room(folder)
        self.files |= named
        self.written += named

    def write(self, path: str, data: bytes) -> bool:
        """Put one file there; return whether a byte changed."""
        if self.files.get(_check_path(path)) == data:
            return False
        self._require_room(path)
        self.files[path] = data
        self.written.append(path)
        return True

    def read(self, path: str) -> bytes | None:
        """Return a file, or None where there is none."""
        return self.files.get(_check_path(path))

    def get_size(self, path: str) -> int | None:
        """Return how many bytes a file has, or None where there is none."""
        found = self.read(path)
        return None if found is None else len(found)

    def compute_stamp(self, paths: Sequence[str]) -> str:
        """Return what is another as soon as one of these files is; "" when one is missing."""
        found = [self.files.get(_check_path(path)) for path in paths]
        return "" if None in found else sha256(repr(found).encode()).hexdigest()

    def _require_room(self, path: str) -> None:
        if self.full:
            raise CannotWrite(path, "cannot be written", "No space left on device")


class MemoryEpisodes:
    """Remembers episodes in `published`, aired items in `items`, show guids in `guids`."""

    def __init__(self) -> None:
        self.published: dict[str, Episode] = {}
        self.items: set[str] = set()
        self.guids: dict[str, str] = {}

    def list_episodes(self, show: str) -> Sequence[Episode]:
        """Return the show's episodes, newest slot first."""
        found = [episode for episode in self.published.values() if episode.show == show]
        return sorted(found, key=lambda episode: episode.slot, reverse=True)

    def list_revisions(self, show: str) -> Mapping[str, int]:
        """Return the revision of each of the show's editions, newest slot first."""
        return {episode.edition: episode.revision for episode in self.list_episodes(show)}

    def find(self, edition: str) -> Episode | None:
        """Return the edition's episode, or None."""
        return self.published.get(edition)

    def save(self, episode: Episode, aired: Iterable[str]) -> None:
        """Keep the episode and what it aired."""
        self.published[episode.edition] = episode
        self.items |= set(aired)

    def ensure_show_guid(self, show: str, candidate: str) -> str:
        """Return the guid kept from the first candidate."""
        return self.guids.setdefault(show, candidate)


def _check_path(path: str) -> str:
    parts = path.split("/")
    if any(not part or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        raise CannotWrite(repr(path), "is no path below the site")
    return path
