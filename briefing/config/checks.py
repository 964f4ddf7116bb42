"""What pydantic cannot know: whether the values fit each other and this machine.

It reads the tree and not the models, so that one mistake in a show hides no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefing.config.addresses import has_secret, has_token, identity, named_by_environment, relative
from briefing.config.document import Document, Mistake, Tree
from briefing.config.shape import Section, Show, Summarizer, Voice
from briefing.config.values import Known, Where, suggest
from briefing.config.wording import shown
from briefing.model.errors import EngineFailed

Raw = Mapping[str, Tree]


def check(document: Document, known: Known, folder: Path) -> Iterator[Mistake]:
    """Yield what is wrong with each show; raises EngineFailed when a voice engine does not work here."""
    shows = document.tree.get("shows") if isinstance(document.tree, dict) else None
    first: dict[str, tuple[Where, Raw]] = {}
    for key, raw in (shows if isinstance(shows, dict) else {}).items():
        if isinstance(raw, dict):
            show = _Show(document, known, ("shows", key), raw)
            yield from _feeds(document, show.where, raw, folder, first)
            yield from show.language()
            yield from show.summarizer()
            yield from show.voices()
            yield from show.not_news()
            yield from show.notify()


def usual_voice(known: Known, engine: str, tag: str) -> str:
    """Return the voice for a language when none is named: its pack's own, else the engine's first that speaks it, else nothing."""
    pack = known.language(tag)
    if pack and fits(known.speaks(engine, pack.voice), tag):
        return pack.voice
    return next((name for name in known.voice_names(engine) if fits(known.speaks(engine, name), tag)), "")


def fits(spoken: Sequence[str] | None, tag: str) -> bool:
    """Return whether a voice with these languages reads this one; regions do not matter: a British voice reads en-US."""
    return spoken is not None and (not spoken or any(_primary(one) == _primary(tag) for one in spoken))


def _primary(tag: str) -> str:
    return tag.lower().replace("_", "-").split("-")[0]


@dataclass(frozen=True, slots=True)
class _Show:
    """A show as it stands in the file, held against the machine."""

    document: Document
    known: Known
    where: Where
    raw: Raw

    def language(self) -> Iterator[Mistake]:
        """Is there a pack?"""
        tag = _text(self.raw, "language", Show)
        if tag and not self.known.language(tag):
            only, lacks = ", ".join(self.known.languages()), ", ".join(self.known.lacks(tag))
            folder = f"briefing/languages/{_primary(tag)}"
            what = f"Briefing does not speak it yet, only {only}; {folder} lacks {lacks}: see docs/languages.md"
            yield self._wrong(what, "language")

    def summarizer(self) -> Iterator[Mistake]:
        """Is it installed?"""
        engine = _text(_section(self.raw, "summarizer"), "engine", Summarizer)
        if engine is not None and engine not in self.known.summarizers():
            yield self._no_engine("summarizer", engine, self.known.summarizers())

    def voices(self) -> Iterator[Mistake]:
        """Is there one that can be used? An engine that does not work here is no mistake while there is a fallback that does."""
        if "fallback" not in self.raw:
            yield from self.voice("voice")
            return
        with suppress(EngineFailed):  # each run tells of it
            yield from self.voice("voice")
        yield from self.voice("fallback")

    def voice(self, key: str) -> Iterator[Mistake]:
        """Is the engine installed, has it this voice, and does the voice speak the show's language?"""
        voice, tag = _section(self.raw, key), _text(self.raw, "language", Show) or ""
        engine, name = _text(voice, "engine", Voice), _text(voice, "name", Voice)
        if engine is None or name is None:
            return
        if engine not in self.known.voices():
            yield self._no_engine(key, engine, self.known.voices())
        elif "name" in voice:
            yield from self._name(key, engine, name, tag)
        elif self.known.language(tag) and not usual_voice(self.known, engine, tag):
            yield self._wrong(f"is missing: no voice of {engine} is known to speak {tag}", key, "name")

    def not_news(self) -> Iterator[Mistake]:
        """Has the language the rules that are allowed?"""
        allow, pack = _section(self.raw, "not_news").get("allow"), self.known.language(_text(self.raw, "language", Show) or "")
        known = [rule.name for rule in pack.not_news] if pack else []
        for number, name in enumerate(allow if pack and isinstance(allow, list) else []):
            if isinstance(name, str) and name not in known:
                where = ("not_news", "allow", number)
                hint = suggest(name, known) or f"there are {', '.join(known) or 'none'}"
                yield self._wrong(f"no such rule: {self._shown(name, *where)}", *where, hint=hint)

    def notify(self) -> Iterator[Mistake]:
        """Do the addresses show what only the environment may hold?"""
        raw = _section(self.raw, "notify")
        apprise = raw.get("apprise")
        places: list[tuple[str | int, ...]] = [("ping",)]
        places += [("apprise", number) for number in range(len(apprise) if isinstance(apprise, list) else 0)]
        for place, value in zip(places, [raw.get("ping"), *(apprise if isinstance(apprise, list) else [])], strict=True):
            written = self.document.written.get((*self.where, "notify", *place), value)
            if isinstance(written, str) and has_token(written):
                yield self._wrong("shows a secret: write ${NAME} there and set NAME in the environment", "notify", *place)

    def _name(self, key: str, engine: str, name: str, tag: str) -> Iterator[Mistake]:
        spoken = self.known.speaks(engine, name) if name else ()
        if spoken is None:
            hint = suggest(name, self.known.voice_names(engine))
            yield self._wrong(f"{engine} has no voice {self._shown(name, key, 'name')}", key, "name", hint=hint)
        elif self.known.language(tag) and not fits(spoken, tag):
            usual = usual_voice(self.known, engine, tag)
            what = f"{self._shown(name, key, 'name')} speaks {', '.join(spoken)} and not the show's {tag}"
            yield self._wrong(what, key, "name", hint=f"'{usual}' does" if usual else "")

    def _no_engine(self, kind: str, engine: str, there: Sequence[str]) -> Mistake:
        hint = suggest(engine, there) or f"there are {', '.join(there) or 'none'}"
        what = "summarizer" if kind == "summarizer" else "voice"  # the fallback is a voice too
        return self._wrong(f"no such {what} engine: {self._shown(engine, kind, 'engine')}", kind, "engine", hint=hint)

    def _shown(self, value: str, *key: str | int) -> str:
        return shown(self.document, (*self.where, *key), value)

    def _wrong(self, what: str, *key: str | int, hint: str = "") -> Mistake:
        where = (*self.where, *key)
        return Mistake(self.document.place(where), where, f"{what}; {hint}" if hint else what)


