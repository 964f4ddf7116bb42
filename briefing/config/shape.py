"""Models of feeds.yaml: one per section, each key with its default and its meaning (which editors show).

Rules for a single key are given here; rules that involve other keys or the machine are in checks.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from briefing.config import rules
from briefing.config.values import Where
from briefing.model.show import FASTEST_RATE, SLOWEST_RATE, Rights

Text = Annotated[str, AfterValidator(rules.check_text)]
Title = Annotated[Text, Field(min_length=1, max_length=200)]
Key = Annotated[str, AfterValidator(rules.check_show_key)]
Phrase = Annotated[Text, Field(max_length=100), AfterValidator(rules.check_wanted)]


class Section(BaseModel):
    """What all sections have in common: nothing unknown, nothing converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, defer_build=True)
    coming: ClassVar[frozenset[str]] = frozenset()


class Voice(Section):
    """Who speaks."""

    engine: str = "pyttsx3"
    """The voice engine's name; `briefing check` lists what is installed."""
    name: str = Field(default="", min_length=1)
    """The engine's own name of the voice; without it the language's usual voice."""
    rate: int = Field(default=165, ge=SLOWEST_RATE, le=FASTEST_RATE)
    """How fast, in words per minute."""


class Summarizer(Section):
    """Who shortens the stories."""

    engine: str = "extractive"
    """The summarizer's name."""
    words: int = Field(default=70, ge=10, le=1000)
    """How many words a story may have."""


class NotNews(Section):
    """What is left out although it is in a feed; see docs/languages.md for how a phrase is written."""

    also: list[Annotated[Text, Field(max_length=100), AfterValidator(rules.check_phrase)]] = Field(default=[], max_length=500)
    """Phrases of titles, or /part/ of addresses, that are no news in this show."""
    allow: list[str] = []
    """Rules of the language, by name, that do not count in this show."""


class Feed(Section):
    """A source: either `url` or `path`."""

    coming = frozenset({"prune", "headers", "voice"})
    url: Annotated[str, Field(max_length=2000), AfterValidator(rules.check_url)] = ""
    """Where the feed is: http or https. Write a password or token as ${NAME}."""
    path: Annotated[str, Field(max_length=1000), AfterValidator(rules.check_path)] = ""
    """A feed in a file, relative to feeds.yaml."""
    name: Annotated[Text, Field(min_length=1, max_length=100)] = ""
    """How the source is named on air; without it the host or file name."""
    weight: float = Field(default=1.0, ge=0, le=1000)
    """How much its stories count against those of other feeds."""
    rights: Rights = "quote"
    """How much of its text may be read: all (own, licensed), or a short quotation."""
    language: Annotated[str, AfterValidator(rules.check_language)] = ""
    """The language of its items (BCP 47); without it their words tell."""
    full_text: bool = False
    """True: read the pages of items whose text in the feed is only a teaser."""
    private: bool = False
    """True: its own host and port may be private addresses; those of metadata services and link-local ones never."""


class Notify(Section):
    """Whom to notify of alerts: once when one begins, and once when it is over."""

    apprise: list[Annotated[Text, Field(min_length=1, max_length=2000)]] = Field(default=[], max_length=20)
    """Addresses that Apprise knows; write what is secret in them as ${NAME}."""
    command: list[Annotated[str, Field(min_length=1, max_length=2000)]] = Field(default=[], max_length=50)
    """A program and its arguments; it reads the message on its standard input."""
    ping: Annotated[str, Field(max_length=2000), AfterValidator(rules.check_ping)] = ""
    """An address that is asked with /start when an edition begins, as it is when it is published, with /fail when it is not."""


