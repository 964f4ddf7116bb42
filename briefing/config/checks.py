"""Cross-checks that pydantic cannot make: whether the values fit each other and this machine.

They read the tree and not the models, so that one mistake in a show hides no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefing.config.addresses import has_secret, has_token, is_named_by_environment, make_feed_id, to_relative_path
from briefing.config.document import Document, Mistake, Tree
from briefing.config.shape import Section, Show, Summarizer, Voice
from briefing.config.values import Capabilities, Where, suggest_nearest
from briefing.config.wording import format_value
from briefing.model.errors import EngineFailed

Raw = Mapping[str, Tree]


def check_shows(document: Document, known: Capabilities, folder: Path) -> Iterator[Mistake]:
    """Yield the mistakes of each show; raises EngineFailed when a voice engine does not work here."""
    shows = document.tree.get("shows") if isinstance(document.tree, dict) else None
    first: dict[str, tuple[Where, Raw]] = {}
    for key, raw in (shows if isinstance(shows, dict) else {}).items():
        if isinstance(raw, dict):
            show = _ShowChecks(document, known, ("shows", key), raw)
            yield from _check_feeds(document, show.where, raw, folder, first)
            yield from show.check_language()
            yield from show.check_summarizer()
            yield from show.check_voices()
            yield from show.check_not_news()
            yield from show.check_notify()
            yield from show.check_lengths()


def find_default_voice(known: Capabilities, engine: str, tag: str) -> str:
    """Return the default voice for a language: its pack's own, else the engine's first one that speaks it, else ""."""
    pack = known.find_language(tag)
    if pack and can_speak(known.find_voice_languages(engine, pack.voice), tag):
        return pack.voice
    return next((name for name in known.list_voice_names(engine) if can_speak(known.find_voice_languages(engine, name), tag)), "")


def can_speak(spoken: Sequence[str] | None, tag: str) -> bool:
    """Return whether a voice of these languages can read this one; regions do not matter: a British voice reads en-US."""
    return spoken is not None and (not spoken or any(_get_primary(one) == _get_primary(tag) for one in spoken))


def _get_primary(tag: str) -> str:
    return tag.lower().replace("_", "-").split("-")[0]


@dataclass(frozen=True, slots=True)
class _ShowChecks:
    """The checks of one show, as it is in the file, against the machine."""

    document: Document
    known: Capabilities
    where: Where
    raw: Raw

    def check_language(self) -> Iterator[Mistake]:
        """Yield a mistake when the language has no complete pack."""
        tag = _get_text(self.raw, "language", Show)
        if tag and not self.known.find_language(tag):
            only, lacks = ", ".join(self.known.list_languages()), ", ".join(self.known.list_missing(tag))
            folder = f"briefing/languages/{_get_primary(tag)}"
            what = f"Briefing does not speak it yet, only {only}; {folder} lacks {lacks}: see docs/languages.md"
            yield self._make_mistake(what, "language")

    def check_summarizer(self) -> Iterator[Mistake]:
        """Yield a mistake when the summarizer is not installed."""
        engine = _get_text(_get_section(self.raw, "summarizer"), "engine", Summarizer)
        if engine is not None and engine not in self.known.list_summarizers():
            yield self._make_engine_mistake("summarizer", engine, self.known.list_summarizers())

    def check_voices(self) -> Iterator[Mistake]:
        """Yield the mistakes of voice and fallback.

        An engine that does not work here is no mistake while there is a fallback that does.
        """
        if "fallback" not in self.raw:
            yield from self.check_voice("voice")
            return
        with suppress(EngineFailed):  # each run tells of it
            yield from self.check_voice("voice")
        yield from self.check_voice("fallback")

    def check_voice(self, key: str) -> Iterator[Mistake]:
        """Yield a mistake when the engine is not installed, lacks the voice, or the voice does not speak the show's language."""
        voice, tag = _get_section(self.raw, key), _get_text(self.raw, "language", Show) or ""
        engine, name = _get_text(voice, "engine", Voice), _get_text(voice, "name", Voice)
        if engine is None or name is None:
            return
        if engine not in self.known.list_voice_engines():
            yield self._make_engine_mistake(key, engine, self.known.list_voice_engines())
        elif "name" in voice:
            yield from self._check_voice_name(key, engine, name, tag)
        elif self.known.find_language(tag) and not find_default_voice(self.known, engine, tag):
            yield self._make_mistake(f"is missing: no voice of {engine} is known to speak {tag}", key, "name")

    def check_not_news(self) -> Iterator[Mistake]:
        """Yield a mistake for each allowed rule that the language does not have."""
        allow, pack = (
            _get_section(self.raw, "not_news").get("allow"),
            self.known.find_language(_get_text(self.raw, "language", Show) or ""),
        )
        known = [rule.name for rule in pack.not_news] if pack else []
        for number, name in enumerate(allow if pack and isinstance(allow, list) else []):
            if isinstance(name, str) and name not in known:
                where = ("not_news", "allow", number)
                hint = suggest_nearest(name, known) or f"there are {', '.join(known) or 'none'}"
                yield self._make_mistake(f"no such rule: {self._format_value(name, *where)}", *where, hint=hint)

    def check_notify(self) -> Iterator[Mistake]:
        """Yield a mistake for each address that shows a secret that belongs in the environment."""
        raw = _get_section(self.raw, "notify")
        apprise = raw.get("apprise")
        places: list[tuple[str | int, ...]] = [("ping",)]
        places += [("apprise", number) for number in range(len(apprise) if isinstance(apprise, list) else 0)]
        for place, value in zip(places, [raw.get("ping"), *(apprise if isinstance(apprise, list) else [])], strict=True):
            written = self.document.written.get((*self.where, "notify", *place), value)
            if isinstance(written, str) and has_token(written):
                yield self._make_mistake("shows a secret: write ${NAME} there and set NAME in the environment", "notify", *place)

    def check_lengths(self) -> Iterator[Mistake]:
        """Yield a mistake for numbers of stories and words that no programme can keep."""
        least, most = _get_number(self.raw, "min_stories", Show), _get_number(self.raw, "max_stories", Show)
        if least is not None and most is not None and most < least:
            yield self._make_mistake(f"is below min_stories: {least}", "max_stories")
        words = _get_number(_get_section(self.raw, "summarizer"), "words", Summarizer)
        fewest = _get_number(self.raw, "min_words", Show)
        if words is not None and fewest is not None and fewest > words:
            yield self._make_mistake(f"is above what a story may have: summarizer.words is {words}", "min_words")

    def _check_voice_name(self, key: str, engine: str, name: str, tag: str) -> Iterator[Mistake]:
        spoken = self.known.find_voice_languages(engine, name) if name else ()
        if spoken is None:
            hint = suggest_nearest(name, self.known.list_voice_names(engine))
            yield self._make_mistake(f"{engine} has no voice {self._format_value(name, key, 'name')}", key, "name", hint=hint)
        elif self.known.find_language(tag) and not can_speak(spoken, tag):
            usual = find_default_voice(self.known, engine, tag)
            what = f"{self._format_value(name, key, 'name')} speaks {', '.join(spoken)} and not the show's {tag}"
            yield self._make_mistake(what, key, "name", hint=f"'{usual}' does" if usual else "")

    def _make_engine_mistake(self, kind: str, engine: str, there: Sequence[str]) -> Mistake:
        hint = suggest_nearest(engine, there) or f"there are {', '.join(there) or 'none'}"
        what = "summarizer" if kind == "summarizer" else "voice"  # the fallback is a voice too
        return self._make_mistake(f"no such {what} engine: {self._format_value(engine, kind, 'engine')}", kind, "engine", hint=hint)

    def _format_value(self, value: str, *key: str | int) -> str:
        return format_value(self.document, (*self.where, *key), value)

    def _make_mistake(self, what: str, *key: str | int, hint: str = "") -> Mistake:
        where = (*self.where, *key)
        return Mistake(self.document.find_place(where), where, f"{what}; {hint}" if hint else what)


