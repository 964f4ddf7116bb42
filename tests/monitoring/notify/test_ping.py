"""A monitor hears of start, success and failure, however it behaves; and Briefing never waits long for it."""

from __future__ import annotations

import base64
import socket

import pytest
from tenacity import wait_none

from briefing.lib.redact import scrubber
from briefing.monitoring.notify.ping import REDIRECTS, Signal, build_signal_url, send_ping
from tests.monitoring.notify.server import listening

QUIET = scrubber([])


def send(address: str, signal: Signal = "success", text: str = "morning: published", within: float = 5) -> str:
    """Ping without waits between the tries."""
    return send_ping(address, signal, text, QUIET, wait=wait_none(), within=within)


@pytest.mark.parametrize(
    ("address", "signal", "asked"),
    [
        pytest.param("/uuid", "start", "/uuid/start", id="start"),
        pytest.param("/uuid", "success", "/uuid", id="success"),
        pytest.param("/uuid", "fail", "/uuid/fail", id="fail"),
        pytest.param("/uuid/", "fail", "/uuid/fail", id="a slash at the end"),
        pytest.param("/u?token=a%2Fb+c/&rid=%C3%A9", "start", "/u/start?token=a%2Fb+c/&rid=%C3%A9", id="a query as it was"),
        pytest.param("", "start", "/start", id="no path"),
        pytest.param("/київ", "success", "/%D0%BA%D0%B8%D1%97%D0%B2", id="letters outside ASCII"),
    ],
)
def test_the_signal_stands_behind_the_path(address: str, signal: Signal, asked: str) -> None:
    """Each signal has its own address, the text is the body, and user and password go as a header."""
    with listening() as desk:
        assert send(f"http://me:pw@{desk.host}{address}", signal, "Київ: published") == ""
    (got,) = desk.got
    assert (got.method, got.path, got.body.decode()) == ("POST", asked, "Київ: published")
    assert got.headers["Authorization"] == "Basic " + base64.b64encode(b"me:pw").decode()


def test_a_server_that_fails_in_passing_is_asked_again() -> None:
    """Two errors of the server are got over; the third try counts."""
    with listening(500, 503) as desk:
        assert send(f"http://{desk.host}/u", "start") == ""
    assert [got.path for got in desk.got] == ["/u/start"] * 3


@pytest.mark.parametrize(
    ("answers", "said", "times"),
    [
        pytest.param([500] * 9, "the server answered 500", 3, id="it goes on failing"),
        pytest.param([404] * 9, "the server answered 404", 1, id="there is no such check"),
        pytest.param(["hang"] * 9, "no answer within 0.2 s", 3, id="it hangs"),
        pytest.param(["drip"] * 9, "no answer within 0.2 s", 3, id="it drips"),
        pytest.param(["/again"] * 9, "redirects more than 3 times", REDIRECTS + 1, id="it redirects for ever"),
        pytest.param(["file:///etc/passwd"], "cannot be asked: NonHttpUrlRedirectClientError", 1, id="it leads to a file"),
    ],
)
def test_a_server_that_does_not_take_it(answers: list[int | str], said: str, times: int) -> None:
    """What goes wrong is said in words without the address; a request that waiting would not help is made once."""
    with listening(*answers) as desk:
        wrong = send(f"http://{desk.host}/s3cret?token=t0ken", "fail", within=0.2 if "within" in said else 5)
    assert wrong == f"notify.ping: fail: {said}"
    assert len(desk.got) == times


def test_redirects_are_followed_three_times() -> None:
    """The third redirect's target gets the text as well."""
    with listening("/1", "/2", "/3") as desk:
        assert send(f"http://{desk.host}/u") == ""
    assert [(got.path, got.body) for got in desk.got] == [(path, b"morning: published") for path in ("/u", "/1", "/2", "/3")]


def test_nobody_listens() -> None:
    """A refused connection is said so, without the address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        wrong = send(f"http://127.0.0.1:{taken.getsockname()[1]}/s3cret")
    assert wrong.startswith("notify.ping: success: cannot be reached: ")
    assert "s3cret" not in wrong


def test_a_hostile_text_is_sent_tamed() -> None:
    """A megabyte is cut to ten kilobytes at a whole character, commands go, line breaks stay."""
    with listening() as desk:
        assert send(f"http://{desk.host}/u", text="one\n\x1b[2Jtwo\x00\ud800" + "я" * 1_000_000) == ""
    body = desk.got[0].body
    assert 9_990 < len(body) <= 10_000
    assert body.decode().startswith("one\n[2Jtwoя")


def test_a_fragment_is_no_part_of_the_address() -> None:
    """What follows # is for browsers."""
    assert build_signal_url("https://h.example/x#y", "fail") == "https://h.example/x/fail"
