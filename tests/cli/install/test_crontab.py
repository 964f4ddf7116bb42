"""Lines for cron: right for any folder, merged without touching what is another's, and they run."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from cronsim import CronSim
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.cli.install.crontab import Crontab
from briefing.cli.install.crontab_lines import EVERY, build_block, find_block, merge_block
from briefing.cli.install.job import Job
from briefing.model.errors import CannotWrite, Faulty, Usage
from tests.cli.install.places import EARLY, MP3, ODD, WORST, bare, house, script, told
from tests.docs.pages import examples

HOME = Path("/home/news/my-news/feeds.yaml")
JOB = Job(("/home/news/.venv/bin/briefing",), HOME, HOME.parent / "output")
OTHERS = 'MAILTO=""\n# mine\n0 4 * * * date +\\%s >>/tmp/x\t \n'
LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\0")), max_size=6)


def as_cron_reads(command: str) -> str:
    """Return what Debian's cron hands to the shell: up to the first bare %, with \\% as %."""
    read, escaped = "", False
    for char in command:
        if escaped and char != "%":
            read += "\\"
        elif char == "%" and not escaped:
            break
        escaped = char == "\\"
        read += "" if escaped else char
    return read


def command_of(lines: str) -> str:
    """Return the command of a block, as the shell gets it."""
    _, line, _, last = lines.split("\n")
    assert last == ""
    return as_cron_reads(line.split(" ", 5)[5])


@pytest.mark.parametrize("name", ODD)
def test_the_line_calls_what_was_meant(name: str, tmp_path: Path) -> None:
    """What cron hands to sh starts the program in its folder with the right words and the secret, whatever the folder is called."""
    job = told(tmp_path / name)
    ended = bare(["/bin/sh", "-c", command_of(build_block(job, 10))], "/")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    expected = [
        str(job.folder),
        "run",
        "--last-good",
        "--config",
        str(job.config),
        "--output",
        str(job.output),
        "all & the news",
        "",
    ]
    assert (job.folder / "briefing.log").read_text("utf-8").split("\n") == expected


@pytest.mark.slow
def test_the_line_makes_an_episode_from_an_empty_environment(tmp_path: Path) -> None:
    """What cron hands to sh publishes the programme, with the secret and with its log beside."""
    job = house(tmp_path / WORST)
    ended = bare(["/bin/sh", "-c", command_of(build_block(job, 10))], "/")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert (job.folder / MP3).is_file()
    assert "published" in (job.folder / "briefing.log").read_text("utf-8")
    assert "all &amp; the news" in (job.folder / "output/site/morning/feed.xml").read_text("utf-8")


@pytest.mark.parametrize("minutes", EVERY)
def test_it_looks_at_even_times(minutes: int) -> None:
    """Two starts are always as far apart as was asked, over the hour too."""
    line = build_block(JOB, minutes).split("\n")[1]
    times = CronSim(" ".join(line.split(" ")[:5]), EARLY)
    first = [next(times) for _ in range(130)]
    assert {(later - earlier).total_seconds() for earlier, later in pairwise(first)} == {minutes * 60}


@settings(deadline=None, max_examples=50)
@given(before=LINES, after=LINES)
def test_other_lines_stay_as_they_are(before: list[str], after: list[str]) -> None:
    """Put in, replaced and taken out, the block leaves every other line where it was, byte for byte."""
    above, below = ("".join(f"{line}\n" for line in lines) for lines in (before, after))
    old, new = build_block(JOB, 30), build_block(JOB, 10)
    assert merge_block(above + old + below, HOME, new) == above + new + below
    assert merge_block(above + old + below, HOME) == above + below
    assert merge_block(above, HOME, new) == above + new
    assert merge_block(merge_block(above, HOME, new), HOME, new) == above + new
    assert find_block(above + old + below, HOME) == old


