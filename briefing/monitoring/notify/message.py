"""A message to people, and how its delivery went."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.lib.redact import Scrub
from briefing.lib.text import to_plain

TITLE, TEXT = 200, 4000  # characters; what is longer is cut, since services cut or refuse


@dataclass(frozen=True, slots=True)
class Message:
    """One message to people: about the alert `key` of a show (empty: of no single show), which has begun or is `over`."""

    key: str
    show: str
    over: bool
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a message got out: by how many ways it was delivered, and in words why not by the others."""

    delivered: int
    failures: tuple[str, ...] = ()


def fit_message(message: Message, scrub: Scrub) -> Message:
    """Return a message that holds no secret and nothing hostile, and is as short as services take; its lines stay lines."""
    lines = (clean_message(line, scrub) for line in scrub(message.text)[: 4 * TEXT].split("\n"))
    return replace(
        message,
        key=cut_text(clean_message(message.key, scrub), TITLE),
        show=cut_text(clean_message(message.show, scrub), TITLE),
        title=cut_text(clean_message(message.title, scrub), TITLE),
        text=cut_text("\n".join(lines), TEXT),
    )


def clean_message(text: str, scrub: Scrub) -> str:
    """Return a text in one line without secrets and hostile characters; secrets are masked before and after that removal."""
    return scrub(to_plain(scrub(text)))


def cut_text(text: str, most: int) -> str:
    """Return a text of at most so many characters; one that was cut says so."""
    return text if len(text) <= most else text[: most - 1] + "…"
