from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.lib.redact import link, message

TOKEN = "8f3eA1b2C3d4E5f6A7b8C9d0"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        pytest.param("https://news.example/a?id=7&page=2#top", "https://news.example/a?id=7&page=2#top", id="ordinary stays"),
        pytest.param("https://user:pw@news.example/a", "https://news.example/a", id="user and password"),
        pytest.param("https://news.example/a?token=x&id=7", "https://news.example/a?id=7", id="named token"),
        pytest.param("https://news.example/a?access_token=x;id=7", "https://news.example/a?id=7", id="semicolons"),
        pytest.param("https://news.example/a?X-Amz-Signature=ff&id=7", "https://news.example/a?id=7", id="signature"),
        pytest.param(f"https://news.example/a?u={TOKEN}&id=7", "https://news.example/a?id=7", id="looks like a token"),
        pytest.param("https://news.example/a?u=0f8fad5b-d9cb-469f-a165-70867728950e", "https://news.example/a", id="UUID"),
        pytest.param(f"https://news.example/a?{TOKEN}", "https://news.example/a", id="token without a name"),
        pytest.param("https://news.example/a#access_token=x", ["https://news.example/a", "access_token=x"][0], id="fragment"),
        pytest.param(
            "https://news.example/bridge-opens-in-lviv-2026?p=bridge-opens-in-lviv-2026",
            "https://news.example/bridge-opens-in-lviv-2026?p=bridge-opens-in-lviv-2026",
            id="a slug is no token",
        ),
        pytest.param("https://новини.example/міст", "https://xn--b1amarcd.example/%D0%BC%D1%96%D1%81%D1%82", id="made ASCII"),
        pytest.param("https://news.example/%D0%BC?q=a%20b", "https://news.example/%D0%BC?q=a%20b", id="not encoded twice"),
        pytest.param('https://news.example/"><script>', "https://news.example/%22%3E%3Cscript%3E", id="quotes and brackets"),
        pytest.param("https://[::1]:8000/a", "https://[::1]:8000/a", id="IPv6"),
        pytest.param("javascript:alert(1)", "", id="javascript"),
        pytest.param("java\nscript:alert(1)", "", id="javascript with a line break"),
        pytest.param("data:text/html,x", "", id="data"),
        pytest.param("file:///etc/passwd", "", id="file"),
        pytest.param("//news.example/a", "", id="no scheme"),
        pytest.param("https://", "", id="no host"),
        pytest.param("https://news.example:99999/", "", id="bad port"),
        pytest.param("https://[bad/", "", id="bad bracket"),
        pytest.param("https://" + "a" * 70 + ".example/", "", id="host no name server knows"),
        pytest.param("", "", id="empty"),
    ],
)
def test_links(url: str, safe: str) -> None:
    """A link is http(s), ASCII and without credentials, or it is none."""
    assert link(url) == safe


@settings(max_examples=80)
@given(
    st.one_of(st.text(), st.text().map(lambda text: f"https://news.example/{text}"), st.text().map(lambda text: f"https://{text}"))
)
def test_a_link_is_always_safe_to_print(url: str) -> None:
    """Whatever comes in, no raise: the result is empty, or ASCII http(s) with a host and without quotes, brackets and spaces."""
    safe = link(url)
    assert not safe or urlsplit(safe).hostname
    assert safe.isascii()
    assert not set(safe) & set('"<> \n\\`')
    assert link(safe) == safe


@pytest.mark.parametrize(
    ("text", "leak"),
    [
        pytest.param("https://bob:hunter2@feeds.example/rss: 404", "hunter2", id="credentials in an address"),
        pytest.param("https://feeds.example/rss?auth=s3cr3t answered 500", "s3cr3t", id="query"),
        pytest.param(f"https://feeds.example/private/{TOKEN}/rss.", TOKEN, id="path"),
        pytest.param("sent Authorization: Bearer abcdef123456", "abcdef123456", id="header"),
        pytest.param("api_key=abcd was refused", "abcd", id="pair"),
        pytest.param("cannot read /home/alice/secret-project/feed.xml", "alice", id="a home folder"),
        pytest.param("http://[bad:pw@x/", "pw", id="an address that cannot be parsed"),
    ],
)
def test_messages_leak_nothing(text: str, leak: str) -> None:
    """The secret is gone."""
    assert leak in text
    assert leak not in message(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://feeds.example/world/rss.xml: answered 404",
        "local/feed.xml: is not a feed: no entries",
        "the key question: who pays?",
        "weight 2, 3 hours old",
    ],
    ids=["address", "path", "plain words", "reason"],
)
def test_messages_without_secrets_stay_as_they_are(text: str) -> None:
    """What leaks nothing is not touched."""
    assert message(text) == text
