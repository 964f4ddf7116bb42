"""The text of feeds.yaml, and the one thing that is wanted even of a wrong one: where its output goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from briefing.config.document import Mistake, find_place_after, parse_document
from briefing.config.values import VARIABLE
from briefing.model.errors import Misconfigured

OUTPUT = re.compile(r"^output:[ \t]*([^\s#][^#\n]*)", re.MULTILINE)
MAX_BYTES = 256_000  # two thousand feeds; the scanner needs 3 s for it at worst


def read_config_text(path: Path) -> str:
    """Return the file's text, without a byte order mark; raises Misconfigured."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Misconfigured([f"{path}: is larger than {MAX_BYTES // 1000} kB"])
        return data.decode("utf-8").removeprefix("\ufeff")
    except FileNotFoundError as error:
        raise Misconfigured([f"{path}: there is no such file: briefing init writes a starter"]) from error
    except OSError as error:
        raise Misconfigured([f"{path}: cannot be read: {error.strerror or error}"]) from error
    except UnicodeDecodeError as error:
        place = find_place_after(error.object[: error.start].decode("utf-8"))
        raise Misconfigured([format_mistake(path, Mistake(place, (), f"is not UTF-8: {error.reason}"))]) from error


def find_output_folder(path: Path, environ: Mapping[str, str]) -> Path:
    """Return the output folder of a feeds.yaml, even one with other mistakes; the default folder where it cannot be read."""
    named: object = None
    with suppress(Misconfigured):
        document = parse_document(text := read_config_text(path), environ)
        if isinstance(document.tree, dict):
            named = document.tree.get("output")
        elif found := OUTPUT.search(text):  # not even YAML, but the line may stand
            named = VARIABLE.sub(lambda name: environ.get(name[1], ""), found[1].strip().strip("\"'"))
    return (path.parent / (named if isinstance(named, str) and named else "output")).absolute()


def format_mistake(path: Path, mistake: Mistake) -> str:
    """Return a mistake as a line: `FILE:LINE:COLUMN: where: what`."""
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{_format_key(part)}" for part in mistake.where).lstrip(".")
    return ": ".join(part for part in (f"{path}:{mistake.place.line}:{mistake.place.column}", where, mistake.what) if part)


def _format_key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else repr(key[:60])
