"""The feeds.yaml that a long-running process works with: read again when it changes, and the last valid one while it is wrong."""

from __future__ import annotations

from collections.abc import Callable

from briefing.config.last_good import remember, started
from briefing.config.values import Config
from briefing.lib.files import stat_signature
from briefing.model.errors import BriefingError


class ConfigSource:
    """Holds the configuration in use; `error` says why the file as it is now is not the one in use, or "".

    `load` reads the file, `recall` returns the last valid configuration, or None.
    """

    def __init__(self, load: Callable[[], Config], recall: Callable[[], Config | None]) -> None:
        self._load = load
        self.config, broken = started(load, recall)
        self.error = str(broken or "")
        self._seen = stat_signature(self.config.path)
        if not broken:
            remember(self.config)

    def said_at_start(self) -> list[str]:
        """Return what is to be said when the process starts: that the file is wrong, and what should be written otherwise."""
        broken = [f"{self.config.path}: the last good one is used: {self.error}"] if self.error else []
        return [*broken, *self.config.warnings]

    def has_changed(self) -> bool:
        """Return whether the file is another one, or has other content, than when it was last read."""
        return stat_signature(self.config.path) != self._seen

    def reload(self) -> list[str]:
        """Read the file again and return what came of it, in lines; a wrong file leaves the last valid configuration in use."""
        self._seen = stat_signature(self.config.path)
        try:
            config = self._load()
        except BriefingError as error:
            self.error = str(error)
            return [f"{self.config.path}: the last good one stays in use: {error}"]
        self.config, self.error = config, ""
        remember(config)
        return [f"{config.path}: read again", *config.warnings]
