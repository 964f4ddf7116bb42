"""What can go wrong, by who has to act. Each error is one line: `subject: what is wrong: cause: hint`.

BriefingError
├── Usage            64  the command was called wrongly
├── Faulty           65  a file we made or were given is not what it should be
│   └── Damaged          the database is damaged or missing
├── NotPrepared      66  there is no such edition or script yet
├── EngineFailed     69  no voice, summarizer or encoder works
│   └── VoiceFailed      this line could not be spoken
├── CannotWrite      73  the disk, the folder or the database refuses
├── TryLater         75  a temporary failure: waiting resolves it
│   ├── Held             another run has this edition
│   └── Unreachable      no feed answered
├── Misconfigured    78  feeds.yaml is wrong; carries every mistake
└── UnknownVersion   78  written by another version of briefing
"""

from __future__ import annotations

from collections.abc import Sequence


class BriefingError(Exception):
    """An error to be read by people; `exit_code` is what the command ends with (sysexits.h)."""

    exit_code = 70

    def __init__(self, subject: str, what: str, cause: str = "", hint: str = "") -> None:
        self.subject, self.what, self.cause, self.hint = subject, what, cause, hint
        super().__init__(subject, what, cause, hint)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.subject, self.what, self.cause, self.hint) if part)


class Usage(BriefingError):
    """The command was called wrongly."""

    exit_code = 64


class Faulty(BriefingError):
    """A file we made or were given is not what it should be."""

    exit_code = 65


class Damaged(Faulty):
    """The database is damaged or missing."""


class NotPrepared(BriefingError):
    """There is no such edition or script yet."""

    exit_code = 66


class EngineFailed(BriefingError):
    """No voice, summarizer or encoder works."""

    exit_code = 69


class VoiceFailed(EngineFailed):
    """This line could not be spoken; the ids of `line` and `segment` and the `text` are there once they are known.

    It `hung` when the time given to it ran out; it was the `first` when nothing was spoken before it since the one before failed.
    """

    line = segment = text = ""
    first = hung = False


class CannotWrite(BriefingError):
    """The disk, the folder or the database refuses."""

    exit_code = 73


class TryLater(BriefingError):
    """A temporary failure: waiting resolves it."""

    exit_code = 75


class Held(TryLater):
    """Another run has this edition."""


class Unreachable(TryLater):
    """No feed answered."""


class Misconfigured(BriefingError):
    """feeds.yaml is wrong; `mistakes` holds a line for each."""

    exit_code = 78

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes), "")


class UnknownVersion(BriefingError):
    """Written by another version of briefing."""

    exit_code = 78
