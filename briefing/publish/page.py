"""The pages: an episode with its player and words, a show, the site; each whole in itself, asking no other host for anything."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from briefing.model import Show, Site
from briefing.ports import Language
from briefing.publish.redact import link
from briefing.publish.sections import headline, references, sections
from briefing.publish.text import harmless, one_line, stamp
from briefing.published import Episode

NEWEST = 3  # episodes of each show on the site's page


@dataclass(frozen=True, slots=True)
class Shelf:
    """A show with its episodes, newest first, and the name of its cover's file."""

    show: Show
    language: Language
    episodes: Sequence[Episode]
    cover: str


def episode_page(episode: Episode, show: Show, site: Site, language: Language, cover: str) -> str:
    """Return the page of one episode, which lies in its folder."""
    return _render(
        "episode", episode.language, language, episode=episode, show=show, site=site, cover=cover, sections=sections(episode)
    )


def show_page(shelf: Shelf, site: Site) -> str:
    """Return a show's page, which lies in the show's folder."""
    return _render("show", shelf.show.language, shelf.language, shelf=shelf, show=shelf.show, site=site)


def site_page(shelves: Sequence[Shelf], site: Site) -> str:
    """Return the page of all shows, in the first show's language."""
    first = shelves[0]
    return _render("site", first.show.language, first.language, shelves=shelves, site=site, newest=NEWEST)


def show_notes(episode: Episode, language: Language) -> str:
    """Return what a podcast app shows beside the player, as HTML: chapters with their times, sources, the disclosure."""
    return _render("notes", episode.language, language, episode=episode, references=references(episode.cues))


def written_date(day: date, language: Language, tag: str) -> str:
    """Return a day in words, as the language's date format has it, in the locale of a BCP 47 tag."""
    words = format_date(day, language.date_format, locale=Locale.parse(tag, sep="-"))
    return words[:1].upper() + words[1:]


def _render(template: str, tag: str, language: Language, **values: object) -> str:
    """Render with everything escaped; characters that deceive readers are gone from the whole."""
    environment = _environment()
    style, script = _inline("style.css"), _inline("player.js")
    return harmless(
        environment.get_template(f"{template}.html.j2").render(
            values,
            words=language.words,
            headline=headline,
            lang=tag,
            dir=Locale.parse(tag, sep="-").text_direction,
            day=lambda day: written_date(day, language, tag),
            style=style,
            style_hash=_hash(style),
            script=script,
            script_hash=_hash(script),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("briefing.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    filters: Mapping[str, Callable[..., str]] = {"link": link, "stamp": stamp, "line": one_line, "folder": _folder}
    environment.filters.update(filters)
    return environment


def _folder(episode: Episode) -> str:
    return episode.edition.removeprefix(f"{episode.show}-")


@cache
def _inline(name: str) -> Markup:
    return Markup((files("briefing.publish") / "templates" / name).read_text("utf-8"))  # noqa: S704  our own file, no input


def _hash(text: str) -> str:
    """Return the hash by which a Content-Security-Policy allows exactly this text (W3C CSP3, section 2.3.1)."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
