"""What a person or a log sees: results on stdout, everything else on stderr, nothing hostile on either."""

from __future__ import annotations

import unicodedata
from typing import TextIO

from briefing.model import Note
from briefing.ports import Progress


def plain(text: str) -> str:
    """Return text that cannot command a terminal: control and bidi characters are dropped, line breaks kept as spaces."""
    folded = text.replace("\n", " ").replace("\t", " ")
    return "".join(char for char in folded if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


class Console:
    """An Events that writes lines to a stream: notes always; progress as one changing line on a terminal, by stage elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._open = False

    def tell(self, event: Progress | Note) -> None:
        """Write the event."""
        if isinstance(event, Note):
            self._line(f"{event.stage}: {event.subject}: {event.message}")
        elif self._live:
            self._stream.write(f"\r\x1b[K{plain(f'{event.stage}: {event.done} of {event.total} {event.what}')[:100]}")
            self._open = event.done < event.total
            if not self._open:
                self._stream.write("\n")
            self._stream.flush()
        elif event.done >= event.total:
            self._line(f"{event.stage}: {event.total} of {event.total}")

    def _line(self, text: str) -> None:
        if self._open:
            self._stream.write("\n")
            self._open = False
        self._stream.write(plain(text) + "\n")
        self._stream.flush()
