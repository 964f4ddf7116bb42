"""The one definition of a secret: what is hidden of an address where people read it, and what leaves the links that they follow."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config.addresses import has_token
from briefing.lib.redact import is_secret, is_surely_secret, is_token, link, message, secrets_in, shown, telling

E = "https://e.example"
HEX = "8f3a9c1d2e3f4a5b6c7de1"
NAMES = (
    "token", "access_token", "key", "apikey", "api_key", "api-key", "feedKey", "sid", "jwt", "login", "hash", "code", "sig", "auth",
    "authkey", "signature", "X-Amz-Signature", "secret", "password", "pass", "pwd", "session", "PHPSESSID", "user", "uid", "otp",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["aXk29dLm", "a%2Fb%20c9", "hunter", "0f8fad5b-d9cb-469f-a165-70867728950e"])
def test_a_secret_by_its_name(name: str, value: str) -> None:
    """Its value is hidden wherever people read the address, and what stands beside it is not."""
    assert shown(f"{E}/rss?{name}={value}&page=2") == f"{E}/rss?{name}=***&page=2"
    assert message(f"cannot ask {E}/rss;v=1?page=2;{name}={value}.") == f"cannot ask {E}/rss;v=1?page=2;{name}=***."


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        pytest.param("//me:pw@e.example:8443/rss", "//e.example:8443/rss", id="user and password"),
        pytest.param("//me:p@ss@e.example/rss", "//e.example/rss", id="at sign in password"),
        pytest.param("//t0kenAlone@e.example/rss", "//e.example/rss", id="a lone user"),
        pytest.param("//e.example/rss?u=a1b2c3d4e5f6a7b8c9d0e1", "//e.example/rss?u=***", id="a long value of any name"),
        pytest.param("//e.example/rss?u=8f3a9c1d2e3f4a5b", "//e.example/rss?u=***", id="16 hex digits"),
        pytest.param("//e.example/rss?u=xK3f-9fQ2_aa1B-Zq0w", "//e.example/rss?u=***", id="with dashes, as in Base64"),
        pytest.param("//e.example/rss?u=QzXwPmLkRtYbNvCdEgHs", "//e.example/rss?u=***", id="letters without words"),
        pytest.param("//e.example/rss?u=34095820394850293845", "//e.example/rss?u=***", id="twenty digits"),
        pytest.param(f"//e.example/rss?{HEX}", "//e.example/rss?***", id="without a name"),
        pytest.param("//e.example/rss#token=abc", "//e.example/rss", id="a fragment"),
        pytest.param(f"//e.example/feed/{HEX}/rss", "//e.example/feed/***/rss", id="in the path"),
        pytest.param("//e.example/private/abcdEFGH1234ijkl.xml", "//e.example/private/***", id="in the path, of three kinds"),
        pytest.param("//e.example/private/a8f3k2d9/rss", "//e.example/private/***/rss", id="short, after 'private'"),
        pytest.param("//e.example/0f8fad5b-d9cb-469f-a165-70867728950e", "//e.example/***", id="a UUID in the path"),
        pytest.param("//e.example/rss;jsessionid=4F2A/x", "//e.example/rss;jsessionid=***/x", id="a parameter of the path"),
        pytest.param("//e.example/token=4F2A/x", "//e.example/token=***/x", id="a pair in the path"),
        pytest.param(f"//e.example/%38{HEX[1:]}/rss", "//e.example/***/rss", id="percent-encoded"),
        pytest.param(
            "//b.example/?u=https%3A%2F%2Fe.example%2Frss%3Fsid%3Dabcd", "//b.example/?u=***", id="in an address in the address"
        ),
    ],
)
def test_what_may_be_a_secret_is_hidden(address: str, printed: str) -> None:
    """It is hidden alike where an address stands alone and in the middle of a message."""
    assert shown(f"https:{address}") == f"https:{printed}"
    assert message(f"asked https:{address}: no.") == f"asked https:{printed}: no."


@pytest.mark.parametrize(
    "address",
    [
        f"{E}/rss?page=2&lang=uk",
        f"{E}/world/rss.xml",
        f"{E}/2026/11/22/bridge-opens-in-lviv-after-10-years-of-work/",
        f"{E}/Bridge-Opens-In-Lviv-2026",
        f"{E}/TheQuickBrownFoxJumpsOver/feed",
        f"{E}/feeds/covid19/rss2.0",
        f"{E}/private/news.xml",
        f"{E}/новини/2026?category=міст",
        f"{E}/rss?author=jane-doe&postcode=79000",
        f"{E}/rss?login=1&session=true",
        f"{E}/rss?sid=${{SID}}&n=5",
        f"{E}/${{TOPIC}}/rss",
        "https://${HOST}/rss",
        "local/feed.xml",
        f"local/{HEX}/feed.xml",
    ],
)
def test_what_is_no_secret_is_shown(address: str) -> None:
    """Words, dates and numbers stay, and so does what feeds.yaml takes from the environment by name."""
    assert shown(address) == address
    assert not any(secrets_in(address))


def test_no_address() -> None:
    """What cannot be read as an address is not repeated."""
    assert shown("http://[::1") == "an address that is not one"
    assert shown("mailto:me") == "mailto:"


@pytest.mark.parametrize(
    "url",
    [
        f"{E}/a?id=7&page=2",
        f"{E}/a?id=0f8fad5b-d9cb-469f-a165-70867728950e",
        f"{E}/a?articleId=5f3e2a1b9c8d7e6f5a4b3c2d",
        f"{E}/news_view.php?code=4711&sid=101&oid=001",
        f"{E}/0f8fad5b-d9cb-469f-a165-70867728950e",
        f"{E}/story/{HEX}",
        f"{E}/a?code=breaking-news&hash=top",
        f"{E}/a?turkey=2026&hockey=yes&author=jane-doe",
    ],
)
def test_the_link_of_an_article_stays(url: str) -> None:
    """What an article is found by is no secret in its public link, although the same may be one in a feed's address."""
    assert link(url) == url


