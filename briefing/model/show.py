"""What the producer wrote in feeds.yaml, as values: shows, their feeds and voices, and the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Rights = Literal["own", "licensed", "quote"]
SLOWEST_RATE, FASTEST_RATE = 80, 450  # words a minute a voice may be asked for; eSpeak clips silently beyond


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """The voice a producer asked for: engine by entry-point name, the engine's own voice name, rate in words a minute."""

    engine: str
    name: str
    rate: int


@dataclass(frozen=True, slots=True)
class SummarizerChoice:
    """The summarizer a producer asked for, and how many words a story may have."""

    engine: str
    words: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A source as the producer wrote it: either `url` (http or https) or `path` (relative to feeds.yaml), the other empty.

    `language` is a BCP 47 tag, or empty when it is to be found out; with `full_text` the items' pages are read as well.
    With `private` the host and port of its URL may be private, and nothing else that it leads to; `private_unless_public` says so
    only of a host without a public address, which is what the old key fetch.allow_private means.
    """

    id: str
    name: str
    url: str
    path: str
    weight: float
    rights: Rights
    language: str = ""
    full_text: bool = False
    private: bool = False
    private_unless_public: bool = False

    @property
    def address(self) -> str:
        """The URL or the path, whichever the producer gave."""
        return self.url or self.path


@dataclass(frozen=True, slots=True)
class Notify:
    """Who gets alerts: Apprise addresses, a command that reads the message, a URL to ping at start, success and failure."""

    apprise: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    ping: str = ""


NO_LIMIT = 10_000
STORIES_PER_MINUTE = 1.4  # 14 in ten minutes: an hourly bulletin gives a story 20 to 75 seconds
BRIEFS_PER_MINUTE = 1.2


@dataclass(frozen=True, slots=True)
class Show:
    """A programme that recurs: `schedule` is a cron expression; `not_news` adds to the language's rules, `allow` lifts some.

    `topics` are phrases and the factor by which a story that has one counts more or less; a story with one of `mute` is left out.
    On the local days in `skip` nothing is due; `catch_up` says which of the slots that nobody looked after are made late;
    `give_up_after` is how many hours behind its slot an edition is still tried. `fallback` speaks what `voice` cannot.
    A `bulletin` has stories of falling length and then briefs, of one sentence each; `max_stories` and `max_briefs` limit them
    (None: as many as fit its minutes, see `most_stories` and `most_briefs`); stories of fewer than `min_words` are left out.
    """

    key: str
    title: str
    description: str
    language: str
    timezone: str
    schedule: str
    minutes: float
    min_stories: int
    max_age_hours: float
    voice: VoiceChoice
    summarizer: SummarizerChoice
    disclosure: str
    when_empty: Literal["silent", "announce"]
    feeds: tuple[Feed, ...]
    not_news: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    topics: tuple[tuple[str, float], ...] = ()
    mute: tuple[str, ...] = ()
    skip: tuple[date, ...] = ()
    catch_up: Literal["latest", "all", "none"] = "latest"
    give_up_after: float = 24.0
    fallback: VoiceChoice | None = None
    notify: Notify = Notify()
    style: Literal["bulletin", "digest"] = "bulletin"
    min_words: int = 0
    max_stories: int | None = None
    max_briefs: int | None = None

    @property
    def most_stories(self) -> int:
        """How many stories of more than a sentence it has at most."""
        if self.max_stories is not None or self.style == "digest":
            return NO_LIMIT if self.max_stories is None else self.max_stories
        return max(1, round(STORIES_PER_MINUTE * self.minutes))

    @property
    def most_briefs(self) -> int:
        """How many stories of one sentence it has at most."""
        if self.max_briefs is not None or self.style == "digest":
            return self.max_briefs or 0
        return round(BRIEFS_PER_MINUTE * self.minutes)


@dataclass(frozen=True, slots=True)
class Site:
    """Who publishes, and where `output/site` is served; `link` has no trailing slash and may be empty."""

    title: str
    link: str
    author: str
    email: str
