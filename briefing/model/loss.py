"""Published MP3s that are missing from the site: which, and whether they were made again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

NAMED = 3  # of many losses so many are named: a site that is gone altogether has thousands
Sound = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Loss:
    """A published MP3 of `show` that is not what was published: its path below the site, its bytes then, and now (None: gone)."""

    show: str
    edition: str
    path: str
    size: int
    found: int | None

    def __str__(self) -> str:
        what = "is missing" if self.found is None else f"has {self.found} bytes, {self.size} were published"
        return f"{self.edition}: its MP3 {what}: site/{self.path}: bring it back from a backup; until then the feed leaves it out"


@dataclass(frozen=True, slots=True)
class Losses:
    """All that is lost, as it is kept between two runs."""

    losses: tuple[Loss, ...] = ()


def name_some(words: Sequence[str]) -> str:
    """Return the first three in words, and how many more there are."""
    more = f"; and {len(words) - NAMED} more" if len(words) > NAMED else ""
    return "; ".join(words[:NAMED]) + more


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The result of a refresh of the site: the paths it changed, the editions whose MP3 it made again, and what stays lost."""

    changed: tuple[str, ...] = ()
    remade: tuple[str, ...] = ()
    lost: tuple[Loss, ...] = ()

    def without(self, accepted: Collection[str]) -> Refreshed:
        """Return it without the losses that a person accepted."""
        return replace(self, lost=tuple(loss for loss in self.lost if loss.edition not in accepted))

    @property
    def words(self) -> str:
        """What the producer should know of it, or nothing."""
        made = [f"{edition}: its MP3 was missing, and is made again, byte by byte" for edition in self.remade]
        return "; ".join(part for part in (name_some(made), name_some([str(loss) for loss in self.lost])) if part)


GONE = "gone"  # a folder of state with an empty file, named as the edition, for each loss that a person accepted
