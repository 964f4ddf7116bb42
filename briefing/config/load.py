"""feeds.yaml -> Config: read, held against its shape and against this machine; all mistakes told at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from itertools import chain
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.config.rules import hours
from briefing.config.values import VARIABLE, Config, FetchOptions, Known, Retention, Where
from briefing.model.errors import EngineFailed, Misconfigured
from briefing.model.show import Feed, Notify, Show, Site, SummarizerChoice, VoiceChoice

if TYPE_CHECKING:
    from briefing.config import shape
    from briefing.config.document import Document, Mistake

OUTPUT = re.compile(r"^output:[ \t]*([^\s#][^#\n]*)", re.MULTILINE)
MAX_BYTES = 256_000  # two thousand feeds; the scanner needs 3 s for it at worst


def load(path: Path, known: Known, environ: Mapping[str, str], output: Path | None = None) -> Config:
    """Return what the file says; `output` (from the caller's folder) goes before the file's own.

    Raises Misconfigured with every mistake, each `FILE:LINE:COLUMN: where: what`, and EngineFailed when a voice engine that it
    names does not work on this machine and nothing else is wrong.
    """
    return load_text(text_of(path), path, known, environ, output)


def load_text(text: str, path: Path, known: Known, environ: Mapping[str, str], output: Path | None = None) -> Config:
    """Return what a text says that stands, or shall stand, in the file at `path`; raises as `load` does."""
    from briefing.config.document import read

    document = read(text, environ)
    root = _checked(path, document, known)
    config = _Build(path, document, known, root).config(output)
    if lines := _lines(path, _too_short(config, document, known)):
        raise Misconfigured(lines)
    return config


def text_of(path: Path) -> str:
    """Return the file's text, without a byte order mark; raises Misconfigured."""
    from briefing.config.document import Mistake, place_of

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Misconfigured([f"{path}: is larger than {MAX_BYTES // 1000} kB"])
        return data.decode("utf-8").removeprefix("\ufeff")
    except FileNotFoundError as error:
        raise Misconfigured([f"{path}: there is no such file: briefing init writes a starter"]) from error
    except OSError as error:
        raise Misconfigured([f"{path}: cannot be read: {error.strerror or error}"]) from error
    except UnicodeDecodeError as error:
        place = place_of(error.object[: error.start].decode("utf-8"))
        raise Misconfigured([_line(path, Mistake(place, (), f"is not UTF-8: {error.reason}"))]) from error


def output_of(path: Path, environ: Mapping[str, str]) -> Path:
    """Return the output folder that a feeds.yaml names, even one that is broken elsewhere; the usual one where that is lost."""
    from briefing.config.document import read

    named: object = None
    with suppress(Misconfigured):
        document = read(text := text_of(path), environ)
        if isinstance(document.tree, dict):
            named = document.tree.get("output")
        elif found := OUTPUT.search(text):  # not even YAML, but the line may stand
            named = VARIABLE.sub(lambda name: environ.get(name[1], ""), found[1].strip().strip("\"'"))
    return (path.parent / (named if isinstance(named, str) and named else "output")).absolute()


def _checked(path: Path, document: Document, known: Known) -> shape.Root:
    from pydantic import ValidationError

    from briefing.config.checks import check
    from briefing.config.document import Mistake
    from briefing.config.shape import Root
    from briefing.config.wording import mistake

    if not document.broken and not isinstance(document.tree, dict):
        what = "is empty: briefing init writes a starter" if document.tree is None else "must be keys and values"
        document.mistakes.append(Mistake(document.place(()), (), what))
    if document.broken or not isinstance(document.tree, dict):
        raise Misconfigured(_lines(path, document.mistakes))
    root, shapeless, unfit, failure = None, list["Mistake"](), list["Mistake"](), None
    try:
        root = Root.model_validate(document.tree)
    except ValidationError as error:
        shapeless = [mistake(detail, document) for detail in error.errors(include_url=False)]
    try:
        unfit.extend(check(document, known, path.parent))
    except EngineFailed as error:
        failure = error
    if lines := _lines(path, chain(document.mistakes, shapeless, unfit)):
        raise Misconfigured(lines)
    if failure:
        raise failure
    assert root
    return root


def _too_short(config: Config, document: Document, known: Known) -> Iterable[Mistake]:
    """Yield the shows that have no room for one story; asked last, since it takes a right show to tell."""
    from briefing.config.document import Mistake

    for show in config.shows:
        where = ("shows", show.key, "minutes")
        if (least := known.least_minutes(show, config.site)) > show.minutes:
            what = f"is too short: opening, closing and one headline take {ceil(least * 100) / 100:g} minutes"
            yield Mistake(document.place(where), where, what)


def _outdated(root: shape.Root, document: Document) -> Iterable[Mistake]:
    """Yield the keys that are still read but should be written otherwise."""
    from briefing.config.document import Mistake

    where = ("fetch", "allow_private")
    if root.fetch.allow_private:
        what = "is an old key, read as `private: true` on feeds whose host has no public address: write that there instead"
        yield Mistake(document.keys[where], where, what)


def _lines(path: Path, mistakes: Iterable[Mistake]) -> list[str]:
    """Return the mistakes in the order of the file; of several about one value only the first, which caused the others."""
    first: dict[object, Mistake] = {}
    for mistake in mistakes:
        first.setdefault((mistake.place, mistake.where), mistake)
    return [_line(path, mistake) for mistake in sorted(first.values(), key=lambda mistake: mistake.place)]


def _line(path: Path, mistake: Mistake) -> str:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{_name(part)}" for part in mistake.where).lstrip(".")
    return ": ".join(part for part in (f"{path}:{mistake.place.line}:{mistake.place.column}", where, mistake.what) if part)


def _name(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else repr(key[:60])


class _Build:
    """Models to values, with the defaults that depend on something else."""

    def __init__(self, path: Path, document: Document, known: Known, root: shape.Root) -> None:
        self._path, self._document, self._known, self._root = path, document, known, root

    def config(self, output: Path | None) -> Config:
        """Return the whole."""
        root = self._root
        return Config(
            path=self._path,
            output=Path(os.path.abspath(output or self._path.parent / root.output)),  # noqa: PTH100  # a link stays a link
            site=Site(title=root.site.title, link=root.site.link, author=root.site.author, email=root.site.email),
            fetch=FetchOptions(allow_private=root.fetch.allow_private, per_host=root.fetch.per_host),
            shows=tuple(self._show(key, show) for key, show in root.shows.items()),
            retention=Retention(**root.retention.model_dump()),
            written=tuple(self._document.written.items()),
            variables=tuple(sorted(self._document.variables.items())),
            warnings=tuple(_line(self._path, old) for old in _outdated(root, self._document)),
        )

    def _show(self, key: str, show: shape.Show) -> Show:
        pack = self._known.language(show.language)
        assert pack
        return Show(
            key=key,
            title=show.title,
            description=show.description,
            language=show.language,
            timezone=show.timezone,
            schedule=show.schedule,
            minutes=show.minutes,
            min_stories=show.min_stories,
            max_age_hours=show.max_age_hours,
            voice=self._voice(show.voice, show.language, spare=bool(show.fallback)),
            summarizer=SummarizerChoice(show.summarizer.engine, show.summarizer.words),
            disclosure=show.disclosure or pack.disclosure,
            when_empty=show.when_empty,
            not_news=tuple(show.not_news.also),
            allow=tuple(show.not_news.allow),
            topics=tuple(show.topics.items()),
            mute=tuple(show.mute),
            skip=tuple(date.fromisoformat(day) for day in show.skip),
            catch_up=show.catch_up,
            give_up_after=hours(show.give_up_after),
            fallback=self._voice(show.fallback, show.language) if show.fallback else None,
            notify=Notify(tuple(show.notify.apprise), tuple(show.notify.command), show.notify.ping),
            feeds=tuple(self._feed(feed, ("shows", key, "feeds", number)) for number, feed in enumerate(show.feeds)),
        )

    def _voice(self, voice: shape.Voice, language: str, *, spare: bool = False) -> VoiceChoice:
        """Return the voice; with a spare one an engine that does not work is no error, its run tells of it."""
        from briefing.config.checks import usual_voice

        name = voice.name
        try:
            name = name or usual_voice(self._known, voice.engine, language)
        except EngineFailed:
            if not spare:
                raise
        return VoiceChoice(voice.engine, name, voice.rate)

    def _feed(self, feed: shape.Feed, where: Where) -> Feed:
        from briefing.config.addresses import identity, relative

        path = relative(feed.path, self._path.parent) if feed.path else ""
        address = dict(self._document.written).get((*where, "url"), feed.url) if feed.url else path
        name = feed.name or (str(urlsplit(feed.url).hostname).removeprefix("www.") if feed.url else Path(path).stem)
        old = bool(feed.url) and not feed.private and self._root.fetch.allow_private
        return Feed(
            identity(address), name, feed.url, path, feed.weight, feed.rights, feed.language, feed.full_text, feed.private, old
        )
