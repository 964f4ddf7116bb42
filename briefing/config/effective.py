"""Effective configuration as YAML, with defaults filled in and secrets masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from io import StringIO

from ruamel.yaml import YAML

from briefing.config.addresses import strip_user
from briefing.config.values import Config, Where
from briefing.lib.redact import secrets_in, shown
from briefing.model.show import Feed, Show

Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool


def render_effective(config: Config) -> str:
    """Return the values as YAML that feeds.yaml may contain itself; secrets are masked.

    Values from the environment are written as `${NAME}`, other possible secrets in addresses as `***`.
    """
    whole: Plain = {
        "version": 1,
        "output": str(config.output),
        "site": asdict(config.site),
        "fetch": {**({"allow_private": True} if config.fetch.allow_private else {}), "per_host": config.fetch.per_host},
        "retention": asdict(config.retention),
        "shows": {show.key: _dump_show(show) for show in config.shows},
    }
    yaml = YAML()
    yaml.width = 10_000
    text = StringIO()
    yaml.dump(_mask_secrets(whole, (), dict(config.written)), text)
    return text.getvalue()


def _dump_show(show: Show) -> Plain:
    plain: dict[str, Plain] = asdict(show)
    return {key: value for key, value in plain.items() if key not in ("key", "feeds", "allow", "fallback")} | {
        "not_news": {"also": list(show.not_news), "allow": list(show.allow)},
        "topics": dict(show.topics),
        "mute": list(show.mute),
        "skip": [day.isoformat() for day in show.skip],
        "give_up_after": f"{round(show.give_up_after * 60)}m",
        **({"fallback": asdict(show.fallback)} if show.fallback else {}),
        "notify": {
            "apprise": list(show.notify.apprise),
            "command": list(show.notify.command),
            "ping": strip_user(show.notify.ping) if show.notify.ping else "",
        },
        "feeds": [_dump_feed(feed) for feed in show.feeds],
    }


def _dump_feed(feed: Feed) -> dict[str, Plain]:
    place = {"url": strip_user(feed.url)} if feed.url else {"path": feed.path}
    language: dict[str, Plain] = {"language": feed.language} if feed.language else {}
    private: dict[str, Plain] = {"private": True} if feed.private else {}
    told: dict[str, Plain] = {"name": feed.name, "weight": feed.weight, "rights": feed.rights}
    return {**place, **told, **language, "full_text": feed.full_text, **private}


def _mask_secrets(value: Plain, where: Where, written: Mapping[Where, str]) -> Plain:
    """Return the value, with each text from the environment as it is in the file."""
    if isinstance(value, dict):
        return {key: _mask_secrets(one, (*where, key), written) for key, one in value.items()}
    if isinstance(value, list):
        return [_mask_secrets(one, (*where, number), written) for number, one in enumerate(value)]
    value = written.get(where, value)
    return shown(value) if isinstance(value, str) and any(secrets_in(value)) else value