@pytest.mark.parametrize("pair", [f"{name}=s3cr3t29dLm" for name in NAMES] + [f"u={HEX}", f"sid={HEX}", f"userId={HEX}"])
def test_a_secret_leaves_the_link_of_an_article(pair: str) -> None:
    """What surely gives access is cut out, and the article is found without it."""
    assert link(f"{E}/a?id=7&{pair}") == f"{E}/a?id=7"
    assert link(f"{E}/a#{pair}") == f"{E}/a"


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["", "id", "u", *NAMES]), st.text(st.characters(exclude_characters="&;+%"), min_size=1, max_size=40))
def test_what_is_surely_a_secret_may_be_one(name: str, value: str) -> None:
    """The two degrees agree: what leaves a link is also hidden in a log."""
    assert is_secret(name, value) or not is_surely_secret(name, value)
    assert is_surely_secret("u", value) or not is_token(value)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param(f"{E}/rss?sid=aXk29dLm", ["aXk29dLm"], id="by name"),
        pytest.param(f"{E}/feed/{HEX}/rss", [HEX], id="by its looks"),
        pytest.param(f"{E}/rss?token=correcthorsebattery", ["correcthorsebattery"], id="one long word"),
        pytest.param("https://reader:hunter2secret@e.example/rss", ["hunter2secret"], id="a password"),
        pytest.param("https://x7Gq29LmPd4w@e.example/rss", ["x7Gq29LmPd4w"], id="a token in the user's place"),
        pytest.param("https://reader:${PASS}@e.example/rss", [], id="a password from the environment"),
        pytest.param("tgram://123456789:AAEx7Gq29LmPd4w/9876", ["AAEx7Gq29LmPd4w"], id="a token in the host's place"),
        pytest.param(f"{E}/rss?key=politics&code=international&sid=7&hash=covid19", [], id="words of which a log is full"),
    ],
)
def test_what_tells_itself(address: str, expected: list[str]) -> None:
    """Of an address those secrets are looked for anywhere that no sentence has by chance."""
    assert sorted(set(telling(address))) == expected


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        pytest.param(f"json://hooks.example/x?key={HEX}", True, id="a key"),
        pytest.param("json://hooks.example/x?jwt=abcd", True, id="a JWT by name"),
        pytest.param(f"json://hooks.example/{HEX}", True, id="a token in the path"),
        pytest.param("ntfy://me@ntfy.example/mynewsalerts2026?auth=token", False, id="a way to log in is no secret"),
        pytest.param("mailto://me@mail.example?user=me&to=you@mail.example", False, id="a name"),
    ],
)
def test_what_notify_refuses(address: str, refused: bool) -> None:
    """Only what surely is a secret is refused."""
    assert has_token(address) is refused


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param('{"token": "abcdefgh"}', '{"token": "***"}', id="JSON"),
        pytest.param("{'api_key': 'abcdefgh'}", "{'api_key': '***'}", id="a dictionary of Python"),
        pytest.param("token=abcdefgh&x=1", "token=***&x=1", id="a pair"),
    ],
)
def test_a_named_secret_leaves_a_message(text: str, printed: str) -> None:
    """What a message calls a token is hidden, with or without quotation marks."""
    assert message(text) == printed


def test_an_address_of_another_scheme_is_its_scheme() -> None:
    """Services to notify keep their token where a web address has its host: nothing of that is printed."""
    assert shown("tgram://123456789:AAEx7Gq29LmPd4w/9876") == "tgram://***"