def _feeds(document: Document, where: Where, show: Raw, folder: Path, first: dict[str, tuple[Where, Raw]]) -> Iterator[Mistake]:
    """Yield what is wrong with a show's feeds; `first` holds each feed as it stood first, in any show, and learns of new ones."""
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
            yield Mistake(document.place(here), here, "shows a password: write ${NAME} there and set NAME in the environment")
        if not feed.get("name") and isinstance(written, str) and named_by_environment(written, file=kind == "path"):
            what = "is missing: listeners hear it, and the address would give it what the environment holds"
            yield Mistake(document.place(here[:-1]), (*here[:-1], "name"), what)
        if kind == "path" and "private" in feed:
            yield Mistake(document.place((*here[:-1], "private")), (*here[:-1], "private"), "is for a url: a file has no host")
        id = identity(relative(value, folder) if kind == "path" else written)
        if id in seen:
            yield Mistake(document.place(here), here, f"is the same feed as in line {document.place(seen[id]).line}")
        seen.setdefault(id, here)
        at, other = first.setdefault(id, (here, feed))
        for key in ("language", "full_text", "private"):
            if other.get(key, False) != feed.get(key, False):  # a shared feed's items are kept once, so they are read in one way
                yield Mistake(document.place(here), here, f"has another {key} than the same feed in line {document.place(at).line}")


def _section(raw: Raw, key: str) -> Raw:
    found = raw.get(key)
    return found if isinstance(found, dict) else {}


def _text(raw: Raw, key: str, model: type[Section]) -> str | None:
    """Return the text at a key, its default where there is none, or None where there is something else."""
    found = raw.get(key, model.model_fields[key].default)
    return found if isinstance(found, str) else None
