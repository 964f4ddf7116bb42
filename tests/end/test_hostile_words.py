"""Feeds that try to command something go the whole way from their bytes: what comes out is plain words, or nothing."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import unescape
from io import BytesIO, StringIO
from itertools import product
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from mutagen.id3 import ID3

from briefing.cli import shell
from briefing.cli.console import Lines
from briefing.languages import load_language
from briefing.model.codec import loads
from briefing.model.edition import Run
from briefing.model.episode import Episode
from briefing.model.script import Reading
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.runner import run_show
from briefing.speak.normalize.reading import read_aloud
from briefing.verify.sources import check_sources
from briefing.verify.words import check_sidecars, check_words
from briefing.wiring.workspace import load_configuration, open_workspace
from tests.support.fakes.mix import FakeEncoder
from tests.support.fakes.speak import FakeVoice
from tests.support.hostile import WORDS
from tests.support.newsroom import feeds_yaml

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
OURS = re.compile(
    r"(?![\w-]+:)|https://((rss|json)\.example/\d+|example\.org/)|data:,$|(podcast|pktc|overcast|antennapod-subscribe):"
)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NAMES = ["".join(parts) for parts in product("Bal Dor Fim Gur Hel Jat Kov".split(), "aeio", "ra ton vik sun".split())]  # noqa: SIM905  # as a list the file is too long


class Short(FakeVoice):
    """Hums six times as fast as anybody speaks."""

    def speak(self, readings: Sequence[Reading]) -> Iterator[bytes]:
        """Yield a hum a reading."""
        for reading in readings:
            yield from FakeVoice().speak([replace(reading, text="hum " * (1 + len(reading.text.split()) // 6))])
            self.spoken.append(reading.text)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a morning: its run, its site, what the voice was handed, and what went to stderr."""

    run: Run
    home: Path
    spoken: tuple[str, ...]
    log: str

    def file(self, name: str) -> str:
        """A text file of the episode's folder."""
        return (self.home / "output/site/morning/2026-11-22" / name).read_text("utf-8")

    @property
    def episode(self) -> Episode:
        """Its episode.json."""
        return loads(self.file("episode.json"), Episode)


def told(number: int) -> tuple[str, str]:
    """A title and a sentence that nothing is wrong with, different for each number."""
    a, b, c, d = (NAMES[(number * 4 + part) % len(NAMES)] for part in range(4))
    return f"{a} meets {b} in {c}", f"{a} and {b} signed a paper in {c}, said {d}."


def rss(said: dict[str, str]) -> bytes:
    """An RSS feed with each text as a body, in its own plain story, and, for every second one, as a title."""
    rows = []
    for number, (name, text) in enumerate(said.items()):
        title, sentence = told(number)
        title = f"{text} {title}" if number % 2 else title
        rows.append(
            f"<item><title>{escape(NOT_XML.sub('', title))}</title><guid isPermaLink='false'>rss {escape(name)}</guid>"
            f"<link>https://rss.example/{number}</link><pubDate>{format_datetime(NOW - timedelta(minutes=number))}</pubDate>"
            f"<description>{escape(NOT_XML.sub('', f'<p>{text}. {sentence} {text}</p>'))}</description></item>"
        )
    return f"<rss version='2.0'><channel><title>R</title>{''.join(rows)}</channel></rss>".encode("utf-8", "replace")


