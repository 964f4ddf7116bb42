"""Verify proves every line by the stored copy of its sources: each row injects one fault and says how it is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.model.codec import dumps
from briefing.model.episode import Citation, Cue, Episode, Snapshot
from briefing.model.news import Basis, Edit, Item
from briefing.publish.sources import get_snapshot_name
from briefing.verify.finding import catch_unreadable
from briefing.verify.sources import check_sources, find_grounding_error, find_sources_folder
from tests.publish import given

SENTENCE = "The bridge over the Poltva opened at noon (see picture) yesterday, said the mayor’s office."
SOURCE = replace(given.STORIES[0], text=f"{SENTENCE} About 2,000 people came.", version="new")
AT = SENTENCE.index("yesterday")
ASIDE = SENTENCE.index(" (see")
EDITS = (Edit(ASIDE, ASIDE + 14, "", "an aside for the eye"), Edit(AT, AT + 9, "on Saturday", 'relative day "yesterday"'))
SAID = "The bridge over the Poltva opened at noon on Saturday, said the mayor’s office."

Broken = tuple[Episode, Snapshot]
Fault = Callable[[Episode, Snapshot], Broken]


def told() -> Broken:
    """An episode that tells one item by its title, an edited sentence and a verbatim one, and what is kept of it."""
    run = given.run([SOURCE], titled=True)
    assert run.script
    segments = tuple(
        replace(
            segment,
            lines=tuple(
                replace(line, text=SAID, basis="edited", edits=EDITS) if line.text.startswith(SENTENCE) else line
                for line in segment.lines
            ),
        )
        for segment in run.script.segments
    )
    package = given.package(replace(run, script=replace(run.script, segments=segments)))
    return package.episode, package.snapshot


EPISODE, SNAPSHOT = told()


def cue(basis: Basis) -> int:
    """Where the first cue of that basis stands."""
    return next(index for index, cue in enumerate(EPISODE.cues) if cue.basis == basis)


def on_cue(basis: Basis, change: Callable[[Cue], Cue]) -> Fault:
    """A fault in the first cue of that basis."""

    def break_it(episode: Episode, snapshot: Snapshot) -> Broken:
        at = cue(basis)
        return replace(episode, cues=(*episode.cues[:at], change(episode.cues[at]), *episode.cues[at + 1 :])), snapshot

    return break_it


def on_source(basis: Basis, change: Callable[[Citation], Citation]) -> Fault:
    """A fault in what that cue cites."""
    return on_cue(basis, lambda cue: replace(cue, sources=tuple(map(change, cue.sources))))


def on_item(change: Callable[[Item], Item]) -> Fault:
    """A fault in the copy that is kept."""
    return lambda episode, snapshot: (episode, replace(snapshot, items=tuple(map(change, snapshot.items))))


def on_edits(change: Callable[[tuple[Edit, ...]], tuple[Edit, ...]]) -> Fault:
    """A fault in the edits of the edited cue."""
    return on_cue("edited", lambda cue: replace(cue, edits=change(cue.edits)))


def shifted(source: Citation) -> Citation:
    """The same words, said to stand one character further on."""
    return replace(source, start=source.start + 1, end=source.end + 1)


def faults(episode: Episode, snapshot: Snapshot, archive: Path) -> list[str]:
    """What verify has against the lines of an episode whose sources are kept so."""
    file = archive / get_snapshot_name(EPISODE)
    file.parent.mkdir(parents=True)
    file.write_text(dumps(snapshot), "utf-8")
    by_themselves = [why for cue in episode.cues if (why := find_grounding_error(cue))]
    against = [
        finding.detail for finding in catch_unreadable("sources", check_sources(episode, archive)) if finding.verdict == "fault"
    ]
    return by_themselves + against


def test_what_is_published_is_proved(tmp_path: Path) -> None:
    """Title, edited and verbatim sentence stand in the copy that was kept, and each has its basis."""
    assert [cue.basis for cue in EPISODE.cues if cue.sources] == ["verbatim", "edited", "verbatim"]
    assert SNAPSHOT.items == (SOURCE,)
    assert faults(EPISODE, SNAPSHOT, tmp_path) == []


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        pytest.param(on_source("verbatim", lambda s: replace(s, quote="Bridge opens in Lvov")), "is not its quotation", id="quote"),
        pytest.param(on_cue("verbatim", lambda c: replace(c, text=f"{c.text} early")), "is not its quotation", id="text"),
        pytest.param(on_cue("verbatim", lambda c: replace(c, basis="rewritten")), "nothing can prove", id="basis"),
        pytest.param(on_cue("verbatim", lambda c: replace(c, edits=EDITS)), "is not its quotation", id="verbatim with edits"),
        pytest.param(on_cue("verbatim", lambda c: replace(c, sources=())), "names no source", id="no source"),
        pytest.param(on_cue("verbatim", lambda c: replace(c, basis="template")), "a template cites nothing", id="template"),
        pytest.param(on_source("verbatim", shifted), "does not stand at 1 to", id="shifted by one"),
        pytest.param(on_source("verbatim", lambda s: replace(s, end=s.end - 1)), "not as long as", id="end cut by one"),
        pytest.param(on_source("verbatim", lambda s: replace(s, start=-20, end=0)), "does not stand at -20", id="negative offsets"),
        pytest.param(on_source("edited", lambda s: replace(s, hash="0" * 64)), "is not the one cited", id="hash"),
        pytest.param(on_source("edited", lambda s: replace(s, field="title")), "is not the one cited", id="other field"),
        pytest.param(on_source("edited", lambda s: replace(s, item="other")), "no copy of item other", id="other item"),
        pytest.param(on_source("edited", lambda s: replace(s, feed="other")), "is not of feed other", id="another feed"),
        pytest.param(on_source("edited", lambda s: replace(s, title="Bridge falls")), "is not the title", id="another title"),
        pytest.param(on_source("edited", lambda s: replace(s, title="Bridge falls…")), "is not the title", id="title, cut"),
        pytest.param(on_item(lambda i: replace(i, text=i.text.replace("2,000", "9,000"))), "is not the one cited", id="item text"),
        pytest.param(on_item(lambda i: replace(i, id="gone")), "no copy of item item1", id="item missing"),
        pytest.param(lambda e, s: (e, replace(s, items=())), "no copy of item item1", id="no items"),
        pytest.param(lambda e, s: (e, replace(s, revision=2)), "2) instead of", id="another revision's"),
        pytest.param(lambda e, s: (e, replace(s, edition="evening-2026-11-22")), "instead of", id="another edition's"),
        pytest.param(on_cue("edited", lambda c: replace(c, text=SENTENCE)), "with the edits made", id="edited, said as it stood"),
        pytest.param(on_cue("edited", lambda c: replace(c, text=f"Not {SAID}")), "with the edits made", id="edited text"),
        pytest.param(on_edits(lambda edits: edits[1:]), "with the edits made", id="an edit removed"),
        pytest.param(on_edits(lambda edits: ()), "has a source, and edits", id="all edits removed"),
        pytest.param(on_edits(lambda edits: edits[::-1]), "not in order, apart", id="edits out of order"),
        pytest.param(on_edits(lambda edits: (edits[0], replace(edits[1], start=ASIDE + 3))), "not in order, apart", id="overlap"),
        pytest.param(on_edits(lambda edits: (edits[0], replace(edits[1], end=500))), "not in order, apart", id="beyond the end"),
        pytest.param(on_edits(lambda edits: (replace(edits[0], start=-1), edits[1])), "not in order, apart", id="before the start"),
        pytest.param(on_edits(lambda edits: (edits[0], replace(edits[1], said="on Sunday"))), "with the edits made", id="day"),
        pytest.param(on_edits(lambda edits: (edits[0], replace(edits[1], reason="style"))), "no reason of ours", id="reason"),
        pytest.param(
            on_cue("edited", lambda c: replace(c, sources=c.sources * 2)),
            "cites more than its quotation",
            id="edited from two sources",
        ),
    ],
)
def test_an_injected_fault_is_named(fault: Fault, named: str, tmp_path: Path) -> None:
    """Whatever is changed in the episode or in the copy that is kept, verify sees it and says what does not agree."""
    found = faults(*fault(EPISODE, SNAPSHOT), tmp_path)
    assert any(named in why for why in found), found


@pytest.mark.parametrize(
    ("quote", "edit", "text", "sound"),
    [
        pytest.param("It rained yesterday.", Edit(10, 19, "on Sunday", "relative day"), "It rained on Sunday.", True, id="day"),
        pytest.param("It rained.", Edit(0, 0, "Now ", "relative day"), "Now It rained.", False, id="nothing was there"),
        pytest.param("Ann (left) won.", Edit(3, 10, "", "an aside for the eye"), "Ann won.", True, id="aside"),
        pytest.param("Ann (left) won.", Edit(3, 10, " never", "an aside for the eye"), "Ann never won.", False, id="aside said"),
        pytest.param("He ? Bo ? won.", Edit(3, 4, "–", "a sign that was lost"), "He – Bo ? won.", True, id="sign"),
        pytest.param("He ? Bo ? won.", Edit(3, 4, "not", "a sign that was lost"), "He not Bo ? won.", False, id="word for a sign"),
        pytest.param("He did not win.", Edit(7, 10, "–", "a sign that was lost"), "He did – win.", False, id="sign for a word"),
        pytest.param("But he won.", Edit(0, 5, "H", "the sentence before it is not read"), "He won.", True, id="opening"),
        pytest.param("But he won.", Edit(0, 6, "We", "the sentence before it is not read"), "We won.", False, id="opening said"),
    ],
)
def test_an_edit_is_what_its_reason_says(quote: str, edit: Edit, text: str, sound: bool) -> None:
    """A reason names a kind of edit, and an edit of another kind is not proved by it."""
    edited = EPISODE.cues[cue("edited")]
    cited = replace(edited.sources[0], quote=quote, start=0, end=len(quote))
    assert (find_grounding_error(replace(edited, text=text, sources=(cited,), edits=(edit,))) == "") == sound


def test_each_version_is_proved_by_its_own_copy(tmp_path: Path) -> None:
    """An item that is kept in two versions proves the words of both, and only where they stood."""
    other = replace(SOURCE, version="old", title="Bridge opened")
    assert faults(EPISODE, replace(SNAPSHOT, items=(other, SOURCE)), tmp_path) == []


def test_a_copy_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """Half a file proves nothing, and neither does one of another version of the program."""
    file = tmp_path / get_snapshot_name(EPISODE)
    file.parent.mkdir()
    for text in (dumps(SNAPSHOT)[:-100], '{"version": 99}'):
        file.write_text(text, "utf-8")
        assert [finding.verdict for finding in catch_unreadable("sources", check_sources(EPISODE, tmp_path))] == ["fault"]


def test_sources_that_are_not_here_are_worth_a_note(tmp_path: Path) -> None:
    """A check of a copied site names the sources that it could not compare; without citations there are none."""
    (finding,) = check_sources(EPISODE, tmp_path)
    assert (finding.verdict, "not kept here" in finding.detail) == ("note", True)
    silent = replace(EPISODE, cues=tuple(cue for cue in EPISODE.cues if not cue.sources))
    assert list(check_sources(silent, tmp_path)) == []


def test_where_sources_are_looked_for(tmp_path: Path) -> None:
    """Beside the site, or in the workspace that was named; a rehearsal has its own, whichever is named."""
    site, house = tmp_path / "site", tmp_path / "house"
    assert find_sources_folder(site) == tmp_path / "state" / "sources"
    assert find_sources_folder(site, house) == house / "state" / "sources"
    (site / ".sources").mkdir(parents=True)
    assert find_sources_folder(site, house) == site / ".sources"