def test_two_houses_do_not_meet() -> None:
    """The block of another feeds.yaml stays, even when its path begins with ours; a block that is there twice becomes one."""
    other = build_block(Job(JOB.program, Path(f"{HOME} too"), JOB.output), 10)
    mine = build_block(JOB, 10)
    assert merge_block(other + mine + OTHERS + mine, HOME, mine) == other + mine + OTHERS
    assert merge_block(other, HOME) == other


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda mine: mine.rsplit("\n", 2)[0] + "\n" + OTHERS, id="no end"),
        pytest.param(lambda mine: mine.split("\n", 1)[1] + OTHERS, id="no beginning"),
        pytest.param(lambda mine: mine.rsplit("\n", 2)[0] + "\n" + OTHERS + mine, id="no end, then whole"),
    ],
)
def test_a_block_that_was_damaged_is_left_to_its_owner(damage: object) -> None:
    """When the marker lines do not pair up nothing is removed, since it is unclear which lines are Briefing's."""
    assert callable(damage)
    with pytest.raises(Faulty, match="crontab -e"):
        merge_block(damage(build_block(JOB, 10)), HOME, build_block(JOB, 10))


def test_a_line_longer_than_cron_takes_is_refused() -> None:
    """A folder whose name fills the line is named instead of being cut."""
    deep = Path("/" + "/".join(["n" * 200] * 3)) / "feeds.yaml"
    with pytest.raises(Usage, match="longer than cron takes"):
        build_block(Job(JOB.program, deep, deep.parent), 10)


def test_a_crontab_is_read_and_replaced(crontab: Path) -> None:
    """There is none at first; what is put there is read back byte for byte, and put there again it stays."""
    table = Crontab()
    assert table.read() == ""
    table.replace("", OTHERS)
    assert table.read() == OTHERS
    more = merge_block(OTHERS, HOME, build_block(JOB, 10)) + "# \udce9t\udce9\n"
    table.replace(OTHERS, more)
    assert table.read() == more


def test_a_crontab_without_a_final_line_end_is_refused(crontab: Path) -> None:
    """The program's own word is handed on, and the crontab stays as it was."""
    table = Crontab()
    table.replace("", OTHERS)
    with pytest.raises(CannotWrite, match=r"was not taken: .*newline"):
        table.replace(OTHERS, "* * * * * true")
    assert table.read() == OTHERS


@pytest.mark.parametrize("name", ODD)
def test_the_real_program_takes_our_lines(name: str, crontab: Path) -> None:
    """Lines for any folder are syntax that crontab takes."""
    folder = Path("/home") / name
    lines = build_block(Job((str(folder / "bin" / "briefing"),), folder / "feeds.yaml", folder / "output"), 10)
    Crontab().replace("", lines)
    assert Crontab().read() == lines


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        pytest.param("echo 'you are not allowed to use this program' >&2; exit 1", CannotWrite, "not allowed", id="not allowed"),
        pytest.param('test "$1" = -l || cat >/dev/null', CannotWrite, "is not what was written", id="swallows what it is given"),
    ],
)
def test_a_program_that_refuses_or_lies_is_seen(
    text: str, error: type[Exception], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal is never taken for an empty crontab, and what was written is looked at."""
    monkeypatch.setenv("PATH", f"{script(tmp_path / 'crontab', text).parent}:/usr/bin:/bin")
    with pytest.raises(error, match=said):
        Crontab().replace(Crontab().read(), OTHERS)


def test_without_the_program_it_says_what_else_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """No crontab: the hint names the other ways."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Usage, match=r"no such program here: .*briefing install systemd"):
        Crontab().read()


def test_the_reading_of_percent_signs_is_that_of_cron() -> None:
    """The reader these tests use cuts at a bare %, and keeps every other backslash."""
    assert as_cron_reads(r"a\%b \\c\d%e") == r"a%b \\c\d"
    assert subprocess.run(["sh", "-n", "-c", command_of(build_block(JOB, 10))], check=True).returncode == 0


def test_the_operators_page_shows_our_lines() -> None:
    """The crontab of docs/operator.md is the one that is written."""
    (example,) = [example for example in examples("crontab") if example.page.name == "operator.md"]
    folder = Path("/home/news/my-news")
    assert example.text == build_block(Job(JOB.program, folder / "feeds.yaml", folder / "output"), 10)
