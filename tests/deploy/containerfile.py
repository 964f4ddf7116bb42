"""The Containerfile as the tests read it: the few instructions it uses, and no others."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
KNOWN = ("FROM", "RUN", "COPY", "ENV", "USER", "WORKDIR", "VOLUME", "HEALTHCHECK", "CMD")


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: its name and its arguments."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """The words after its name; for CMD and HEALTHCHECK those in the brackets."""
        bracket = re.search(r"\[.*\]$", self.text)
        if self.name in ("CMD", "HEALTHCHECK"):
            assert bracket, "only CMD [...], which needs no shell"
            return [str(word) for word in json.loads(bracket[0])]
        return shlex.split(self.text)

    @property
    def settings(self) -> dict[str, str]:
        """What an ENV sets."""
        return dict(word.split("=", 1) for word in self.words)


def steps(text: str) -> list[Step]:
    """Return the instructions of a Containerfile; raises AssertionError for one that these tests do not know."""
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    found = [Step(*line.split(maxsplit=1)) for line in joined.split("\n")]
    assert [step.name for step in found if step.name not in KNOWN] == []
    return found


def ours() -> list[Step]:
    """Return the instructions of docs/deploy/Containerfile."""
    return steps((DEPLOY / "Containerfile").read_text("utf-8"))


def compose() -> dict[str, dict[str, Any]]:
    """Return the services of docs/deploy/compose.yaml."""
    services: dict[str, dict[str, Any]] = YAML(typ="safe", pure=True).load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    return services


def last(name: str) -> Step:
    """Return the last instruction of a name."""
    return [step for step in ours() if step.name == name][-1]
