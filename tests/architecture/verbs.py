"""How many functions begin with a verb: `python -m tests.architecture.verbs` prints the share and those that do not."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.graph import list_sources, name_of, parse

# A list of the verbs in use; a name that begins with another verb is counted once the verb stands here.
VERBS = frozenset(Path(__file__).with_name("verbs.txt").read_text("utf-8").split())


def list_functions() -> Iterator[tuple[str, str]]:
    """Yield the place and the name of each function and method of ours, without properties and what Python calls by itself."""
    for path in list_sources():
        for node in ast.walk(parse(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("__"):
                continue
            if not any("property" in ast.unparse(mark) for mark in node.decorator_list):
                yield f"{name_of(path)}:{node.lineno}", node.name


def begins_with_verb(name: str) -> bool:
    """Return whether a name's first word is a verb."""
    return name.strip("_").split("_")[0] in VERBS


def main() -> None:
    """Print the share, and the names that begin with something else."""
    functions = list(list_functions())
    others = [(place, name) for place, name in functions if not begins_with_verb(name)]
    for place, name in others:
        sys.stdout.write(f"{place}: {name}\n")
    sys.stdout.write(f"{1 - len(others) / len(functions):.1%} of {len(functions)} functions begin with a verb\n")


if __name__ == "__main__":
    main()
