"""What a right feeds.yaml becomes, and what happens when there is none to read."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.config.load import load_config
from briefing.config.values import FetchOptions
from briefing.model.errors import EngineFailed, Misconfigured, Usage
from briefing.model.show import Feed, Rights, Show, Site, SummarizerChoice, VoiceChoice
from tests.config.reading import SMALL, config, feed, mistakes, show
from tests.support.fakes.config import FakeCapabilities

FULL = """\
version: 1
output: made
site: {title: The Daily Briefing, link: "https://example.org/briefing/", author: Example Newsroom, email: news@example.org}
fetch: {per_host: 3}
shows:
  evening:
    title: >
      The Evening
      Briefing
    description: World news.
    language: en-gb
    timezone: Europe/Kyiv
    schedule: "0  18 * * mon-fri"
    minutes: 7.5
    min_stories: 2
    max_age_hours: 12
    voice: {engine: tone, name: tone, rate: 200}
    summarizer: {engine: extractive, words: 50}
    disclosure: A machine reads this.
    when_empty: announce
    feeds:
      - {url: "https://www.example.com/rss", name: Example News, weight: 2, rights: licensed, private: true}
      - {path: ./x/../local.xml, rights: own}
"""


def sha(address: str) -> str:
    """The id that an address must have."""
    return hashlib.sha256(address.encode()).hexdigest()[:12]


def test_every_key_becomes_a_value(tmp_path: Path) -> None:
    """Every key of the file is a field of the configuration, tidied: one line, usual case, no last slash."""
    loaded = config(tmp_path, FULL)
    url = "https://www.example.com/rss"
    assert (loaded.path, loaded.output) == (tmp_path / "feeds.yaml", tmp_path / "made")
    assert loaded.site == Site("The Daily Briefing", "https://example.org/briefing", "Example Newsroom", "news@example.org")
    assert loaded.fetch == FetchOptions(allow_private=False, per_host=3)
    assert loaded.shows == (
        Show(
            key="evening",
            title="The Evening Briefing",
            description="World news.",
            language="en-GB",
            timezone="Europe/Kyiv",
            schedule="0 18 * * mon-fri",
            minutes=7.5,
            min_stories=2,
            max_age_hours=12,
            voice=VoiceChoice("tone", "tone", 200),
            summarizer=SummarizerChoice("extractive", 50),
            disclosure="A machine reads this.",
            when_empty="announce",
            feeds=(
                Feed(sha(url), "Example News", url, "", 2, "licensed", private=True),
                Feed(sha("local.xml"), "local", "", "local.xml", 1, "own"),
            ),
        ),
    )


def test_the_old_key_for_private_addresses_is_read_with_a_word(tmp_path: Path) -> None:
    """fetch.allow_private stands for `private` on each URL whose host is not public; a warning with its line says what to write."""
    text = "fetch:\n  allow_private: true\n" + show(
        feeds="[{url: http://10.0.0.5/rss}, {url: http://10.0.0.6/rss, private: true}, {path: local.xml}]"
    )
    loaded = config(tmp_path, text)
    said = [(feed.private, feed.private_unless_public) for feed in loaded.shows[0].feeds]
    assert said == [(False, True), (True, False), (False, False)]
    what = "is an old key, read as `private: true` on feeds whose host has no public address: write that there instead"
    assert loaded.warnings == (f"{tmp_path}/feeds.yaml:2:3: fetch.allow_private: {what}",)
    assert loaded.fetch == FetchOptions(allow_private=True, per_host=2)


@pytest.mark.parametrize("text", [SMALL, f"fetch: {{allow_private: false}}\n{SMALL}"], ids=["not there", "false"])
def test_there_is_no_word_of_what_changes_nothing(tmp_path: Path, text: str) -> None:
    """Without the old key, or with its default, nothing is private and nothing is said."""
    loaded = config(tmp_path, text)
    assert not loaded.warnings
    assert not any(feed.private or feed.private_unless_public for feed in loaded.shows[0].feeds)


def test_what_is_no_news_may_be_extended_and_allowed(tmp_path: Path) -> None:
    """A show's own phrases and the rules it allows become values, in their order."""
    text = show('not_news: {also: ["From our partners", /puzzles/], allow: [quiz, podcast]}')
    loaded = config(tmp_path, text).shows[0]
    assert (loaded.not_news, loaded.allow) == (("From our partners", "/puzzles/"), ("quiz", "podcast"))


