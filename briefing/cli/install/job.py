"""What a scheduler is to start, and the secrets it is to hand over."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from briefing.model.errors import Misconfigured, Usage

SECRETS = "secrets.env"
NAME = r"([A-Za-z_][A-Za-z0-9_]*)"
SETTING = re.compile(NAME + r"""=(?:'([^']*)'|"([^"$`\\]*)"|([A-Za-z0-9_./:@%+,=^-]*))\s*""")


@dataclass(frozen=True, slots=True)
class Job:
    """A program to start for one feeds.yaml.

    `program` are words, the first an absolute path; `config` is the absolute feeds.yaml, `output` the absolute folder it writes to;
    `elsewhere` when that is not the one in the file.
    """

    program: tuple[str, ...]
    config: Path
    output: Path
    elsewhere: bool = False

    def __post_init__(self) -> None:
        for text in (*self.program, str(self.config), str(self.output)):
            if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text):
                raise Usage(ascii(text), "has a character that no crontab and no unit can hold", hint="rename the folder")

    @property
    def folder(self) -> Path:
        """The folder of feeds.yaml, where the program is started."""
        return self.config.parent

    def words(self, daemon: bool = False) -> tuple[str, ...]:
        """Return the words of the call: the daemon, or an unattended run."""
        words = (*self.program, *(["schedule"] if daemon else ["run", "--last-good"]), "--config", str(self.config))
        return (*words, "--output", str(self.output)) if self.elsewhere else words


def find_program(python: Path) -> tuple[str, ...]:
    """Return how to call this program whatever PATH says: the script beside the interpreter, or the interpreter with the module."""
    script = python.parent / "briefing"
    return (str(script),) if script.is_file() else (str(python), "-P", "-m", "briefing")


def list_settings(text: str) -> dict[str, str]:
    """Return the NAME=value lines of a secrets.env; raises Misconfigured for one that cron's shell and systemd read differently."""
    found = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        setting = SETTING.fullmatch(line)
        if not setting:
            raise Misconfigured([f"{SECRETS}:{number}: is not NAME='value', with the value in single quotes"])
        found[setting[1]] = setting[2] or setting[3] or setting[4] or ""
    return found
