"""What a language lacks is said all at once, and a language is nothing but its folder."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from briefing import languages
from briefing.languages import find_missing, list_languages
from briefing.languages.pack import FILES, TEMPLATES, find_gaps, read_pack

PACKS = Path(languages.__file__).parent
ENGLISH = PACKS / "en"
PACKAGE = PACKS.parent


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A new language's folder that has everything."""
    return Path(shutil.copytree(ENGLISH, tmp_path / "xx"))


def test_a_folder_with_everything_lacks_nothing(pack: Path) -> None:
    """A whole copy of English is a language, named by its folder."""
    assert find_gaps(pack, ENGLISH) == ()
    assert read_pack(pack).code == "xx"


def test_a_language_without_a_folder_lacks_every_file() -> None:
    """Who wants to add one reads what to write."""
    assert find_missing("xx-YY") == (*(f"{name}.j2" for name in TEMPLATES), *FILES)


def test_everything_that_is_missing_or_empty_is_named_at_once(pack: Path) -> None:
    """Files, keys, keys within tables, empty lists and texts; only what a language may do without may be empty."""
    (pack / "closing.j2").unlink()
    (pack / "story.j2").write_text(" \n")
    toml = (pack / "language.toml").read_text("utf-8")
    toml = toml.replace('voice = "en-us"', 'voice = ""').replace('chapters = "Chapters"\n', "")
    toml = toml.replace('["the"]', "[]").replace('press = ["news",', 'presses = ["news",')
    (pack / "language.toml").write_text(toml, "utf-8")
    counting = (pack / "counting.toml").read_text("utf-8").replace('decimal = "."\n', "")
    (pack / "counting.toml").write_text(counting, "utf-8")
    assert find_gaps(pack, ENGLISH) == (
        "story.j2",
        "closing.j2",
        "language.toml: voice",
        "language.toml: pointers",
        "language.toml: words.chapters",
        "language.toml: titles.press",
        "counting.toml: decimal",
    )


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_knows_a_language_by_name(path: Path) -> None:
    """No module names the code of a language but English, which is what is spoken when nothing is said: a pack is its folder."""
    named = {node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)}
    assert not named & (set(list_languages()) - {"en"})
