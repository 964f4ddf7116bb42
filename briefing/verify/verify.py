"""An episode folder, or a whole site, through every check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.model.codec import loads
from briefing.model.episode import Episode
from briefing.model.errors import BriefingError, Faulty
from briefing.verify.audio import audio
from briefing.verify.finding import Finding, guarded
from briefing.verify.site import feed
from briefing.verify.sources import kept, sources
from briefing.verify.tags import tags
from briefing.verify.words import sidecars, words


def episode(mp3: Path, house: Path | None = None) -> Iterator[Finding]:
    """Check one episode by its MP3: the file itself, what lies beside it, its sources, and the show's feed.

    `house` is the folder whose state has the sources, when that is not beside the site. Raises Faulty when there is no episode.
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
    yield from _all(folder, sound, promised, kept(folder.resolve().parent.parent, house))
    yield from guarded(f"{folder.parent.name}/feed.xml", feed(folder.parent))


def site(root: Path, house: Path | None = None) -> Iterator[Finding]:
    """Check every show's feed and every episode under output/site, and their sources; raises Faulty when there is no show."""
    shows = sorted(path.parent for path in root.glob("*/feed.xml"))
    if not shows:
        raise Faulty(str(root), "has no show", hint="briefing run")
    for show in shows:
        yield from guarded(f"{show.name}/feed.xml", feed(show))
        for file in sorted(show.glob("*/episode.json")):
            yield from _named(file, kept(root, house))


def _all(folder: Path, sound: bytes, promised: Episode, archive: Path) -> Iterator[Finding]:
    yield from guarded("audio", audio(sound, promised))
    yield from guarded("tags", tags(sound, promised))
    yield from words(promised)
    yield from guarded("sources", sources(promised, archive))
    yield from sidecars(folder, promised)


def _named(file: Path, archive: Path) -> Iterator[Finding]:
    where = f"{file.parent.parent.name}/{file.parent.name}"
    try:
        promised = loads(file.read_bytes(), Episode, subject=str(file))
        sound = (file.parent / promised.file).read_bytes()
        for finding in _all(file.parent, sound, promised, archive):
            yield Finding(f"{where} {finding.what}", finding.verdict, finding.detail)
    except (BriefingError, OSError) as error:
        yield Finding(where, "fault", str(error))
