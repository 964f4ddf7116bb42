"""What lines rest on reaches listeners with its name and licence, and a copy of it is stored in the version cited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree, html
from lxml.html import HtmlElement

from briefing.languages import list_languages, load_language
from briefing.model.codec import loads
from briefing.model.edition import Run
from briefing.model.episode import Snapshot
from briefing.model.errors import CannotWrite
from briefing.model.news import Edit, Line, Story
from briefing.model.rundown import Change, Chosen, Earlier, Rundown
from briefing.model.show import Show
from briefing.publish.build import Package, build_package
from briefing.publish.feed import build_feed
from briefing.publish.publish import commit
from briefing.publish.sections import build_sections
from briefing.publish.sources import get_snapshot_name, list_cited_items
from tests.publish import given
from tests.support import make
from tests.support.fakes.publish import MemoryEpisodes, MemoryPublisher
from tests.support.make import FEED_ID, NOW, cite, item, segment, show, site

LEDGER, WIRE = make.feed(FEED_ID, "Valley Ledger"), make.feed("f6e5d4c3b2a1", "Meridian Wire")
BEST = replace(item("Bridge opens", "The bridge opened yesterday (see picture). Ships wait."), license="CC BY 4.0")
ALSO = replace(item("New bridge", "Some 900 people came.", feed=WIRE.id, url="https://wire.example/2"), license="© Meridian Wire")
SUNDAY = Edit(18, 27, "on Sunday", 'relative day "yesterday"')
ASIDE = Edit(27, 41, "", "an aside for the eye")
WRONG = replace(item("Ten die in storm", "Ten people died."), version="first")
RIGHT = replace(WRONG, version="second", title="Two die in storm", text="Two people died.")


def two_sources() -> tuple[Run, Show]:
    """A run that tells one story by two feeds: an edited line of one, a verbatim line of each, one line that rests on both."""
    one, two = cite(BEST, "The bridge opened yesterday (see picture)."), cite(ALSO, "Some 900 people came.")
    lines = (
        Line("s-1", "The bridge opened on Sunday.", "edited", (one,), (SUNDAY, ASIDE)),
        make.line("s-2", "Some 900 people came.", two),
        make.line("s-3", "Ships wait. Some 900 people came.", cite(BEST, "Ships wait."), two),
    )
    return telling(Story("s", (BEST, ALSO)), lines), make.show("morning", LEDGER, WIRE)


def plain(page: str) -> str:
    """The words of a page."""
    tree: HtmlElement = html.fromstring(page)
    return " ".join(tree.text_content().split())


def telling(story: Story, lines: tuple[Line, ...], follows: Earlier | None = None) -> Run:
    """A mixed run that tells one story in these lines."""
    run = given.run([])
    assert run.script
    assert run.programme
    head, tail = run.script.segments
    told = replace(segment(story.id, *lines, title="Bridge opens"), kind="story")
    spans, chapters = given.timeline((head, told, tail))
    return replace(
        run,
        rundown=Rundown((Chosen(story, 1.0, "", follows),), (), 150.0),
        script=replace(run.script, segments=(head, told, tail)),
        programme=replace(run.programme, spans=spans, chapters=chapters, samples=chapters[-1].end),
    )


def package() -> Package:
    """Its package."""
    run, programme = two_sources()
    return given.package(run, programme)


def shown(made: Package, name: str, language: str = "en") -> str:
    """The words of the episode's page, its script, or its place in the podcast feed, without markup."""
    if name in made.files and name.endswith(".html"):
        return plain(made.files[name].decode())
    if name in made.files:
        return made.files[name].decode().replace("\\", "")
    channel = etree.fromstring(
        build_feed(show("morning", LEDGER, WIRE), site(), load_language(language), [made.episode], cover="c", guid="")
    )
    (found,) = channel.findall(f"channel/item/{name}")
    return found.text or ""


NOTES = "{http://purl.org/rss/1.0/modules/content/}encoded"
EXITS = ["index.html", "script.md", "description", NOTES]


@pytest.mark.parametrize("exit", EXITS)
def test_every_source_of_a_story_is_named_with_its_licence(exit: str) -> None:
    """A story told by two feeds names both in page, script and show notes, each with its title and licence."""
    text = plain(shown(package(), exit)) if exit == NOTES else shown(package(), exit)
    for words in ("Valley Ledger", "Bridge opens", "CC BY 4.0", "Meridian Wire", "New bridge", "© Meridian Wire"):
        assert words in text


