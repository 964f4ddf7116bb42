from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.model.codec import loads
from briefing.model.episode import Correction, Episode
from briefing.model.errors import Faulty
from briefing.model.progress import Note
from briefing.publish.build import build_package
from tests.publish import given
from tests.support.make import NOW, edition, feed, show, site

PACKAGE = given.package()


def test_the_folder_of_an_episode() -> None:
    """It is named by show and day, and holds the MP3, the page and the four sidecars."""
    assert PACKAGE.folder == "morning/2026-11-22"
    names = {"morning-2026-11-22.mp3", "index.html", "transcript.vtt", "chapters.json", "script.md", "episode.json"}
    assert set(PACKAGE.files) == names


def test_episode_json_is_the_episode_and_keeps_its_promises() -> None:
    """The file reads back as the episode; every promised key is there; size and hash are those of the tagged MP3."""
    data = PACKAGE.files["episode.json"]
    assert loads(data, Episode) == PACKAGE.episode
    promised = """version guid edition show slot day revision title description published language generator duration file size
        sha256 loudness chapters cues stories rejected disclosure corrections notes"""
    assert list(json.loads(data)) == promised.split()
    mp3 = PACKAGE.files[PACKAGE.episode.file]
    assert (PACKAGE.episode.size, PACKAGE.episode.sha256) == (len(mp3), hashlib.sha256(mp3).hexdigest())


def test_the_same_run_gives_the_same_bytes() -> None:
    """A run that died while publishing makes the same episode again."""
    assert given.package().files == PACKAGE.files


def test_times_come_from_samples() -> None:
    """Chapters tile the programme and cues lie in it, to the millisecond."""
    episode = PACKAGE.episode
    programme = given.run().programme
    assert programme
    assert episode.duration == round(programme.samples / programme.rate, 3)
    edges = [0.0, *(chapter.end for chapter in episode.chapters)]
    assert [chapter.start for chapter in episode.chapters] == edges[:-1]
    assert edges[-1] == episode.duration
    assert [cue.start for cue in episode.cues] == [round(span.start / programme.rate, 3) for span in programme.spans]


def test_only_what_sounds_is_published() -> None:
    """A story that mix dropped has no cue, chapter nor place among the stories, but a reason among the rejected."""
    episode = given.package(given.run(unheard=["item3"])).episode
    assert [story.id for story in episode.stories] == ["story-item1", "story-item2"]
    assert "story-item3" not in {cue.segment for cue in episode.cues}
    assert "Rail strike ends" not in [chapter.title for chapter in episode.chapters]
    assert [rejected.reason for rejected in episode.rejected] == ["aired before", "no whole sentence", "the sound is too long"]


def test_a_cue_cites_what_it_rests_on() -> None:
    """Feed, item, page, title, and the words with their place; a template line cites nothing."""
    reports, opened, *_ = (cue for cue in PACKAGE.episode.cues if cue.segment == "story-item1")
    assert (reports.basis, reports.sources) == ("template", ())
    (source,) = opened.sources
    assert opened.text == source.quote
    assert (source.feed_name, source.item, source.title) == ("Example News", "item1", "Bridge opens in Lviv")
    assert (source.url, source.start, source.end) == ("https://news.example/bridge?id=7", 0, len(source.quote))


def test_a_second_edition_of_a_day_is_told_apart() -> None:
    """Its time is in folder, file and title."""
    second = edition(time="18:30")
    made = given.package(given.run(edition=replace(second, id=f"{second.id}-1830")))
    assert made.folder == "morning/2026-11-22-1830"
    assert made.episode.file == "morning-2026-11-22-1830.mp3"
    assert made.episode.title == "The Morning Briefing: Sunday, 22 November 2026, 18:30"


def test_a_revision_keeps_the_guid_and_gets_a_file_of_its_own() -> None:
    """The listeners' apps see one episode, no cache serves the old sound, and the page says what was corrected."""
    mended = (Correction(NOW + timedelta(hours=2), "The bridge is in Lviv, not in Lutsk."),)
    made = build_package(
        given.run(), show(), site(), given.ENGLISH, given.mp3(), given.COVER, published=NOW, revision=2, corrections=mended
    )  # fmt: skip
    assert (made.episode.guid, made.episode.file) == ("morning-2026-11-22", "morning-2026-11-22-r2.mp3")
    assert "The bridge is in Lviv, not in Lutsk." in made.files["index.html"].decode()


def test_nothing_leaks() -> None:
    """Secrets of feed addresses are in no file, wherever a note or an item carries them."""
    secret, token = "hunter2", "8f3eA1b2C3d4E5f6A7b8C9d0"
    url = f"https://bob:{secret}@feeds.example/rss?token={token}"
    notes = [Note("fetch", url, f"{url}: answered 500"), Note("fetch", "News", f"GET /x?api_key={secret} failed")]
    story = replace(given.STORIES[0], url=url)
    made = given.package(given.run([story], notes=notes), show=show("morning", feed(url=url)))
    for name, data in made.files.items():
        assert secret.encode() not in data, name
        assert token.encode() not in data, name


def test_a_run_that_does_not_agree_with_itself_is_faulty() -> None:
    """Sound for a line that the script does not hold is an error that names the line."""
    run = given.run()
    assert run.script
    opening, *others = run.script.segments
    with pytest.raises(Faulty, match="opening-1"):
        given.package(replace(run, script=replace(run.script, segments=(replace(opening, lines=()), *others))))
