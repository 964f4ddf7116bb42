"""`briefing script SHOW --why`: what was chosen and rejected, by which score, and for what reason."""

from __future__ import annotations

import re
from collections.abc import Mapping

import click

from briefing.cli.tables import show_table
from briefing.lib.text import to_plain
from briefing.model.edition import Run
from briefing.model.rundown import Chosen
from briefing.model.show import Show

HEAD = ("verdict", "rank", "score", "title", "feed", "reason")
STORY = 3  # the columns from title on, which stand below each other on a narrow terminal

_SCORE = re.compile(r"(?:^|(?<=; ))score (-?\d+\.\d+): ")


def show_why(run: Run, show: Show) -> None:
    """Print chosen and rejected as one table, in the order in which they are told, reasons last."""
    assert run.rundown
    names = {feed.id: feed.name for feed in show.feeds}
    click.echo(to_plain(f"{run.edition.id}: {run.state}{f': {run.reason}' if run.reason else ''}"))
    told = _format_told(run)
    chosen = [one for one in run.rundown.stories if one.story.id in told]
    late = [*(run.script.dropped if run.script else ()), *(run.programme.dropped if run.programme else ())]
    rows = [
        _build_row("chosen", f"{rank}", one.story.items[0].title, _name_feeds(one, names), _format_reason(one, run))
        for rank, one in enumerate(chosen, 1)
    ]
    rows += [
        _build_row("rejected", "", out.title, names.get(out.feed, out.feed), out.reason) for out in (*late, *run.rundown.rejected)
    ]
    show_table(HEAD, rows, stacked=STORY)


def _build_row(verdict: str, rank: str, title: str, feed: str, reason: str) -> tuple[str, ...]:
    """Return a row of the table, the score taken out of the reason."""
    score = _SCORE.search(reason)
    return verdict, rank, score[1] if score else "", title, feed, _SCORE.sub("", reason, count=1)


def _format_reason(chosen: Chosen, run: Run) -> str:
    """Return why a story was chosen, and why there is no more of it than its headline."""
    segments = [segment for segment in run.script.segments if segment.id == chosen.story.id] if run.script else []
    if any(source.field == "text" for segment in segments for line in segment.lines for source in line.sources) or not segments:
        return chosen.reason
    nothing = "nothing of its text may be read" if any(item.text.strip() for item in chosen.story.items) else "it has no text"
    return f"{chosen.reason}; told by its headline only: {nothing}"


def _name_feeds(chosen: Chosen, names: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(names.get(item.feed, item.feed) for item in chosen.story.items))


def _format_told(run: Run) -> set[str]:
    """Return the ids of the stories that are still in: chosen, and not left out when they were written or mixed."""
    if run.programme:
        return {chapter.segment for chapter in run.programme.chapters}
    if run.script:
        return {segment.id for segment in run.script.segments}
    return {chosen.story.id for chosen in run.rundown.stories} if run.rundown else set()