def test_a_line_that_rests_on_two_pages_has_two_footnotes() -> None:
    """Each leads to the words in its own page; the chapter lists both, each once."""
    _, story, _ = build_sections(package().episode)
    assert [(reference.feed, reference.license) for reference in story.references] == [
        ("Valley Ledger", "CC BY 4.0"),
        ("Meridian Wire", "© Meridian Wire"),
    ]
    assert [note.number for note in story.footnotes(story.cues[2])] == [1, 2]
    assert story.footnotes(story.cues[2])[1].url.startswith("https://wire.example/2#:~:text=Some")


def test_a_source_without_a_licence_says_nothing_of_it() -> None:
    """No mark stands where nothing is known."""
    made = given.package()
    assert {source.license for cue in made.episode.cues for source in cue.sources} == {""}
    assert "- Example News: [Bridge opens in Lviv](<https://news.example/bridge?id=7>)\n" in made.files["script.md"].decode()


@pytest.mark.parametrize(
    ("license", "linked"),
    [
        pytest.param("https://creativecommons.org/licenses/by/4.0/", True, id="an address"),
        pytest.param("CC BY 4.0", False, id="words"),
        pytest.param("javascript:alert(1)", False, id="code"),
        pytest.param("https://a.example/ by A", False, id="words with an address"),
    ],
)
def test_a_licence_that_is_an_address_can_be_followed(license: str, linked: bool) -> None:
    """It is a link on the page and in the show notes, marked as the licence; anything else is text."""
    made = given.package(given.run([replace(given.STORIES[0], license=license)]))
    for page in (made.files["index.html"].decode(), shown(made, NOTES)):
        assert ('rel="license noopener noreferrer"' in page) == linked
        assert license in plain(page)


HOSTILE = "</li><script>alert(1)</script> [x](javascript:1) ]]> \x1b[31m\u202e {{7*7}} https://u:secret@a.example/?token=abc"


@pytest.mark.parametrize("exit", EXITS)
def test_a_hostile_licence_is_only_words(exit: str) -> None:
    """Markup, code, control characters and credentials in it reach no page, script or feed."""
    made, plain = (given.package(given.run([replace(given.STORIES[0], license=text)])) for text in (HOSTILE, "CC BY 4.0"))
    text = shown(made, exit)
    assert not {"\x1b", "\u202e"} & set(text)
    assert "secret" not in text
    assert "token=abc" not in text
    assert "49" not in text
    if exit in ("index.html", NOTES):
        one, other = ([element.tag for element in html.fromstring(markup(page, exit)).iter()] for page in (made, plain))
        assert one == other
    if exit == "script.md":
        assert r"\[x\](javascript:1)" in made.files["script.md"].decode()


def markup(made: Package, exit: str) -> str:
    """The markup of page or notes."""
    return made.files[exit].decode() if exit in made.files else shown(made, exit)


@pytest.mark.parametrize("language", list_languages())
def test_what_was_changed_in_a_source_is_shown(language: str) -> None:
    """Page and script say, after the source, what was said in place of its words and what was left out, in the show's language."""
    run, programme = two_sources()
    words = load_language(language).words
    made = build_package(run, programme, site(), load_language(language), given.mp3(), given.COVER, published=NOW)
    script, page = shown(made, "script.md"), shown(made, "index.html")
    changed = f'"yesterday" → "on Sunday"; "(see picture)" → {words["left_out"]}'
    assert f"CC BY 4.0 ({words['edited']}: {changed})\n" in script
    assert f"({words['edited']}: yesterday → on Sunday; (see picture) → {words['left_out']})" in page
    assert script.count(words["edited"]) == 1


def test_edits_and_the_story_before_are_in_the_document() -> None:
    """episode.json has each line's edits, and the edition that told a story before."""
    before = Earlier("morning-2026-11-20", date(2026, 11, 20), Story("s", (WRONG,)), "Storm", ())
    run, programme = two_sources()
    assert run.rundown
    assert run.script
    followed = telling(run.rundown.stories[0].story, run.script.segments[1].lines, follows=before)
    episode = given.package(followed, programme).episode
    assert [cue.edits for cue in episode.cues if cue.basis == "edited"] == [(SUNDAY, ASIDE)]
    assert [told.follows for told in episode.stories] == ["morning-2026-11-20"]
    assert [told.follows for told in given.package().episode.stories] == ["", "", ""]


