"""Holds what was found against what is kept: a difference is a unified diff, no difference is empty."""

from __future__ import annotations

import re
from difflib import unified_diff
from pathlib import Path

VARYING = (  # what another encoder, another font engine or another version of ours may change
    (r'"(size|integrated_lufs|true_peak_dbtp)": [-\d.]+', r'"\1": 0'),
    (r'"sha256": "\w+"', '"sha256": ""'),
    (r'length="\d+"', 'length="0"'),
    (r"cover-\w+\.jpg", "cover.jpg"),
    (r"Briefing \d+\.\d+\.\w+", "Briefing"),
    (r"[\d.,]+ MB", "0 MB"),
    (r"(?s)<(style|script)>.+?</\1>", r"<\1></\1>"),  # files of their own, and seen in the browser's tests
    (r"'sha256-[\w+/=]+'", "'sha256-'"),
)


def steady(text: str) -> str:
    """Return a text without what may vary."""
    for pattern, replacement in VARYING:
        text = re.sub(pattern, replacement, text)
    return text


def read(path: Path) -> str:
    """Return a file letter by letter, line ends too; a missing one is empty."""
    return path.read_bytes().decode() if path.exists() else ""


def difference(kept: Path, found: str) -> str:
    """Return what makes the kept file into what was found, as a unified diff."""
    name = f"{kept.parent.name}/{kept.name}"
    rows = unified_diff(read(kept).splitlines(), found.splitlines(), f"kept/{name}", f"found/{name}", lineterm="")
    return "\n".join(rows) or ("" if read(kept) == found else f"{name}: only line ends differ")
