"""The pages: an episode with its player and words, a show, the site; each whole in itself, asking no other host for anything."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from briefing.lib.redact import link
from briefing.lib.text import format_timestamp, strip_controls, to_one_line
from briefing.model.episode import Episode
from briefing.model.language import Language
from briefing.model.show import Show, Site
from briefing.publish.card import EpisodeSummary
from briefing.publish.sections import build_sections, get_headline, list_references

NEWEST = 3  # episodes of each show on the site's page
WHOLE = 10  # episodes on a show's page that are shown with stories and chapters; older ones by their day alone
SPEEDS = ("0.75", "1", "1.25", "1.5", "1.75", "2")


@dataclass(frozen=True, slots=True)
class ShowPage:
    """A show, its newest episodes, the latest first, the name of its cover's file, and the `older` episodes, known by their day."""

    show: Show
    language: Language
    episodes: Sequence[Episode]
    cover: str
    older: Sequence[EpisodeSummary] = ()


def render_episode_page(episode: Episode, show: Show, site: Site, language: Language, cover: str) -> str:
    """Return the page of one episode, which lies in its folder."""
    return _render(
        "episode", episode.language, language, "episode.css", "player.js",
        episode=episode, show=show, site=site, cover=cover, sections=build_sections(episode), speeds=SPEEDS,
    )  # fmt: skip


def render_show_page(shelf: ShowPage, site: Site) -> str:
    """Return a show's page, which lies in the show's folder."""
    feed = get_feed_address(shelf.show, site)
    return _render(
        "show", shelf.show.language, shelf.language, "lists.css", "subscribe.js",
        shelf=shelf, show=shelf.show, site=site, address=feed, apps=list_apps(feed),
    )  # fmt: skip


def render_site_page(shelves: Sequence[ShowPage], site: Site) -> str:
    """Return the page of all shows: its frame in the first show's language, each show in its own."""
    first = shelves[0]
    return _render("site", first.show.language, first.language, "lists.css", shelves=shelves, site=site, newest=NEWEST)


def render_show_notes(episode: Episode, language: Language) -> str:
    """Return what a podcast app shows beside the player, as HTML: chapters with their times, sources, the disclosure."""
    return _render("notes", episode.language, language, episode=episode, references=list_references(episode.cues))


def format_written_date(day: date, language: Language, tag: str) -> str:
    """Return a day in words, as the language's date format has it, in the locale of a BCP 47 tag."""
    words = format_date(day, language.date_format, locale=Locale.parse(tag, sep="-"))
    return words[:1].upper() + words[1:]


def _render(template: str, tag: str, language: Language, sheet: str = "", script: str = "", /, **values: object) -> str:
    """Render with everything escaped; characters that deceive readers are gone from the whole."""
    style, code = _read_inline("style.css") + _read_inline(sheet), _read_inline(script)
    return strip_controls(
        _build_environment()
        .get_template(f"{template}.html.j2")
        .render(
            values,
            words=language.words,
            language=language,
            lang=tag,
            style=style,
            script=code,
            style_hash=_hash(style),
            script_hash=_hash(code) if code else "none",
        )
    )


@cache
def _build_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("briefing.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    filters: Mapping[str, Callable[..., str]] = {
        "link": link, "stamp": format_timestamp, "line": to_one_line, "day": format_written_date, "when": _format_when,
        "folder": _find_folder, "direction": _find_direction, "decimal": _format_decimal,
    }  # fmt: skip
    environment.filters.update(filters)
    environment.tests["headline"] = get_headline
    return environment


def _find_folder(episode: Episode | EpisodeSummary) -> str:
    """Return YYYY-MM-DD, or YYYY-MM-DD-HHMM where the day has several editions."""
    return episode.edition.removeprefix(f"{episode.show}-")


def _format_when(episode: Episode | EpisodeSummary, language: Language, tag: str) -> str:
    """Return the day in words, and the time where the day has several editions."""
    day, time = format_written_date(episode.day, language, tag), _find_folder(episode)[len("YYYY-MM-DD-") :]
    return f"{day}, {time[:2]}:{time[2:]}" if time else day


def _format_decimal(number: str | float, tag: str) -> str:
    return format_decimal(number, locale=Locale.parse(tag, sep="-"))


def _find_direction(tag: str) -> str:
    return Locale.parse(tag, sep="-").text_direction


@cache
def _read_inline(name: str) -> Markup:
    """Return a file of ours ("" for none) without indentation and comment lines, which are for us and not for phones."""
    if not name:
        return Markup()
    lines = (files("briefing.publish") / "templates" / name).read_text("utf-8").splitlines()
    kept = (line.strip() for line in lines)
    return Markup("\n".join(line for line in kept if line and not line.startswith(("//", "/*"))))  # noqa: S704  our own file, no input


def _hash(text: str) -> str:
    """Return the hash by which a Content-Security-Policy allows exactly this text (W3C CSP3, section 2.3.1)."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


@dataclass(frozen=True, slots=True)
class App:
    """A podcast app by name, and the link that opens the feed in it."""

    name: str
    url: str


def get_feed_address(show: Show, site: Site) -> str:
    """Return where the show's feed is found from anywhere, or "" while the site has no link."""
    return link(f"{site.link}/{show.key}/feed.xml") if site.link else ""


def list_apps(address: str) -> tuple[App, ...]:
    """Return the apps that take a feed's address in a link of their own scheme; none without an address."""
    bare = address.partition("://")[2]
    if not bare:
        return ()
    return (
        App("Apple Podcasts", f"podcast://{bare}"),
        App("Pocket Casts", f"pktc://subscribe/{bare}"),
        App("Overcast", f"overcast://x-callback-url/add?url={quote(address, safe='')}"),
        App("AntennaPod", f"antennapod-subscribe://{bare}"),
    )
