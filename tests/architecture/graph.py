"""Who imports whom: `python -m tests.architecture.graph` prints the folders, the arrows between them and the longest chain."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "briefing"


@cache
def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def list_sources() -> tuple[Path, ...]:
    """Return every Python file of the package."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


def name_of(path: Path) -> str:
    """Return a file's path below the project, for messages."""
    return str(path.relative_to(ROOT))


def folder_of(path: Path) -> str:
    """Return the folder of the package that a file lies in, or its own name where it lies in none."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def list_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the module of ours (without "briefing.") of each import in a file, also within functions."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "briefing":
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("briefing."):
            yield node.lineno, node.module.removeprefix("briefing.")
        elif isinstance(node, ast.Import):
            names = (alias.name for alias in node.names if alias.name.startswith("briefing."))
            yield from ((node.lineno, name.removeprefix("briefing.")) for name in names)


def draw_folders() -> Mapping[str, frozenset[str]]:
    """Return which folders each folder imports."""
    arrows: dict[str, set[str]] = {}
    for path in list_sources():
        here = folder_of(path)
        arrows.setdefault(here, set()).update(module.split(".")[0] for _, module in list_imports(path))
    return {here: frozenset(there - {here}) for here, there in arrows.items()}


def find_longest_chain(arrows: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the longest chain of folders in which each imports the next; raises ValueError for a circle."""

    @cache
    def chain(here: str, above: tuple[str, ...] = ()) -> tuple[str, ...]:
        if here in above:
            raise ValueError(f"a circle: {' > '.join((*above, here))}")
        below: list[tuple[str, ...]] = [chain(there, (*above, here)) for there in sorted(arrows.get(here, ()))]
        return (here, *(max(below, key=len) if below else ()))

    chains: list[tuple[str, ...]] = [chain(here) for here in arrows]
    longest: tuple[str, ...] = max(chains, key=len)
    return list(longest)


def main() -> None:
    """Print the folders, their arrows and the longest chain."""
    arrows = draw_folders()
    for here in sorted(arrows):
        print(f"{here:12} > {' '.join(sorted(arrows[here]))}")  # a script
    print(f"{len(arrows)} names, {sum(map(len, arrows.values()))} arrows, chain: {' > '.join(find_longest_chain(arrows))}")


if __name__ == "__main__":
    main()
