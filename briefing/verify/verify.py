"""Verification: runs every check on one episode, or on a whole site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.model.codec import loads
from briefing.model.episode import Episode
from briefing.model.errors import BriefingError, Faulty
from briefing.verify.audio import check_audio
from briefing.verify.finding import Finding, catch_unreadable
from briefing.verify.site import check_feed
from briefing.verify.sources import check_sources, find_sources_folder
from briefing.verify.tags import check_tags
from briefing.verify.words import check_sidecars, check_words


def verify_episode(mp3: Path, workspace: Path | None = None) -> Iterator[Finding]:
    """Check one episode by its MP3: the file itself, the files beside it, its sources, and the show's feed.

    `workspace` is the workspace folder whose state has the sources, when that is not beside the site. Raises Faulty when there is
    no episode.
    """
    folder = mp3.parent
    try:
        sound = mp3.read_bytes()
        promised = loads((folder / "episode.json").read_bytes(), Episode, subject=str(folder / "episode.json"))
    except OSError as error:
        raise Faulty(str(error.filename), "cannot be read", error.strerror or "", "name an MP3 under output/site") from error
    if mp3.name != promised.file:
        what = "is an earlier revision, which was corrected" if promised.revision > 1 else "is not the episode's file"
        raise Faulty(str(mp3), what, hint=f"verify {promised.file}, which episode.json and the feed name")
    yield from _check_all(folder, sound, promised, find_sources_folder(folder.resolve().parent.parent, workspace))
    yield from catch_unreadable(f"{folder.parent.name}/feed.xml", check_feed(folder.parent))


def verify_site(root: Path, workspace: Path | None = None) -> Iterator[Finding]:
    """Check every show's feed and every episode under output/site, and their sources; raises Faulty when there is no show."""
    shows = sorted(path.parent for path in root.glob("*/feed.xml"))
    if not shows:
        raise Faulty(str(root), "has no show", hint="briefing run")
    for show in shows:
        yield from catch_unreadable(f"{show.name}/feed.xml", check_feed(show))
        for file in sorted(show.glob("*/episode.json")):
            yield from _verify_named(file, find_sources_folder(root, workspace))


def _check_all(folder: Path, sound: bytes, promised: Episode, archive: Path) -> Iterator[Finding]:
    yield from catch_unreadable("audio", check_audio(sound, promised))
    yield from catch_unreadable("tags", check_tags(sound, promised))
    yield from check_words(promised)
    yield from catch_unreadable("sources", check_sources(promised, archive))
    yield from check_sidecars(folder, promised)


def _verify_named(file: Path, archive: Path) -> Iterator[Finding]:
    where = f"{file.parent.parent.name}/{file.parent.name}"
    try:
        promised = loads(file.read_bytes(), Episode, subject=str(file))
        sound = (file.parent / promised.file).read_bytes()
        for finding in _check_all(file.parent, sound, promised, archive):
            yield Finding(f"{where} {finding.what}", finding.verdict, finding.detail)
    except (BriefingError, OSError) as error:
        yield Finding(where, "fault", str(error))