class Show(Section):
    """A programme that recurs."""

    coming = frozenset({
        "pronounce", "lexicon", "review", "keep", "loudness", "sounds", "category", "publish",
    })  # fmt: skip
    title: Title
    """The programme's name: spoken, and shown in podcast apps."""
    description: Annotated[Text, Field(max_length=4000)] = ""
    """What listeners read about the programme."""
    language: Annotated[str, AfterValidator(rules.check_language)] = "en-US"
    """The language of the programme (BCP 47); the voice must speak it."""
    timezone: Annotated[str, AfterValidator(rules.check_timezone)] = "UTC"
    """The time zone of the schedule and of the date that is spoken."""
    schedule: Annotated[str, AfterValidator(rules.check_schedule)] = "0 6 * * *"
    """When it is due: a cron expression of five fields, in the show's time zone."""
    minutes: float = Field(default=5.0, gt=0, le=240)
    """How long the programme is."""
    min_stories: int = Field(default=1, ge=1, le=100)
    """With fewer stories than this there is no episode."""
    style: Literal["bulletin", "digest"] = "bulletin"
    """bulletin: the first stories longer, then shorter ones, then briefs of one sentence; digest: all stories of one length."""
    min_words: int = Field(default=0, ge=0, le=1000)
    """A story that would speak fewer words than this is left out; briefs are not counted."""
    max_stories: int | None = Field(default=None, ge=1, le=500)
    """How many stories of more than a sentence it has at most; without it 14 in ten minutes, in a digest as many as fit."""
    max_briefs: int | None = Field(default=None, ge=0, le=500)
    """How many briefs, of one sentence each, follow them at most; without it 12 in ten minutes, in a digest none."""
    max_age_hours: float = Field(default=24.0, gt=0, le=8760)
    """How old news may be when the programme is due."""
    voice: Voice = Voice()
    summarizer: Summarizer = Summarizer()
    disclosure: Annotated[Text, Field(max_length=500), AfterValidator(rules.check_spoken)] = ""
    """The sentence spoken after the date; without it the language's own."""
    when_empty: Literal["silent", "announce"] = "silent"
    """With too few stories: make no episode, or one with what there is, which says so when there is nothing."""
    not_news: NotNews = NotNews()
    topics: dict[Phrase, Annotated[float, Field(gt=0, le=100)]] = Field(default={}, max_length=500)
    """Phrases, and how many times as much a story counts that has one in its title or its first 60 words."""
    mute: list[Phrase] = Field(default=[], max_length=500)
    """Phrases; a story that has one in its title or its first 60 words is left out."""
    skip: list[Annotated[str, AfterValidator(rules.check_day)]] = Field(default=[], max_length=1000)
    """Days on which nothing is due."""
    catch_up: Literal["latest", "all", "none"] = "latest"
    """Which of the slots that had no run in their hour are made late; the others are noted as missed."""
    give_up_after: Annotated[str, AfterValidator(rules.check_span)] = "24h"
    """How long after its slot an edition is still tried, such as 90m, 6h or 2d."""
    fallback: Voice | None = None
    """The voice that reads what the other cannot."""
    notify: Notify = Notify()
    feeds: list[Feed] = Field(min_length=1)
    """The sources."""


class Site(Section):
    """Who publishes, and where."""

    title: Title = "Briefing"
    """The name of the site with all its shows."""
    link: Annotated[str, AfterValidator(rules.check_link)] = ""
    """Where output/site is served; empty while it is nowhere."""
    author: Annotated[Text, Field(max_length=200)] = ""
    """Who answers for it."""
    email: Annotated[str, AfterValidator(rules.check_email)] = ""
    """Where the author can be reached; podcast directories ask for it."""


class Fetch(Section):
    """How feeds are asked."""

    allow_private: Annotated[bool, Field(json_schema_extra={"deprecated": True})] = False
    """Old: write `private: true` on the feeds that are meant. True: that is so of all whose host has no public address."""
    per_host: int = Field(default=2, ge=1, le=32)
    """How many requests one host gets at a time."""


class Retention(Section):
    """How much is kept under output/state; what was published is never deleted."""

    clips_mb: int = Field(default=1000, ge=10, le=1_000_000)
    """Megabytes of spoken sentences; those longest unused go first."""
    runs_days: int = Field(default=90, ge=8, le=36_500)
    """Days for which it is remembered how an edition was made; that it was made is remembered for ever."""
    items_days: int = Field(default=90, ge=8, le=36_500)
    """Days for which items are kept; what was aired is remembered for ever."""
    logs_days: int = Field(default=30, ge=1, le=36_500)
    """Days for which logs are kept."""
    backups_days: int = Field(default=7, ge=1, le=365)
    """Days for which the daily backups of the database are kept."""


class Root(Section):
    """feeds.yaml of Briefing."""

    version: Annotated[int, AfterValidator(rules.check_version), Field(json_schema_extra={"const": 1})] = 1
    """The version of this format."""
    output: str = Field(default="output", min_length=1)
    """The folder for everything that is made, relative to feeds.yaml."""
    site: Site = Site()
    fetch: Fetch = Fetch()
    retention: Retention = Retention()
    shows: dict[Key, Show] = Field(min_length=1)
    """The programmes, by key."""


def find_section(where: Where) -> type[Section]:
    """Return the model of the section at this path."""
    match where:
        case ("site",):
            return Site
        case ("fetch",):
            return Fetch
        case ("retention",):
            return Retention
        case ("shows", _):
            return Show
        case ("shows", _, "notify"):
            return Notify
        case ("shows", _, "voice" | "fallback"):
            return Voice
        case ("shows", _, "summarizer"):
            return Summarizer
        case ("shows", _, "not_news"):
            return NotNews
        case ("shows", _, "feeds", _):
            return Feed
    return Root
