"""The last good feeds.yaml, stored with what is made from it: unattended runs use it after a broken edit.

It holds `${NAME}` where the file does, and nothing from the environment.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from briefing.config.text import read_config_text
from briefing.config.values import Config
from briefing.lib.files import write_file
from briefing.lib.permissions import FILE, make_folder
from briefing.model.errors import BriefingError

NAME = "feeds.good.yaml"


def started(load: Callable[[], Config], recall: Callable[[], Config | None]) -> tuple[Config, BriefingError | None]:
    """Return the configuration to begin with, and what is wrong with the file where that is the last good one.

    Raises what `load` raises when there is none.
    """
    try:
        return load(), None
    except BriefingError as error:
        if kept := recall():
            return kept, error
        raise


def remember(config: Config) -> None:
    """Keep the file's text; what cannot be kept is not missed until it is needed."""
    file = config.output / "state" / NAME
    with suppress(OSError, BriefingError):
        text = read_config_text(config.path)
        if not file.is_file() or file.read_text("utf-8") != text:
            make_folder(file.parent, file.parent)
            write_file(file, text.encode(), mode=FILE)


def recalled(path: Path, output: Path, read: Callable[[str], Config]) -> Config | None:
    """Return the last good configuration of a file, when there is one under `output`.

    `read` makes a configuration of its text. One that has become wrong since, as by an upgrade, is none.
    """
    file = output / "state" / NAME
    try:
        return read(file.read_text("utf-8")) if file.is_file() else None
    except (OSError, UnicodeDecodeError, BriefingError):
        return None
