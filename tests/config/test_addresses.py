"""The id and name of a feed without a name of its own."""

from __future__ import annotations

import pytest

from briefing.config.addresses import is_named_by_environment


@pytest.mark.parametrize(
    ("address", "file", "expected"),
    [
        pytest.param("https://${HOST}/rss", False, True, id="the host"),
        pytest.param("https://me:p@${SUB}.example.org:8080/rss", False, True, id="a part of it"),
        pytest.param("${URL}", False, True, id="the whole address"),
        pytest.param("https://me:${PASS}@example.org/rss?t=${TOKEN}", False, False, id="password and token"),
        pytest.param("https://example.org:${PORT}/rss", False, False, id="the port"),
        pytest.param("news/${NAME}.xml", True, True, id="the file"),
        pytest.param("${FEEDS}/news.xml", True, False, id="the folder of a file"),
    ],
)
def test_whether_the_environment_gives_the_name(address: str, file: bool, expected: bool) -> None:
    """It does where the host, or the file, holds something from it."""
    assert is_named_by_environment(address, file=file) is expected