def json_feed(said: dict[str, str]) -> bytes:
    """A JSON Feed, which can hold every character, with each text as a title alone, as HTML and as plain text."""
    rows = [
        {
            "id": f"json {name} {where}",
            "url": f"https://json.example/{number}",
            "title": {"title": text}.get(where, f"{told(number)[0]} {where}"),
            "content_html" if where == "html" else "content_text": f"{told(number)[1]} {text}. {told(number + 1)[1]}",
            "date_published": (NOW - timedelta(minutes=number)).isoformat(),
        }
        for number, (name, text) in enumerate(said.items(), 100)
        for where in ("title", "html", "text")
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": rows}).encode()


def made(folder: Path, said: dict[str, str]) -> Made:
    """Make the morning: real feeds, store, stages and files; only voice and encoder are fakes."""
    (folder / "a.xml").write_bytes(rss(said))
    (folder / "b.json").write_bytes(json_feed(said))
    feeds = [
        {"path": path, "name": name, "rights": "own"} for path, name in (("a.xml", "Valley Ledger"), ("b.json", "Meridian Wire"))
    ]
    config = load_configuration(feeds_yaml(folder, feeds, minutes=240))
    voice, log = Short(), StringIO()
    with open_workspace(config) as home:
        real = home.studio(config.shows[0], Lines(log).on("morning"))
        studio = replace(real, voice=voice, encoder=FakeEncoder())
        (outcome,) = run_show(config.shows[0], lambda show: studio, home.refresh, RunRequest(named=True))
        assert outcome.exit == 0, outcome.message
        run = home.store.runs.find("morning-2026-11-22")
    assert run
    return Made(run, folder, tuple(voice.spoken), log.getvalue())


def morning(factory: pytest.TempPathFactory, said: dict[str, str]) -> Made:
    """Make it in a folder of its own, at a quarter past six in Kyiv."""
    folder = factory.mktemp("morning")
    (folder / "clock").write_text("2026-11-22T04:15:00Z", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_CLOCK_FILE", str(folder / "clock"))
        return made(folder, said)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A morning with every one of the texts."""
    return morning(tmp_path_factory, WORDS)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A morning with nothing hostile in it."""
    return morning(tmp_path_factory, {name: f"The {NAMES[-n]} festival begins" for n, name in enumerate([*WORDS][:6])})


def unseen(text: str) -> list[str]:
    """The characters of a text that are not for reading."""
    return [char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")]


def shape(page: str | bytes) -> set[tuple[str, ...]]:
    """Every kind of element of a page, with the names of its attributes."""
    tree: Any = html.document_fromstring(page)
    return {(str(element.tag), *sorted(element.attrib)) for element in tree.iter()}


def links(page: str | bytes) -> list[str]:
    """Every address in a page."""
    tree: Any = html.document_fromstring(page)
    return [str(url) for url in tree.xpath("//@href | //@src | //@action | //@formaction | //@srcset | //@data")]


def test_there_are_enough_of_them(hostile: Made) -> None:
    """More than thirty texts go in, and more than thirty stories come out, so that what follows looks at something."""
    assert len(WORDS) > 30
    assert len(hostile.episode.stories) > 30


def test_instructions_are_told_as_what_a_source_says_or_not_at_all(hostile: Made) -> None:
    """No line but a template's says anything that does not stand in its source; no template line is other than on a quiet day."""
    cues = hostile.episode.cues
    assert {cue.basis for cue in cues} <= {"template", "confirmed", "verbatim", "edited"}
    frame = {cue.text for cue in cues if cue.basis == "template"}
    assert {line for line in frame if not re.fullmatch(r"[\w, ]*(?:Valley Ledger|Meridian Wire|this programme)[\w ]*\.", line)} <= {
        "Sunday, 22 November 2026.", "This audio is created with AI assistance.", "This is The Morning Briefing.",
        "All sources and links are with this edition.", "That was The Morning Briefing.", "Thank you for listening.",
    }  # fmt: skip


def test_nothing_was_evaluated(hostile: Made) -> None:
    """No template, format or variable became its value, and no command was run."""
    said = " ".join(cue.text for cue in hostile.episode.cues)
    assert "boomboom" not in said
    assert not re.search(r"(?<!\d)49(?!\d)", said)
    assert os.environ.get("HOME", "/nowhere") not in said
    assert "root:" not in said
    assert not list(hostile.home.rglob("owned"))


def test_lines_hold_only_what_can_be_read(hostile: Made) -> None:
    """Every line and title is one line without control, format, private or unassigned characters."""
    script = hostile.run.script
    assert script
    texts = [text for segment in script.segments for text in (segment.title, *(line.text for line in segment.lines))]
    assert [(text, found) for text in texts if (found := unseen(text))] == []


def test_the_voice_is_handed_no_markup(hostile: Made) -> None:
    """What is read aloud has letters and plain punctuation: no brackets, signs or figures an engine could take for a command."""
    script = hostile.run.script
    assert script
    english = load_language("en")
    readings = [read_aloud(line, english).text for segment in script.segments for line in segment.lines]
    assert set(hostile.spoken) <= set(readings)
    for reading in readings:
        assert all(char in " .,;:!?'\"()-" or unicodedata.category(char)[0] in "LM" for char in reading), reading


def test_the_script_shows_no_markup_of_theirs(hostile: Made, quiet: Made) -> None:
    """Rendered as CommonMark it has the elements of a quiet day, and links to the items' pages alone."""
    pages = [MarkdownIt("commonmark").render(one.file("script.md")) for one in (hostile, quiet)]
    assert shape(pages[0]) <= shape(pages[1])
    assert all(re.fullmatch(r"https://(rss|json)\.example/\d+", url) for url in links(pages[0]))
    assert unseen(hostile.file("script.md").replace("\n", "")) == []


def test_the_transcript_has_a_cue_a_line(hostile: Made) -> None:
    """As many cues as lines, each of three lines with the words of its line; no note or style but ours."""
    head, note, *blocks = re.split(r"\n\n", hostile.file("transcript.vtt").rstrip("\n"))
    assert (head, note[:5]) == ("WEBVTT", "NOTE ")
    cues = hostile.episode.cues
    assert [block.split("\n")[0] for block in blocks] == [cue.line for cue in cues]
    assert [[unescape(text) for text in block.split("\n")[2:]] for block in blocks] == [[cue.text] for cue in cues]
    assert all(block.count("-->") == 1 and "<" not in block for block in blocks)


def test_the_page_has_the_elements_of_a_quiet_day(hostile: Made, quiet: Made) -> None:
    """No element or attribute of a text's making on any page, no address but ours and the items', no character that deceives."""
    for name in ("index.html", "../index.html", "../../index.html"):
        page = hostile.file(name)
        assert shape(page.encode()) <= shape(quiet.file(name).encode())
        assert unseen(page.replace("\n", "")) == []
        for url in links(page.encode()):
            assert re.match(
                r"(?!\w+:)|https://((rss|json)\.example/\d+|example\.org/)|data:,$|podcast:|pktc:|overcast:|anten", url
            ), url


def test_the_feed_holds_the_same_items(hostile: Made, quiet: Made) -> None:
    """It parses, has one episode and the elements of a quiet day; so do the notes inside it."""
    trees = [etree.fromstring(one.file("../feed.xml").encode()) for one in (hostile, quiet)]
    names = [{str(element.tag) for element in tree.iter()} for tree in trees]
    assert names[0] == names[1]
    assert [len(tree.findall("channel/item")) for tree in trees] == [1, 1]
    notes = [tree.findtext("channel/item/{http://purl.org/rss/1.0/modules/content/}encoded") or "" for tree in trees]
    assert shape(notes[0]) <= shape(notes[1])
    assert unseen(" ".join(element.text or "" for element in trees[0].iter(etree.Element)).replace("\n", "")) == []


def test_data_and_tags_read_back(hostile: Made) -> None:
    """chapters.json, episode.json and the MP3's tags hold the same chapters, each as one string."""
    episode = hostile.episode
    titles = [chapter.title for chapter in episode.chapters]
    assert [entry["title"] for entry in json.loads(hostile.file("chapters.json"))["chapters"]] == titles
    mp3 = (hostile.home / "output/site/morning/2026-11-22" / episode.file).read_bytes()
    frames = ID3(BytesIO(mp3)).getall("CHAP")
    assert [str(frame.sub_frames.getall("TIT2")[0]) for frame in frames] == titles


def test_every_line_is_proved(hostile: Made) -> None:
    """Verify finds each quotation in the copy that was kept, and the same words in every file."""
    folder = hostile.home / "output/site/morning/2026-11-22"
    episode = hostile.episode
    found = [
        *check_words(episode),
        *check_sidecars(folder, episode),
        *check_sources(episode, hostile.home / "output/state/sources", load_language("en").facts),
    ]
    assert [finding for finding in found if finding.verdict != "ok"] == []


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["script", "morning", "--day", "2026-11-22"], id="script"),
        pytest.param(["script", "morning", "--day", "2026-11-22", "--text"], id="script --text"),
        pytest.param(["script", "morning", "--day", "2026-11-22", "--why"], id="script --why"),
        pytest.param(["script", "morning", "--day", "2026-11-22", "--json"], id="script --json"),
        pytest.param(["episodes", "show", "morning-2026-11-22"], id="episodes show"),
        pytest.param(["episodes", "show", "morning-2026-11-22", "--json"], id="episodes show --json"),
        pytest.param(["feeds", "list"], id="feeds list"),
        pytest.param(["verify", "morning-2026-11-22", "-v"], id="verify"),
    ],
)
def test_no_terminal_is_commanded(hostile: Made, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What a command prints, and what the run said on stderr, is lines of plain characters."""
    shell([*command, "--config", str(hostile.home / "feeds.yaml")])
    told = capsys.readouterr()
    assert told.out
    assert unseen((told.out + told.err + hostile.log).replace("\n", "")) == []
