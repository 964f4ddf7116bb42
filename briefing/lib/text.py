"""Figures as readable text."""

from __future__ import annotations

import re
import unicodedata


def format_count(number: int, one: str, many: str = "") -> str:
    """Return `1 item`, `3 items`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def format_duration(seconds: float) -> str:
    """Return `4:58`: minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


# Control characters but tab and line ends, marks that reorder what a reader sees (Unicode bidi
# controls), lone surrogates, and the noncharacters that XML 1.0 forbids.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)


def strip_controls(text: str) -> str:
    """Return the text without characters that break files or deceive readers; white space stays as it is."""
    return _UNWANTED.sub("", text)


def to_one_line(text: str, limit: int = 0) -> str:
    """Return the text sound and on one line, cut at a word to `limit` code points (0: never)."""
    line = " ".join(strip_controls(" ".join(text.split())).split())  # folded first: a form feed is a space, too
    if not limit or len(line) <= limit:
        return line
    space = line.rfind(" ", limit // 2, limit)
    return (line[:space] if space > 0 else line[: limit - 1]) + "…"


def format_seconds(samples: int, rate: int) -> float:
    """Return samples at a rate (Hz) as seconds, to the millisecond."""
    return round(samples / rate, 3)


def to_milliseconds(time: float) -> int:
    """Return seconds as whole milliseconds."""
    return round(time * 1000)


def format_timestamp(time: float) -> str:
    """Return seconds as MM:SS, or H:MM:SS from the first hour on: the form players find in a description."""
    minutes, second = divmod(int(time), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute:02d}:{second:02d}"


def to_plain(text: str) -> str:
    """Return text that cannot command a terminal: control and bidi characters are dropped, line breaks kept as spaces."""
    folded = re.sub("[\n\t\u2028\u2029]", " ", text)
    return "".join(char for char in folded if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