def test_only_title_and_feeds_are_needed(tmp_path: Path) -> None:
    """Everything but a show's title and feeds has a default."""
    loaded = config(tmp_path, SMALL)
    (morning,) = loaded.shows
    assert loaded.output == tmp_path / "output"
    assert loaded.site == Site("Briefing", "", "", "")
    assert loaded.fetch == FetchOptions(allow_private=False, per_host=2)
    assert morning == Show(
        key="morning",
        title="The Morning Briefing",
        description="",
        language="en-US",
        timezone="UTC",
        schedule="0 6 * * *",
        minutes=5,
        min_stories=1,
        max_age_hours=24,
        voice=VoiceChoice("pyttsx3", "en-us", 165),
        summarizer=SummarizerChoice("extractive", 70),
        disclosure="This audio is created with AI assistance.",
        when_empty="silent",
        feeds=(Feed(sha("https://example.com/rss"), "example.com", "https://example.com/rss", "", 1, "quote"),),
    )


@pytest.mark.parametrize(
    ("line", "voice"),
    [
        pytest.param("voice: {rate: 80}", VoiceChoice("pyttsx3", "en-us", 80), id="the language's own"),
        pytest.param("voice: {engine: tone}", VoiceChoice("tone", "tone", 165), id="the engine's first that speaks it"),
        pytest.param("voice: {name: en-gb}", VoiceChoice("pyttsx3", "en-gb", 165), id="another region of the language"),
        pytest.param(
            "voice: {engine: tone, name: tone, rate: 450}", VoiceChoice("tone", "tone", 450), id="a voice for any language"
        ),
    ],
)
def test_a_voice_is_found_for_the_language(tmp_path: Path, line: str, voice: VoiceChoice) -> None:
    """Without a name the language's own voice speaks, or the engine's first that can; regions do not matter."""
    assert config(tmp_path, show(line)).shows[0].voice == voice


@pytest.mark.parametrize("rights", ["own", "licensed", "quote"])
def test_name_weight_and_rights_do_not_change_a_feeds_id(tmp_path: Path, rights: Rights) -> None:
    """A feed keeps its id, and so its memory, when the producer changes anything but its address."""
    loaded = config(tmp_path, feed(f"url: https://example.com/rss, name: N, weight: 7, rights: {rights}"))
    assert loaded.shows[0].feeds[0].id == sha("https://example.com/rss")


def test_credentials_come_from_the_environment_and_stay_out_of_the_id(tmp_path: Path) -> None:
    """Passwords and tokens are filled in for fetch; changing them leaves the feed what it was."""
    text = feed("url: 'https://me:${PASS}@example.com/rss?t=${TOKEN}'")
    (old,) = config(tmp_path, text, {"PASS": "p", "TOKEN": "a"}).shows[0].feeds
    (new,) = config(tmp_path, text, {"PASS": "q", "TOKEN": "b"}).shows[0].feeds
    assert old.url == "https://me:p@example.com/rss?t=a"
    assert new.url == "https://me:q@example.com/rss?t=b"
    assert old.id == new.id == sha("https://example.com/rss?t=${TOKEN}")
    assert old.name == "example.com"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(feed("url: '${A}', name: N"), id="as a whole address"),
        pytest.param(show("timezone: ${A}"), id="as a time zone"),
        pytest.param(show("voice: {name: '${A}'}"), id="as a voice"),
        pytest.param(show("schedule: ${A}"), id="as a schedule"),
        pytest.param(show("minutes: ${A}"), id="as a number"),
    ],
)
def test_no_message_shows_what_the_environment_holds(tmp_path: Path, text: str) -> None:
    """A mistake about a value from the environment shows ${NAME}, never the secret."""
    (mistake,) = mistakes(tmp_path, text, {"A": "hunter2"})
    assert "hunter2" not in mistake
    assert "${A}" in mistake


