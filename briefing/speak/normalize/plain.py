"""Character normalisation: one way to write each character, and nothing that an engine could take for a command."""

from __future__ import annotations

import re
import unicodedata

from briefing.model.language import Counting

_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "‚": "'", "`": "'", "´": "'",
     "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "—": " - ", "―": " - ", "…": "... "}
)  # fmt: skip
_KEPT = frozenset("LM")  # letters and marks: the first letter of the Unicode category; figures are words by now
_PUNCTUATION = frozenset(" .,;:!?'\"()-")
_GROUPS = re.compile(r"(?<=\d)(?:[\u00a0\u2009\u202f](?=\d{3}(?!\d))| (?=000(?!\d)))")
_FRACTIONS = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_CLOSED = re.compile(r"[.!?][\"')]*$")


def normalize_characters(text: str, counting: Counting) -> str:
    """Return the text with plain quotes, dashes, character widths and digits, and the language's numbers in the form `1,200.5`."""
    text = _FRACTIONS.sub(" ", _GROUPS.sub(counting.thousands, text)).replace("№", "#")
    text = unicodedata.normalize("NFKC", text.translate(_ALIKE))
    text = "".join(_normalize_digit(char) for char in text.translate(_ALIKE) if unicodedata.category(char) not in ("Cf", "Cs"))
    return _normalize_numbers(re.sub(r"\s+", " ", text).strip(), counting)


def _normalize_numbers(text: str, counting: Counting) -> str:
    """Write `1.200,5` and `1 200,5` as `1,200.5`; a comma before four digits or before another comma belongs to no number."""
    if (counting.thousands, counting.decimal) == (",", "."):
        return text
    group, mark = re.escape(counting.thousands), re.escape(counting.decimal)
    written = rf"(?<![\d.,])(\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{mark}(\d{{1,3}}))?(?!\d|,\d)"
    return re.sub(written, lambda m: m[1].replace(counting.thousands, ",") + (f".{m[2]}" if m[2] else ""), text)


def strip_unspeakable(text: str) -> str:
    """Return only letters and plain punctuation, with a full stop at the end if none is there; "" when no letter is left."""
    text = "".join(char if _is_speakable(char) else " " for char in text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?<!\w)-+(?=\w)|(?<=\w)-+(?!\w)", "", text.replace(" - ", ", "))
    text = re.sub(r"\( *\)|(?<!\w)-+(?!\w)", " ", text)
    text = re.sub(r"\s+([.,;:!?)])", r"\1", re.sub(r"\s+", " ", text))
    text = re.sub(r"([,;:])[,;:]+", r"\1", text).strip(" ,;:-")
    if not any(char.isalnum() for char in text):
        return ""
    return text if _CLOSED.search(text) else text + "."


def _is_speakable(char: str) -> bool:
    return char in _PUNCTUATION or unicodedata.category(char)[0] in _KEPT


def _normalize_digit(char: str) -> str:
    """Return a digit of any script as plain digits of its value; letters that have a value, such as 三, stay letters."""
    value = unicodedata.numeric(char, None) if unicodedata.category(char)[0] == "N" else None
    return char if value is None else str(int(value)) if value == int(value) else " "
