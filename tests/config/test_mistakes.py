"""Every mistake a producer can make, and the exact line that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.reading import SMALL, feed, mistakes, show

KEY = "a show's key is 1 to 40 of a-z, 0-9 and -, begins with a letter and does not end in a date"
WEB = "must be an address that begins with http:// or https://"

YAML = [
    pytest.param("", "1:1: is empty: briefing init writes a starter", id="empty file"),
    pytest.param("# nothing\n", "1:1: is empty: briefing init writes a starter", id="comments only"),
    pytest.param("- a\n", "1:1: must be keys and values", id="a list at the top"),
    pytest.param(
        "shows:\n  a: b: c\n",
        "2:7: is not YAML: mapping values are not allowed here; text with a colon in it needs quotes",
        id="colon in plain text",
    ),
    pytest.param(
        "site:\n\ttitle: x\n",
        "2:1: is not YAML: found character '\\t' that cannot start any token while scanning for the next token; indent with spaces",
        id="tab as indentation",
    ),
    pytest.param(
        "site: {title: 'x\n", "2:1: is not YAML: found unexpected end of stream while scanning a quoted scalar", id="open quote"
    ),
    pytest.param("a: \x07\n", "1:4: holds the control character U+0007", id="control character in the file"),
    pytest.param("%YAML 1.1\n---\nversion: 1\n", "2:1: YAML directives (%) are not supported", id="directive"),
    pytest.param(
        f"{SMALL}---\n{SMALL}", "6:1: a second YAML document begins here: one file is one configuration", id="two documents"
    ),
    pytest.param(f"? [a]\n: 1\n{SMALL}", "1:3: a key must be one printable word", id="a list as key"),
    pytest.param(f'"\\ud800": 1\n{SMALL}', "1:1: a key must be one printable word", id="a surrogate as key"),
    pytest.param(
        "shows: " + "[" * 5000, "1:19: shows" + "[0]" * 11 + ": is nested deeper than 12 levels", id="thousands of brackets"
    ),
    pytest.param(f"output: !!str x\n{SMALL}", "1:9: output: the YAML tag tag:yaml.org,2002:str is not supported", id="tag"),
    pytest.param(f"{SMALL}shows: {{}}\n", "6:1: shows: stands here a second time, first in line 1", id="doubled key"),
    pytest.param(
        f"<<: {{output: x}}\n{SMALL}",
        "1:1: '<<': unknown key; there are version, output, site, fetch, retention, shows",
        id="merge key",
    ),
]

TOP = [
    pytest.param(f"version: 2\n{SMALL}", "1:10: version: this program reads version 1, not 2", id="another version"),
    pytest.param(f"version: true\n{SMALL}", "1:10: version: must be a whole number, not true", id="version true"),
    pytest.param(
        f"'[key]': 1\n{SMALL}",
        "1:1: '[key]': unknown key; there are version, output, site, fetch, retention, shows",
        id="pydantic's own word",
    ),
    pytest.param(f"output:\n{SMALL}", "1:1: output: has no value", id="key without value"),
    pytest.param(f"output: ''\n{SMALL}", "1:9: output: must not be empty", id="empty output"),
    pytest.param(f"outptu: x\n{SMALL}", "1:1: outptu: unknown key; did you mean 'output'?", id="unknown key"),
    pytest.param(f"site: {{link: ftp://x}}\n{SMALL}", f"1:14: site.link: {WEB}, not 'ftp://x'", id="site link scheme"),
    pytest.param(
        f"site: {{link: 'https://x/?a'}}\n{SMALL}",
        "1:14: site.link: must be the plain address of a folder, without ?, # and user, not 'https://x/?a'",
        id="site link with query",
    ),
    pytest.param(f"site: {{email: me}}\n{SMALL}", "1:15: site.email: must be like news@example.org, not 'me'", id="email"),
    pytest.param(
        f"site: {{title: 2026}}\n{SMALL}", "1:15: site.title: must be text, not 2026; put it in quotes", id="number as text"
    ),
    pytest.param(f"site: {{title: [x]}}\n{SMALL}", "1:15: site.title: must be text, not a list", id="list as text"),
    pytest.param(
        f"fetch: {{allow_private: yes}}\n{SMALL}",
        "1:24: fetch.allow_private: must be true or false, not 'yes'",
        id="yes is no truth",
    ),
    pytest.param(f"fetch: {{per_host: 0}}\n{SMALL}", "1:19: fetch.per_host: must be at least 1, not 0", id="none at a time"),
    pytest.param("version: 1\n", "1:1: shows: is missing", id="no shows"),
    pytest.param("shows: {}\n", "1:8: shows: must not be empty", id="empty shows"),
    pytest.param("shows: [a]\n", "1:8: shows: must be keys and values, such as {key: value}", id="shows as list"),
    pytest.param(SMALL.replace("morning:", "Morning:"), f"2:3: shows.Morning: {KEY}", id="capital in a show's key"),
    pytest.param(SMALL.replace("morning:", "a-2026-11-22:"), f"2:3: shows.a-2026-11-22: {KEY}", id="show's key ends in a date"),
    pytest.param(SMALL.replace("morning:", "../x:"), f"2:3: shows.'../x': {KEY}", id="show's key climbs out"),
    pytest.param(SMALL.replace("morning:", "a" * 41 + ":"), f"2:3: shows.{'a' * 41}: {KEY}", id="show's key too long"),
]

SHOW_KEYS = """
pronounce lexicon review keep loudness sounds category publish
"""
COMING = (
    *(("shows.a", 3, 5, key) for key in SHOW_KEYS.split()),
    *(("shows.a.feeds[0]", 4, 14, key) for key in ("prune", "headers", "voice")),
)


@pytest.mark.parametrize(("text", "expected"), [*YAML, *TOP])
def test_one_mistake_is_told_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    """One mistake is one line: file, line, column, where, what, and the nearest right word."""
    assert mistakes(tmp_path, text) == [f"feeds.yaml:{expected}"]


@pytest.mark.parametrize(("where", "line", "column", "key"), [pytest.param(*row, id=row[3]) for row in COMING])
def test_a_key_to_come_is_refused(tmp_path: Path, where: str, line: int, column: int, key: str) -> None:
    """A key that is planned but does nothing yet is refused, never ignored."""
    text = show(f"{key}: 1") if line == 3 else feed(f"{key}: 1, path: local.xml")
    assert mistakes(tmp_path, text) == [f"feeds.yaml:{line}:{column}: {where}.{key}: not available in this version"]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Mistakes of YAML, of single values, of values that do not fit each other, and of the machine hide none of the others."""
    text = """\
version: 3
site: {titel: x}
shows:
  a:
    title: A
    title: B
    timezone: Mars/Olympus
    minutes: 0
    voice: {name: uk, rate: 1}
    feeds:
      - {path: nowhere.xml, weight: heavy}
      - {url: "http://h/${NOPE}"}
  b:
    review: true
    summarizer: {engine: oracle}
"""
    assert [line.split(": ")[:2] for line in mistakes(tmp_path, text)] == [
        ["feeds.yaml:1:10", "version"],
        ["feeds.yaml:2:8", "site.titel"],
        ["feeds.yaml:6:5", "shows.a.title"],
        ["feeds.yaml:7:15", "shows.a.timezone"],
        ["feeds.yaml:8:14", "shows.a.minutes"],
        ["feeds.yaml:9:19", "shows.a.voice.name"],
        ["feeds.yaml:9:29", "shows.a.voice.rate"],
        ["feeds.yaml:11:37", "shows.a.feeds[0].weight"],
        ["feeds.yaml:12:15", "shows.a.feeds[1].url"],
        ["feeds.yaml:13:3", "shows.b.title"],
        ["feeds.yaml:13:3", "shows.b.feeds"],
        ["feeds.yaml:14:5", "shows.b.review"],
        ["feeds.yaml:15:26", "shows.b.summarizer.engine"],
    ]
