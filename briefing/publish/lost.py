"""Published MP3s that are missing from the site: made again from the stored sound where that is possible."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from briefing.model.episode import Episode
from briefing.model.errors import BriefingError, CannotWrite
from briefing.model.loss import GONE, Sound
from briefing.model.ports import Blobs, Runs
from briefing.model.show import Show, Site
from briefing.publish.tags import write_tags

"""Returns the untagged MP3 of an edition, where it is still kept."""


def read_accepted(state: Path) -> frozenset[str]:
    """Return the editions whose loss a person accepted: they are neither made again nor reported; raises CannotWrite."""
    try:
        return frozenset(file.name for file in (state / GONE).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError as error:
        raise CannotWrite(str(state / GONE), "cannot be read", error.strerror or str(error)) from error


def find_sound(runs: Runs, blobs: Blobs, accepted: Collection[str] = ()) -> Sound:
    """Return what finds the sound of an edition by its run.

    None is found of an edition whose loss is accepted, or whose run cannot be read or is not kept whole any more.
    """

    def find(edition: str) -> bytes | None:
        if edition in accepted:
            return None
        try:
            run = runs.find(edition)
        except BriefingError:
            return None
        return blobs.get(run.programme.key) if run and run.programme else None

    return find


def remake_mp3(episode: Episode, show: Show, site: Site, cover: bytes, mp3: bytes | None) -> bytes | None:
    """Return the very bytes that were published, made of the untagged sound, or None where those cannot be made any more."""
    if mp3 is None:
        return None
    try:
        found = write_tags(mp3, episode, show, site, cover)
    except BriefingError:  # the sound is not this episode's
        return None
    return found if hashlib.sha256(found).hexdigest() == episode.sha256 else None
