"""No secret comes through, whatever it was written as on its way; ordinary words do."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.lib.redact import scrubber
from briefing.lib.text import to_plain

SECRETS = st.text(st.characters(exclude_categories=["Cs"]), min_size=2, max_size=12).map(lambda text: f"a{text}z")
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "percent": lambda secret: quote(secret, safe=""),
    "percent but slashes": quote,
    "percent in small letters": lambda secret: quote(secret, safe="").lower(),
    "a form": quote_plus,
    "JSON": json.dumps,
    "JSON with its letters": lambda secret: json.dumps(secret, ensure_ascii=False),
    "JSON in JSON": lambda secret: json.dumps(json.dumps(secret)),
    "Python": repr,
    "HTML": html.escape,
}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40, deadline=None)
@given(secret=SECRETS)
def test_every_way_of_writing_is_found(form: str, secret: str) -> None:
    """In each form the value is *** and what stands around it stays."""
    written = FORMS[form](secret)
    before, _, behind = written.partition("a")
    assert scrubber([secret])(f"<< {written} >>") == f"<< {before}***{behind.rpartition('z')[2]} >>"


@settings(max_examples=60, deadline=None)
@given(secret=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=40), before=st.binary(max_size=9))
def test_base64_is_found_behind_anything(secret: str, before: bytes) -> None:
    """Wherever it begins, as a password after its user, at most an edge of it is left, which holds less than a character."""
    text = base64.b64encode(before + secret.encode() + b"tail").decode()
    kept = scrubber([secret])(f"Basic {text}")
    assert "***" in kept
    assert len(kept.partition("***")[0].removeprefix("Basic ")) <= len(base64.b64encode(before)) + 3


def test_of_an_address_its_parts_are_secrets() -> None:
    """A whole address from the environment hides its password, tokens of its path and query, and not its host."""
    scrub = scrubber(["https://me:hunt%40er2@hc.example/ping/0123456789?token=t0ken&x=1"])
    said = scrub("hunt@er2 hunt%40er2 0123456789 t0ken hc.example me ping 1")
    assert said == "*** *** *** *** hc.example me ping 1"


@pytest.mark.parametrize("secret", [pytest.param("", id="nothing"), pytest.param("abc", id="three letters")])
def test_a_short_value_is_no_secret(secret: str) -> None:
    """It is left, since blotting it out would spoil ordinary words."""
    assert scrubber([secret])("abc: nothing new") == "abc: nothing new"


def test_the_longer_secret_goes_first() -> None:
    """Of one that holds another nothing is left."""
    assert scrubber(["pass", "passWORD9"])("passWORD9 pass") == "*** ***"


def test_plain() -> None:
    """Every kind of line end becomes a space, control characters are removed."""
    assert to_plain("a\nb\tc\u2028d\u2029e\r\x1b[2J\u202e\ud800\0f") == "a b c d e[2Jf"
