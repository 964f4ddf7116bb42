"""Text made fit for terminals, logs and messages: nothing in it commands; what is secret in it, `briefing.lib.redact` knows."""

from __future__ import annotations

import re
import unicodedata

from briefing.lib.redact import Scrub as Scrub
from briefing.lib.redact import scrubber as scrubber


def plain(text: str) -> str:
    """Return text that cannot command a terminal: control and bidi characters are dropped, line breaks kept as spaces."""
    folded = re.sub("[\n\t\u2028\u2029]", " ", text)
    return "".join(char for char in folded if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