def test_no_message_shows_a_password(tmp_path: Path) -> None:
    """An address that is wrong for another reason is shown without the password in it."""
    (mistake,) = mistakes(tmp_path, feed("url: 'ftp://me:hunter2@h/rss'"))
    assert "hunter2" not in mistake


def test_output_on_the_command_line_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--output counts from the caller's folder, `output:` from the file's; both come out absolute."""
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    Path("sub/feeds.yaml").write_text(SMALL)
    assert load_config(Path("sub/feeds.yaml"), FakeCapabilities(), {}).output == tmp_path / "sub" / "output"
    assert load_config(Path("sub/feeds.yaml"), FakeCapabilities(), {}, Path("made")).output == tmp_path / "made"


def test_plain_words_are_what_yaml_1_2_says(tmp_path: Path) -> None:
    """`no`, a time and a date without quotes are text, a byte order mark and Windows line ends are no matter."""
    text = "\ufeff" + show("description: 18:30 no 2026-11-22").replace("\n", "\r\n").replace("title: T", "title: no")
    (loaded,) = config(tmp_path, text).shows
    assert (loaded.title, loaded.description) == ("no", "18:30 no 2026-11-22")


def test_a_show_that_is_not_there_is_called_wrongly(tmp_path: Path) -> None:
    """Asking for an unknown show is a usage error that names the nearest."""
    loaded = config(tmp_path, SMALL)
    assert loaded.get_show("morning").key == "morning"
    with pytest.raises(Usage, match="did you mean 'morning'"):
        loaded.get_show("mornin")
    with pytest.raises(Usage, match="there are morning"):
        loaded.get_show("xyz")


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    """Without feeds.yaml the hint is `briefing init`."""
    with pytest.raises(Misconfigured) as caught:
        load_config(tmp_path / "feeds.yaml", FakeCapabilities(), {})
    assert caught.value.mistakes == (f"{tmp_path}/feeds.yaml: there is no such file: briefing init writes a starter",)


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    """A file that cannot be read is a mistake with the system's reason."""
    with pytest.raises(Misconfigured, match="cannot be read: Is a directory"):
        load_config(tmp_path, FakeCapabilities(), {})


def test_bytes_that_are_not_utf8_are_told_by_place(tmp_path: Path) -> None:
    """A file in another encoding is refused where the first wrong byte stands, counted in characters."""
    (tmp_path / "feeds.yaml").write_bytes("version: 1\n# ä".encode() + "ö".encode("latin-1"))
    with pytest.raises(Misconfigured, match=r"feeds.yaml:2:4: is not UTF-8: "):
        load_config(tmp_path / "feeds.yaml", FakeCapabilities(), {})


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    """A file that would take long to read is refused unread."""
    (tmp_path / "feeds.yaml").write_bytes(b"#" * 1_000_000)
    with pytest.raises(Misconfigured, match="is larger than 256 kB"):
        load_config(tmp_path / "feeds.yaml", FakeCapabilities(), {})


def test_an_engine_that_does_not_work_is_not_the_files_mistake(tmp_path: Path) -> None:
    """An engine that fails here is EngineFailed, but only when feeds.yaml itself is right."""
    (tmp_path / "feeds.yaml").write_text(SMALL)
    with pytest.raises(EngineFailed):
        load_config(tmp_path / "feeds.yaml", FakeCapabilities(broken=("pyttsx3",)), {})
    (tmp_path / "feeds.yaml").write_text(SMALL + "output: ''\n")
    with pytest.raises(Misconfigured):
        load_config(tmp_path / "feeds.yaml", FakeCapabilities(broken=("pyttsx3",)), {})


def test_the_options_of_no_command_load_a_heavy_library() -> None:
    """pydantic, ruamel.yaml, babel, cronsim and SQLAlchemy are loaded by a command's body, so that every --help answers at once."""
    heavy = ("pydantic", "ruamel.yaml", "babel", "cronsim", "sqlalchemy", "asyncio")
    code = f"import sys, click, briefing.cli, briefing.config.schema\n" \
           f"[briefing.cli.cli.get_command(click.Context(briefing.cli.cli), name) for name in briefing.cli.COMMANDS]\n" \
           f"print([name for name in {heavy} if name in sys.modules])"  # fmt: skip
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
