"""Whatever the file holds, it is a configuration or a list of mistakes."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from briefing.config.document import parse_document
from briefing.config.effective import render_effective
from briefing.config.values import Config
from briefing.model.errors import Misconfigured
from tests.config.reading import SMALL, config
from tests.config.test_load import FULL

BRIEF = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KEY_NAMES = """
version output site fetch shows a title link language timezone schedule minutes voice summarizer engine name rate
words disclosure when_empty feeds url path weight rights per_host email review
"""
KEYS = st.sampled_from([*KEY_NAMES.split(), "[key]", "", "\ud800", "é", "a b"]) | st.text(max_size=3)
ODD = ["http://h/x", "local.xml", "en", "UTC", "0 6 * * *", "${HOME}", "${NO", "${NOPE}", "http://[", "\ud800", "\0"]
PIECES = ["", ":", "\n", "{", "}", "'", "&a ", "*a", "\t", "- ", "!!x ", "0", "\x00", "é"]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(ODD)
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=20)
SHOWS = st.dictionaries(KEYS, TREES, max_size=8)


def outcome(folder: Path, text: str) -> Config | tuple[str, ...]:
    """The configuration or the mistakes; any other exception fails the test."""
    try:
        return config(folder, text, {"HOME": "/home/eve\n"})
    except Misconfigured as error:
        found = error.mistakes
    assert found
    assert [line for line in found if "\n" in line or not line.startswith(f"{folder}/feeds.yaml:")] == []
    return found


@BRIEF
@given(text=st.text(alphabet=st.sampled_from("ab:-?,[]{}#&*!|>'\"%@` \n\t0.~$\\<=" + string.digits) | st.characters(), max_size=60))
def test_any_text_is_a_configuration_or_mistakes(tmp_path: Path, text: str) -> None:
    """No text ends in any other exception, and every mistake is one line that begins with the file."""
    outcome(tmp_path, text)


@BRIEF
@given(at=st.integers(0, len(FULL)), cut=st.integers(0, 40), put=st.sampled_from(PIECES))
def test_a_damaged_configuration_is_a_configuration_or_mistakes(tmp_path: Path, at: int, cut: int, put: str) -> None:
    """A right file with a piece cut out and a sign put in ends in no other exception."""
    outcome(tmp_path, FULL[:at] + put + FULL[at + cut :])


@BRIEF
@given(tree=SHOWS, show=SHOWS, feeds=st.lists(st.dictionaries(KEYS, SCALARS, max_size=3), max_size=3))
def test_any_tree_is_a_configuration_or_mistakes(
    tmp_path: Path, tree: dict[str, object], show: dict[str, object], feeds: list[object]
) -> None:
    """Right keys with wrong values of every type end in no other exception."""
    whole = {**tree, "shows": {"a": {"title": "T", **show, "feeds": feeds}}}
    outcome(tmp_path, _flow(whole))


@BRIEF
@given(title=st.text(min_size=1, max_size=40))
def test_a_title_is_refused_or_kept_and_printed_back(tmp_path: Path, title: str) -> None:
    """A title comes through reading and printing unchanged but for its white space, or is refused."""
    found = outcome(tmp_path, SMALL.replace("The Morning Briefing", _flow(title)))
    if isinstance(found, Config):
        assert "".join(found.shows[0].title.split()) == "".join(title.split())
        assert config(tmp_path, render_effective(found)).shows == found.shows


@BRIEF
@given(tree=TREES)
def test_reading_agrees_with_ruamel(tree: object) -> None:
    """On a document without surprises, what we build from the events is what ruamel.yaml loads."""
    text = _flow(tree)
    document = parse_document(text, {})
    if not document.mistakes and "e+" not in text and ".inf" not in text and ".nan" not in text:
        assert document.tree == YAML(typ="safe", pure=True).load(text)


def _flow(value: object) -> str:
    """A value as YAML in one line; texts in double quotes, so that every character can be written."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(char):08x}" if not char.isalnum() or ord(char) > 127 else char for char in value) + '"'
    return (
        {None: "~", True: "true", False: "false"}.get(value, str(value)) if value is None or isinstance(value, bool) else str(value)
    )


@pytest.mark.parametrize("nasty", ["[" * 200_000, "{a: " * 60_000, "- " * 120_000, "&a " * 80_000, '"\\' * 120_000])
def test_a_bomb_is_refused_at_once(tmp_path: Path, nasty: str) -> None:
    """Nesting and anchors without end are a mistake, not a hanging or overflowing program."""
    assert isinstance(outcome(tmp_path, nasty), tuple)
