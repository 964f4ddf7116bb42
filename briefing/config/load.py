"""Configuration loading: feeds.yaml -> Config, checked against its model and this machine; reports all mistakes at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from itertools import chain
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from briefing.config import shape
from briefing.config.addresses import make_feed_id, to_relative_path
from briefing.config.checks import check_shows, find_default_voice
from briefing.config.document import Document, Mistake, parse_document
from briefing.config.rules import parse_hours
from briefing.config.shape import Root
from briefing.config.text import format_mistake, read_config_text
from briefing.config.values import Capabilities, Config, FetchOptions, Retention, Where
from briefing.config.wording import build_mistake
from briefing.model.errors import EngineFailed, Misconfigured
from briefing.model.show import Feed, Notify, Show, Site, SummarizerChoice, VoiceChoice


def load_config(path: Path, known: Capabilities, environ: Mapping[str, str], output: Path | None = None) -> Config:
    """Return the configuration in a file; `output` (relative to the caller's folder) overrides the file's own.

    Raises Misconfigured with every mistake, each `FILE:LINE:COLUMN: where: what`, and EngineFailed when a voice engine in it
    does not work on this machine and nothing else is wrong.
    """
    return load_config_text(read_config_text(path), path, known, environ, output)


def load_config_text(text: str, path: Path, known: Capabilities, environ: Mapping[str, str], output: Path | None = None) -> Config:
    """Return the configuration in a text that is, or will be, in the file at `path`; raises as `load_config` does."""
    document = parse_document(text, environ)
    root = _validate_document(path, document, known)
    config = _ConfigBuilder(path, document, known, root).build_config(output)
    if lines := _format_mistakes(path, _find_too_short(config, document, known)):
        raise Misconfigured(lines)
    return config


def _validate_document(path: Path, document: Document, known: Capabilities) -> shape.Root:
    if not document.broken and not isinstance(document.tree, dict):
        what = "is empty: briefing init writes a starter" if document.tree is None else "must be keys and values"
        document.mistakes.append(Mistake(document.find_place(()), (), what))
    if document.broken or not isinstance(document.tree, dict):
        raise Misconfigured(_format_mistakes(path, document.mistakes))
    root, shapeless, unfit, failure = None, list["Mistake"](), list["Mistake"](), None
    try:
        root = Root.model_validate(document.tree)
    except ValidationError as error:
        shapeless = [build_mistake(detail, document) for detail in error.errors(include_url=False)]
    try:
        unfit.extend(check_shows(document, known, path.parent))
    except EngineFailed as error:
        failure = error
    if lines := _format_mistakes(path, chain(document.mistakes, shapeless, unfit)):
        raise Misconfigured(lines)
    if failure:
        raise failure
    assert root
    return root


def _find_too_short(config: Config, document: Document, known: Capabilities) -> Iterable[Mistake]:
    """Yield a mistake for each show too short for one story; comes last, since only a valid show can be measured."""
    for show in config.shows:
        where = ("shows", show.key, "minutes")
        if (least := known.compute_min_minutes(show, config.site)) > show.minutes:
            what = f"is too short: opening, closing and one headline take {ceil(least * 100) / 100:g} minutes"
            yield Mistake(document.find_place(where), where, what)


def _find_outdated(root: shape.Root, document: Document) -> Iterable[Mistake]:
    """Yield a mistake for each deprecated key in use."""
    where = ("fetch", "allow_private")
    if root.fetch.allow_private:
        what = "is an old key, read as `private: true` on feeds whose host has no public address: write that there instead"
        yield Mistake(document.keys[where], where, what)


def _format_mistakes(path: Path, mistakes: Iterable[Mistake]) -> list[str]:
    """Return the mistakes as lines in the order of the file; only the first one about a value, since it caused the others."""
    first: dict[object, Mistake] = {}
    for mistake in mistakes:
        first.setdefault((mistake.place, mistake.where), mistake)
    return [format_mistake(path, mistake) for mistake in sorted(first.values(), key=lambda mistake: mistake.place)]


class _ConfigBuilder:
    """Builder of Config values from the models, with the defaults that depend on other values."""

    def __init__(self, path: Path, document: Document, known: Capabilities, root: shape.Root) -> None:
        self._path, self._document, self._known, self._root = path, document, known, root

    def build_config(self, output: Path | None) -> Config:
        """Return the whole configuration."""
        root = self._root
        return Config(
            path=self._path,
            output=Path(os.path.abspath(output or self._path.parent / root.output)),  # noqa: PTH100  # a link stays a link
            site=Site(title=root.site.title, link=root.site.link, author=root.site.author, email=root.site.email),
            fetch=FetchOptions(allow_private=root.fetch.allow_private, per_host=root.fetch.per_host),
            shows=tuple(self._build_show(key, show) for key, show in root.shows.items()),
            retention=Retention(**root.retention.model_dump()),
            written=tuple(self._document.written.items()),
            variables=tuple(sorted(self._document.variables.items())),
            warnings=tuple(format_mistake(self._path, old) for old in _find_outdated(root, self._document)),
        )

    def _build_show(self, key: str, show: shape.Show) -> Show:
        pack = self._known.find_language(show.language)
        assert pack
        built: dict[str, Any] = {
            "key": key,
            "voice": self._build_voice(show.voice, show.language, spare=bool(show.fallback)),
            "summarizer": SummarizerChoice(show.summarizer.engine, show.summarizer.words),
            "disclosure": show.disclosure or pack.disclosure,
            "not_news": tuple(show.not_news.also),
            "allow": tuple(show.not_news.allow),
            "topics": tuple(show.topics.items()),
            "mute": tuple(show.mute),
            "skip": tuple(date.fromisoformat(day) for day in show.skip),
            "give_up_after": parse_hours(show.give_up_after),
            "fallback": self._build_voice(show.fallback, show.language) if show.fallback else None,
            "notify": Notify(tuple(show.notify.apprise), tuple(show.notify.command), show.notify.ping),
            "feeds": tuple(self._build_feed(feed, ("shows", key, "feeds", number)) for number, feed in enumerate(show.feeds)),
        }
        return Show(**{**_copy_plain(show, Show), **built})

    def _build_voice(self, voice: shape.Voice, language: str, *, spare: bool = False) -> VoiceChoice:
        """Return the voice; with `spare` (a fallback exists) a failing engine is no error: the run reports it."""
        name = voice.name
        try:
            name = name or find_default_voice(self._known, voice.engine, language)
        except EngineFailed:
            if not spare:
                raise
        return VoiceChoice(voice.engine, name, voice.rate)

    def _build_feed(self, feed: shape.Feed, where: Where) -> Feed:
        path = to_relative_path(feed.path, self._path.parent) if feed.path else ""
        address = dict(self._document.written).get((*where, "url"), feed.url) if feed.url else path
        name = feed.name or (str(urlsplit(feed.url).hostname).removeprefix("www.") if feed.url else Path(path).stem)
        old = bool(feed.url) and not feed.private and self._root.fetch.allow_private
        built: dict[str, Any] = {
            "id": make_feed_id(address),
            "name": name,
            "path": path,
            "private_unless_public": old,
        }
        return Feed(**{**_copy_plain(feed, Feed), **built})


def _copy_plain(section: shape.Section, kind: type[Show] | type[Feed]) -> dict[str, Any]:
    """Return what a value takes from feeds.yaml under the same name and as it is: a new key of that sort costs nothing here."""
    known = type(section).model_fields
    return {field.name: getattr(section, field.name) for field in fields(kind) if field.name in known}
