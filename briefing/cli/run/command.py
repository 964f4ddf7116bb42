"""`briefing run`: its options."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefing.cli.options import STAGES, StageName, config_option, day_option, log_option
from briefing.model.progress import Stage

FROM = f"{', '.join(STAGES[:-1])} or {STAGES[-1]}"


@click.command(name="run")
@click.argument("shows", nargs=-1, metavar="[SHOW]...")
@config_option
@day_option
@click.option("--slot", metavar="HH:MM", help="One slot of that day.")
@click.option(
    "--again",
    type=StageName(),
    help=f"From {', '.join(STAGES[:-1])} or {STAGES[-1]} on, throw away what was made, and make it again.",
)
@click.option("--correct", metavar="REASON", help="With --again: why a published edition is made again; it is spoken and shown.")
@click.option("--prepare", is_flag=True, help="Stop when the script is written.")
@click.option("--rehearse", is_flag=True, help="With a tone for a voice, into output/state/rehearsals; nothing is published.")
@click.option("--last-good", is_flag=True, help="When feeds.yaml is wrong, use the last good one, and say so.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per show and edition on stdout.")
@log_option
def command(
    shows: tuple[str, ...],
    config: Path,
    output: Path | None,
    day: date | None,
    slot: str | None,
    again: Stage | None,
    correct: str | None,
    prepare: bool,
    rehearse: bool,
    last_good: bool,
    as_json: bool,
    log_json: bool,
) -> int:
    """Make what is due: editions on their way, then slots that have become due since the last check. The cron entry point.

    A published edition is left alone, so running this again is harmless. To change one: --again STAGE --correct REASON.
    """
    from briefing.cli.run.body import make_due_editions

    return make_due_editions(shows, config, output, day, slot, again, correct, prepare, rehearse, last_good, as_json, log_json)
