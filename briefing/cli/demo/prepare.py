"""The sample feeds, dated before the slot, and the feeds.yaml that makes an episode of them, written into a folder."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.resources import files
from pathlib import Path
from string import Template

from briefing.lib.files import write_file
from briefing.model.errors import CannotWrite, Usage

DEFAULT = "en"
GONE_ON_WITH = timedelta(hours=1)  # a demo that was killed, or is asked for again, is the same edition

_OURS = re.compile(r"# Made by `briefing demo(?: --language (\w+))?` for (\d{4}-\d\d-\d\dT\d\d:\d\dZ);")
_DATE = re.compile(r"\{\{(rss|atom) (\d+(?:\.\d+)?)\}\}")


def list_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have sample feeds, sorted."""
    return tuple(sorted(entry.name for entry in files(__package__).iterdir() if (entry / "feeds.yaml").is_file()))


def prepare_demo(folder: Path, now: datetime, language: str = DEFAULT) -> Path:
    """Write the sample feeds of a language and their feeds.yaml into `folder`, which may be new; return the path of the feeds.yaml.

    The show's slot is the minute of `now` (aware), its items are dated within the 20 hours before. A demo made in that folder
    within the last hour keeps its slot; a later one has feeds of its own, so that its news is news again. Raises Usage when there
    are no feeds in that language or the folder has a feeds.yaml that is not this demo's, CannotWrite when the folder refuses.
    """
    if language not in list_languages():
        raise Usage(language, "has no demo", hint=f"there are {', '.join(list_languages())}")
    config = folder / "feeds.yaml"
    slot = _choose_slot(config, language, now.astimezone(UTC).replace(second=0, microsecond=0))
    feeds = f"sample-feeds/{slot:%Y-%m-%d-%H%M}"
    material = files(__package__) / language
    for feed in sorted(material.iterdir(), key=lambda entry: entry.name):
        if feed.name.endswith(".xml"):
            _write(folder / feeds / feed.name, date_feed(feed.read_text("utf-8"), slot))
    template = Template((material / "feeds.yaml").read_text("utf-8"))
    schedule = f"{slot.minute} {slot.hour} * * *"
    _write(config, template.substitute(slot=f"{slot:%Y-%m-%dT%H:%MZ}", schedule=schedule, feeds=feeds))
    return config


def date_feed(feed: str, slot: datetime) -> str:
    """Return a sample feed with its placeholders as dates: so many hours before `slot`, as RSS or as Atom write them."""

    def date(match: re.Match[str]) -> str:
        when = slot - timedelta(hours=float(match[2]))
        return format_datetime(when) if match[1] == "rss" else when.isoformat()

    return _DATE.sub(date, feed)


def _choose_slot(config: Path, language: str, minute: datetime) -> datetime:
    """Return the slot of an existing demo when it is fresh and of the same day, else this minute."""
    try:
        found = config.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return minute
    except OSError as error:
        raise _refused(config, error) from error
    made, spoken = _read_made_for(found)
    if not made:
        raise Usage(str(config), "was not made by the demo", hint="choose another folder with --output")
    if spoken != language:
        raise Usage(str(config), f"is the demo in {spoken!r}, not in {language!r}", hint="choose another folder with --output")
    fresh = timedelta(0) <= minute - made < GONE_ON_WITH and made.date() == minute.date()
    return made if fresh else minute


def _read_made_for(config: str) -> tuple[datetime | None, str]:
    """Return slot and language in a feeds.yaml that the demo made, no slot in any other."""
    match = _OURS.match(config)
    try:
        return (datetime.fromisoformat(match[2]), match[1] or DEFAULT) if match else (None, "")
    except ValueError:
        return None, ""


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, text.encode(), keep_mode=False, unique=True)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(str(path), "cannot be written", error.strerror or str(error), "choose another folder with --output")
