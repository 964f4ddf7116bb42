"""How long the chime and the silence between lines last: write plans with them, speak reckons with them, mix places them."""

from __future__ import annotations

CHIME_SECONDS = 1.8
PAUSES = {"chime": 0.4, "line": 0.35, "headline": 0.5, "segment": 0.9, "end": 0.5}  # seconds, by what has just sounded
SECONDS_WITHOUT_WORDS = CHIME_SECONDS + PAUSES["chime"] + PAUSES["end"]  # seconds of chime and silence at both ends
