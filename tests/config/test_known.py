"""What every `Known` promises, kept by the fake and by the real machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.config.values import Known
from briefing.wiring.engines import Here
from tests.support import make
from tests.support.fakes.config import FakeKnown


@pytest.fixture(params=[pytest.param(FakeKnown, id="fake"), pytest.param(Here, id="this machine")])
def known(request: pytest.FixtureRequest) -> Known:
    """One of them."""
    found: Known = request.param()
    return found


def test_it_has_a_voice_and_a_summarizer(known: Known) -> None:
    """The defaults of feeds.yaml exist."""
    assert "pyttsx3" in known.voices()
    assert "extractive" in known.summarizers()


def test_a_language_has_a_pack_by_its_first_part(known: Known) -> None:
    """A region does not matter for the pack; a language without one is None."""
    pack = known.language("en-US")
    assert pack
    assert pack.code == "en"
    assert "en" in known.languages()
    assert known.language("tlh") is None


def test_a_programme_has_a_least_length(known: Known) -> None:
    """Opening, closing and a headline take some seconds, and a longer title takes longer."""
    short = make.show(engine="pyttsx3")
    least = known.least_minutes(short, make.site())
    assert 0.05 < least < 0.5
    assert (
        known.least_minutes(replace(short, title="The Morning Briefing of the Northern Valley and the Islands"), make.site())
        > least
    )


def test_a_voice_speaks_languages_or_does_not_exist(known: Known) -> None:
    """The named voices speak something, the tone any language, and an unknown voice is None."""
    spoken = known.speaks("pyttsx3", "en-us")
    assert spoken
    assert "en-us" in spoken
    assert "en-us" in known.voice_names("pyttsx3")
    assert known.speaks("pyttsx3", "no such voice") is None
    assert known.speaks("tone", known.voice_names("tone")[0]) == ()