def test_the_copy_holds_what_is_cited_and_nothing_else() -> None:
    """Items of lines that sound, in the order they are cited; one that is told by its name alone is not kept."""
    assert package().snapshot == Snapshot("morning-2026-11-22", 1, (BEST, ALSO))
    unheard = given.package(given.run(unheard=["item3"]))
    assert [kept.id for kept in unheard.snapshot.items] == ["item1", "item2"]


def corrected(recall: Callable[[str], Run | None]) -> Package:
    """An edition that tells what an item says now, and that an earlier edition cited it otherwise."""
    was, now = cite(WRONG, "Ten people died."), cite(RIGHT, "Two people died.")
    change = Change("changed", "morning-2026-11-20", date(2026, 11, 20), make.line("old", was.quote, was), RIGHT, now)
    lines = (make.line("c-1", was.quote, was), make.line("c-2", now.quote, now))
    run = telling(Story("s", (BEST,)), lines)
    assert run.rundown
    run = replace(run, rundown=replace(run.rundown, changes=(change,)))
    return build_package(run, show(), site(), given.ENGLISH, given.mp3(), given.COVER, published=NOW, recall=recall)


def test_what_is_corrected_is_cited_in_both_versions() -> None:
    """The older words are shown under the title they had then, found in the run that told them; both versions are kept."""
    before = telling(Story("storm", (WRONG,)), ())
    made = corrected({"morning-2026-11-20": before}.get)
    cited = [source for cue in made.episode.cues for source in cue.sources]
    assert [source.title for source in cited] == ["Ten die in storm", "Two die in storm"]
    assert made.snapshot.items == (WRONG, RIGHT)


def test_a_version_that_nobody_remembers_has_its_page_but_no_title() -> None:
    """The title of another version would be false."""
    made = corrected(lambda edition: None)
    cited = [(source.title, source.url) for cue in made.episode.cues for source in cue.sources]
    assert cited == [("", "https://news.example/1"), ("Two die in storm", "https://news.example/1")]
    assert made.snapshot.items == (RIGHT,)


def test_items_of_the_story_before_may_be_cited() -> None:
    """A follow-up finds what the earlier edition had."""
    before = Earlier("morning-2026-11-20", date(2026, 11, 20), Story("s", (WRONG,)), "Storm", ())
    found = list_cited_items(Rundown((Chosen(Story("s", (BEST,)), 1.0, "", before),), (), 150.0), lambda _: None)
    assert set(found.values()) == {BEST, WRONG}


def test_sources_are_kept_before_the_folder_is_there() -> None:
    """The copy reads back as it was made; where it cannot be kept nothing is published; the same again changes nothing."""
    made, archive, publisher = package(), MemoryPublisher(), MemoryPublisher()
    archive.full = True
    with pytest.raises(CannotWrite):
        commit(made, publisher, archive, MemoryEpisodes(), [])
    assert publisher.files == {}
    archive.full = False
    for _ in range(2):
        commit(made, publisher, archive, MemoryEpisodes(), [])
    assert archive.written == ["morning/morning-2026-11-22.json"]
    assert loads(archive.files[get_snapshot_name(made.episode)], Snapshot) == made.snapshot


def test_every_revision_keeps_its_own() -> None:
    """A correction leaves the copy of the episode before it where it is."""
    run, programme = two_sources()
    second = build_package(
        replace(run, revision=2), programme, site(), given.ENGLISH, given.mp3(), given.COVER, published=NOW, revision=2
    )
    assert get_snapshot_name(second.episode) == "morning/morning-2026-11-22-r2.json"
    assert second.snapshot.revision == 2


def test_hashes_are_of_the_copy() -> None:
    """What a citation promises of its field is true of the item that is kept."""
    made = package()
    texts = {kept.id: kept.text for kept in made.snapshot.items}
    cited = [source for cue in made.episode.cues for source in cue.sources]
    assert [source.hash for source in cited] == [hashlib.sha256(texts[source.item].encode()).hexdigest() for source in cited]
