"""What every `Known` promises, kept by the fake and by the real machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.config.values import Capabilities
from briefing.wiring.engines import ThisMachine
from tests.support import make
from tests.support.fakes.config import FakeCapabilities


@pytest.fixture(params=[pytest.param(FakeCapabilities, id="fake"), pytest.param(ThisMachine, id="this machine")])
def known(request: pytest.FixtureRequest) -> Capabilities:
    """One of them."""
    found: Capabilities = request.param()
    return found


def test_it_has_a_voice_and_a_summarizer(known: Capabilities) -> None:
    """The defaults of feeds.yaml exist."""
    assert "pyttsx3" in known.list_voice_engines()
    assert "extractive" in known.list_summarizers()


def test_a_language_has_a_pack_by_its_first_part(known: Capabilities) -> None:
    """A region does not matter for the pack; a language without one is None."""
    pack = known.find_language("en-US")
    assert pack
    assert pack.code == "en"
    assert "en" in known.list_languages()
    assert known.find_language("tlh") is None


def test_a_programme_has_a_least_length(known: Capabilities) -> None:
    """Opening, closing and a headline take some seconds, and a longer title takes longer."""
    short = make.show(engine="pyttsx3")
    least = known.compute_min_minutes(short, make.site())
    assert 0.05 < least < 0.5
    assert (
        known.compute_min_minutes(replace(short, title="The Morning Briefing of the Northern Valley and the Islands"), make.site())
        > least
    )


def test_a_voice_speaks_languages_or_does_not_exist(known: Capabilities) -> None:
    """The named voices speak something, the tone any language, and an unknown voice is None."""
    spoken = known.find_voice_languages("pyttsx3", "en-us")
    assert spoken
    assert "en-us" in spoken
    assert "en-us" in known.list_voice_names("pyttsx3")
    assert known.find_voice_languages("pyttsx3", "no such voice") is None
    assert known.find_voice_languages("tone", known.list_voice_names("tone")[0]) == ()
