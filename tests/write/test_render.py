"""Templates: sandboxed, strict, values are only data."""

from __future__ import annotations

import pytest
from jinja2 import TemplateError

from briefing.write.render import add_full_stop, join_lines, render


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("{{ 7 * 7 }}", id="expression"),
        pytest.param("{% for x in y %}", id="statement"),
        pytest.param("{# gone #}", id="comment"),
        pytest.param("<b>A & B</b>", id="HTML is not escaped here"),
        pytest.param("{{ ''.__class__.__mro__ }}", id="escape from the sandbox"),
    ],
)
def test_values_are_data(value: str) -> None:
    """What a feed is called is said as it is, whatever it looks like."""
    assert render("{{ feed }} reports.", feed=value) == [f"{value} reports."]


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\u2028", "\x85", "\v", "\t"])
def test_a_value_makes_no_line_of_its_own(mark: str) -> None:
    """Line breaks in values become a space, so that a feed's name cannot speak a sentence of its own."""
    assert render("{{ feed }} reports.", feed=f" A{mark}B ") == ["A B reports."]
    assert join_lines(f"A {mark} B") == "A B"


def test_each_line_that_holds_anything_is_a_sentence() -> None:
    """Empty lines of a template are not spoken."""
    assert render("\n  One.  \n\n{% if false %}Two.{% endif %}\nThree.\n") == ["One.", "Three."]


@pytest.mark.parametrize(
    "template",
    [
        pytest.param("{{ nobody }}", id="unknown name"),
        pytest.param("{{ feed.__class__.__mro__ }}", id="out of the sandbox"),
        pytest.param("{{ feed", id="syntax"),
    ],
)
def test_a_wrong_template_fails(template: str) -> None:
    """A template that names what there is not, or reaches outside, fails instead of saying something else."""
    with pytest.raises(TemplateError):
        render(template, feed="A")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param("The News", "The News.", id="name"),
        pytest.param("Yahoo!", "Yahoo!", id="exclamation"),
        pytest.param("22 листопада 2026 р.", "22 листопада 2026 р.", id="abbreviation"),
    ],
)
def test_closed(value: str, said: str) -> None:
    """A value gets a full stop unless it has an end."""
    assert add_full_stop(value) == said