def _check_feeds(
    document: Document, where: Where, show: Raw, folder: Path, first: dict[str, tuple[Where, Raw]]
) -> Iterator[Mistake]:
    """Yield the mistakes of a show's feeds; `first` has the first occurrence of each feed in any show, and gets new ones."""
    feeds = show.get("feeds")
    seen: dict[str, Where] = {}
    for number, feed in enumerate(feeds if isinstance(feeds, list) else []):
        here: Where = (*where, "feeds", number)
        if not isinstance(feed, dict):
            continue
        if ("url" in feed) == ("path" in feed):
            what = "has both url and path: keep one" if "url" in feed else "needs a url or a path"
            yield Mistake(document.keys[here], here, what)
            continue
        kind = "url" if "url" in feed else "path"
        here, value = (*here, kind), feed[kind]
        if not isinstance(value, str) or not value or "\0" in value:
            continue
        written = document.written.get(here, value)
        if kind == "url" and has_secret(written):
            yield Mistake(document.find_place(here), here, "shows a password: write ${NAME} there and set NAME in the environment")
        if not feed.get("name") and isinstance(written, str) and is_named_by_environment(written, file=kind == "path"):
            what = "is missing: listeners hear it, and the address would give it what the environment holds"
            yield Mistake(document.find_place(here[:-1]), (*here[:-1], "name"), what)
        if kind == "path" and "private" in feed:
            yield Mistake(document.find_place((*here[:-1], "private")), (*here[:-1], "private"), "is for a url: a file has no host")
        id = make_feed_id(to_relative_path(value, folder) if kind == "path" else written)
        if id in seen:
            yield Mistake(document.find_place(here), here, f"is the same feed as in line {document.find_place(seen[id]).line}")
        seen.setdefault(id, here)
        at, other = first.setdefault(id, (here, feed))
        for key in ("language", "full_text", "private"):
            if other.get(key, False) != feed.get(key, False):  # a shared feed's items are kept once, so they are read in one way
                yield Mistake(
                    document.find_place(here), here, f"has another {key} than the same feed in line {document.find_place(at).line}"
                )


def _get_section(raw: Raw, key: str) -> Raw:
    found = raw.get(key)
    return found if isinstance(found, dict) else {}


def _get_number(raw: Raw, key: str, section: type[Section]) -> int | None:
    """Return a whole number as written or by default, or None where it is neither."""
    value = raw.get(key, section.model_fields[key].default)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _get_text(raw: Raw, key: str, model: type[Section]) -> str | None:
    """Return the text at a key, its default where there is none, or None where the value is not text."""
    found = raw.get(key, model.model_fields[key].default)
    return found if isinstance(found, str) else None
