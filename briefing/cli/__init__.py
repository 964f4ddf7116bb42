"""The producer's commands; each folder has `command` (options) and `body` (work). Every error becomes a line and an exit code."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

import click

from briefing.model.errors import BriefingError, Misconfigured

T = TypeVar("T")
FILES = {"init": "init", "uninstall": "install.uninstall"}  # all other commands have a folder, with their options in `command`
COMMANDS = {
    "init": "a starter feeds.yaml",
    "demo": "a whole episode from sample feeds: no network, no key",
    "check": "check the configuration, the engines, and with --online every feed",
    "run": "make what is due (the cron entry point)",
    "schedule": "make every edition when it is due, until stopped (the daemon)",
    "script": "the prepared script of a show",
    "verify": "check that a finished episode is complete and matches its feed",
    "serve": "the site over HTTP",
    "episodes": "what was published: list, show",
    "feeds": "the sources: list, and OPML in and out",
    "state": "the database: backup, restore, check",
    "voices": "the voices of this machine; --say speaks a text",
    "status": "what needs attention",
    "install": "run it from cron or systemd",
    "uninstall": "remove it from cron or systemd",
}


class LazyGroup(click.Group):
    """A group that imports a command's file only when it is named, so that --help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order in which a producer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"briefing.cli.{FILES.get(cmd_name, f'{cmd_name}.command')}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for one that does not exist."""
        import difflib

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(COMMANDS)}"
            raise click.UsageError(f"no command '{args[0]}': {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="news-briefing", prog_name="briefing")
def cli() -> None:
    """Turn news feeds into a daily audio programme, offline."""


def main() -> None:
    """Run the command line and end with the exit code of what happened (see docs/commands.md)."""
    for ending in (signal.SIGTERM, signal.SIGHUP):  # so that workers and their folders go with us
        signal.signal(ending, _end_on_signal)
    sys.exit(shell(sys.argv[1:]))


def shell(arguments: list[str]) -> int:
    """Run one command and return its exit code; errors become one line on stderr."""
    try:
        code = cli.main(arguments, prog_name="briefing", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except Misconfigured as error:
        return _say(*error.mistakes, code=error.exit_code)
    except BriefingError as error:
        return _say(str(error), code=error.exit_code)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "briefing"
        return _say(f"{where}: {error.format_message()}", f"try '{where} --help'", code=64)
    except click.ClickException as error:
        return _say(f"briefing: {error.format_message()}", code=64)
    except (KeyboardInterrupt, click.Abort):
        return _say("briefing: stopped", code=130)
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.stderr.close()
        return 141
    except Exception as error:  # noqa: BLE001  # the outermost shell: a bug must still end with its own exit code
        return _say(f"briefing: {_report_bug(error)}", code=70)


def shelter_from_bugs(action: Callable[[], T], otherwise: Callable[[str], T]) -> T:
    """Return what an action gives or, when it meets a bug, what `otherwise` makes of the bug's name; its trace goes to stderr."""
    try:
        return action()
    except (BriefingError, click.ClickException):
        raise
    except Exception as error:  # noqa: BLE001  # part of the outermost shell: one show's bug must not take the others off the air
        return otherwise(_report_bug(error))


def _report_bug(error: Exception) -> str:
    import traceback

    traceback.print_exc()
    return f"this is a bug: {type(error).__name__}: {error}: please report it with the lines above"


def _say(*lines: str, code: int) -> int:
    from briefing.lib.text import to_plain

    for line in lines:
        click.echo(to_plain(line), err=True)
    return code


def _end_on_signal(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)
