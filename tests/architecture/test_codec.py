"""Values go to JSON and come back as they were; what is not one is told from what another version wrote."""

from __future__ import annotations

import json

import pytest

from briefing.model.codec import VERSION, dumps, loads
from briefing.model.edition import Edition, Run
from briefing.model.errors import BriefingError, Faulty, UnknownVersion
from tests.support import make

EDITION = make.edition()


def test_a_value_comes_back_as_it_was() -> None:
    """A run with an edition, times and dates survives, its version first; so does text outside ASCII, a lone surrogate apart."""
    run = Run(EDITION, "failed", cutoff=make.NOW, reason="Київ — «новини» \U0001f399 \u2028")
    text = dumps(run)
    assert next(iter(json.loads(text))) == "version"
    assert loads(text, Run) == loads(text.encode(), Run) == run


@pytest.mark.parametrize(
    ("text", "error", "what"),
    [
        pytest.param("", Faulty, "is not a value of briefing", id="nothing"),
        pytest.param("{", Faulty, "is not a value of briefing", id="cut off"),
        pytest.param("[]", Faulty, "is not a value of briefing", id="a list"),
        pytest.param('{"id": "x"}', Faulty, "is not a value of briefing", id="no version"),
        pytest.param('{"version": true}', Faulty, "is not a value of briefing", id="a version that is no number"),
        pytest.param(
            dumps(EDITION).replace(f'"version": {VERSION}', '"version": 99'), UnknownVersion, "has version 99", id="newer"
        ),
        pytest.param(f'{{"version": {VERSION}, "id": 7}}', Faulty, "is no Edition", id="another value"),
        pytest.param(dumps(EDITION)[:-9], Faulty, "is not a value of briefing", id="half of one"),
    ],
)
def test_what_is_not_one(text: str, error: type[BriefingError], what: str) -> None:
    """Each is refused in words that name what was read."""
    with pytest.raises(error, match=f"^here: {what}"):
        loads(text, Edition, subject="here")
