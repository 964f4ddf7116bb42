"""The output folder, read from a feeds.yaml that may be broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config.text import find_output_folder


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        pytest.param("version: 1\noutput: made\nshows: {}\n", "made", id="named"),
        pytest.param("version: 1\nshows: {}\n", "output", id="the usual one"),
        pytest.param("output: ${MADE}\nminuets: 5\n", "by-environment", id="from the environment, a mistake elsewhere"),
        pytest.param("version: 1\noutput: made  # here\nshows: [\n", "made", id="no YAML, but the line stands"),
        pytest.param("version: 1\noutput: 'made here'\nshows: [\n", "made here", id="no YAML, in quotes"),
        pytest.param("output: # here\nshows: [\n", "output", id="no YAML, and no name"),
        pytest.param("output: ${MADE}\nshows: [\n", "by-environment", id="no YAML, from the environment"),
        pytest.param("# output: made\nshows: [\n", "output", id="no YAML, in a comment"),
        pytest.param("shows: {output: made}\n", "output", id="another output"),
        pytest.param("output: [made]\n", "output", id="no text"),
        pytest.param("", "output", id="empty"),
        pytest.param(None, "output", id="no file"),
    ],
)
def test_the_folder(tmp_path: Path, text: str | None, folder: str) -> None:
    """It is the one that is named, wherever else the file is wrong, or the usual one beside it."""
    if text is not None:
        (tmp_path / "feeds.yaml").write_text(text, "utf-8")
    assert find_output_folder(tmp_path / "feeds.yaml", {"MADE": "by-environment"}) == tmp_path / folder
