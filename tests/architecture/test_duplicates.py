"""No rule is written twice: no two places of the package have ten lines of the same logic."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from copy import deepcopy

from tests.architecture.graph import list_sources, name_of, parse

LINES = 10
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_no_ten_lines_stand_twice() -> None:
    """Ten lines of function bodies are equal nowhere, whatever their local names, comments, docstrings and line breaks are."""
    functions = [
        (f"{name_of(path)}:{function.lineno}: {function.name}", function)
        for path in list_sources()
        for function in list_functions(parse(path))
    ]
    faults = find_duplicates(functions)
    assert not faults, "\n".join(faults)


def test_an_inserted_duplicate_is_found() -> None:
    """A copied function with another name, other local names, a docstring and a comment is seen; nine of its lines are not."""
    lines = [f"    total{number} = given.pop({number}) + total" for number in range(LINES - 1)]
    code = "def first(given, total):\n" + "\n".join(lines) + "\n    return total8\n"
    copied = (
        code.replace("first", "second")
        .replace("total", "sum")
        .replace("given", "items")
        .replace(":\n", ':\n    """It sums."""\n    # why\n')
    )
    shorter = copied.replace("second", "third").replace("    return sum8\n", "")
    trees = [ast.parse(text) for text in (code, copied, shorter)]
    found = [(function.name, function) for tree in trees for function in list_functions(tree)]
    assert find_duplicates(found) == ["second ~ first"]


def list_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods of a tree; one inside another belongs to the outer one."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, FUNCTIONS):
            yield node
        else:
            yield from list_functions(node)


def find_duplicates(functions: list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]) -> list[str]:
    """Return the pairs of places, as messages, that share LINES lines, each pair once."""
    seen: dict[str, tuple[str, int]] = {}
    faults: dict[str, None] = {}
    for place, function in functions:
        lines = _normalise(function)
        for start in range(len(lines) - LINES + 1):
            first, at = seen.setdefault(_number_locals("\n".join(lines[start : start + LINES])), (place, start))
            if first != place or start - at >= LINES:
                faults[f"{place} ~ {first}"] = None
    return list(faults)


def _normalise(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Return the lines of a function's body without docstrings, comments and imports, its local names marked."""
    function = deepcopy(function)
    local = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    local |= {node.arg for node in ast.walk(function) if isinstance(node, ast.arg) and node.arg != "self"}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in local:
            node.id = f"local_{node.id}_"
        elif isinstance(node, ast.arg) and node.arg in local:
            node.arg = f"local_{node.arg}_"
    left = [node for node in function.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    if left and ast.get_docstring(function):
        left.pop(0)
    return "\n".join(map(ast.unparse, left)).split("\n") if left else []


def _number_locals(text: str) -> str:
    """Return lines in which local names are numbered as they come, so that another name makes no other code."""
    names: dict[str, int] = {}
    return re.sub(r"\blocal_\w+_\b", lambda found: f"local{names.setdefault(found[0], len(names))}", text)
