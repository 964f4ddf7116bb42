"""Relative days and the first person in real news, held against marks made by hand (days.toml)."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from briefing.model.language import Language
from briefing.write.relative_days.apply import resolve_days
from briefing.write.rules import check_first_person

TABLE = tomllib.loads(Path(__file__).with_name("days.toml").read_text("utf-8"))
RELATIVE: list[tuple[str, str, int, int, str, str, str]] = [tuple(row) for row in TABLE["relative"]]
FIRST_PERSON: list[tuple[str, str, int, int, str]] = [tuple(row) for row in TABLE["first_person"]]


@cache
def articles(file: Path) -> Mapping[str, str]:
    """Return the texts of a file by the articles' ids."""
    return {row["id"]: row["text"] for row in map(json.loads, file.read_text("utf-8").splitlines())}


@pytest.mark.parametrize("row", RELATIVE, ids=lambda row: f"{row[0]} {row[1][:12]} {row[2]} {row[4][:10]}")
def test_relative_days(row: tuple[str, str, int, int, str, str, str], shared: Path, english: Language) -> None:
    """What counts its days from another is said as the day it means, left out when unsure, else left as it stands."""
    file, article, start, end, published, heard, says = row
    sentence = articles(shared / "data/news" / f"{file}.jsonl")[article][start:end]
    edits = resolve_days(sentence, datetime.fromisoformat(published), date.fromisoformat(heard), "Europe/Kyiv", english)
    if isinstance(edits, str):
        found = "left out"
    else:
        found = "; ".join(f"{sentence[edit.start : edit.end]} > {edit.said}" for edit in edits) or "as it stands"
    assert found == says, edits


@pytest.mark.parametrize("row", FIRST_PERSON, ids=lambda row: f"{row[0]} {row[1][:12]} {row[2]}")
def test_first_person(row: tuple[str, str, int, int, str], shared: Path, english: Language) -> None:
    """Outside quotation marks it is never read; within them, and in names that only look like it, it is."""
    file, article, start, end, says = row
    sentence = articles(shared / "data/news" / f"{file}.jsonl")[article][start:end]
    assert check_first_person(sentence, english).startswith("first person") is (says == "left out")


def test_the_tables_are_wide() -> None:
    """At least 120 sentences count days and 60 speak of themselves, and refusing is right for many."""
    sentences = {row[:4] for row in RELATIVE}
    says = Counter("edited" if ">" in row[6] else row[6] for row in RELATIVE)
    assert len(sentences) >= 120
    assert min(says["left out"], says["edited"]) >= 60
    assert len({row[:4] for row in FIRST_PERSON}) >= 60
