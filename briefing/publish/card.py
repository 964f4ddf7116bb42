"""Summary of an episode: what the show's page needs of it, and how its folder was last found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.model.episode import Episode


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    """An episode in short, and its folder as it was last found whole.

    `stamp` is the publisher's of its files, or "" when it is to be looked into again; `digest` is that of its text files.
    """

    show: str
    edition: str
    revision: int
    day: date
    duration: float
    file: str
    size: int
    stamp: str = ""
    digest: str = ""


def summarize_episode(episode: Episode) -> EpisodeSummary:
    """Return an episode's card; nothing is known of its folder yet."""
    known = (episode.show, episode.edition, episode.revision, episode.day, episode.duration, episode.file, episode.size)
    return EpisodeSummary(*known)
