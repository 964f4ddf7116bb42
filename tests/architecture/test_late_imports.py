"""Imports inside functions stay few: a file says at its top what it needs, and a command imports its body once."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.graph import list_sources, name_of, parse

MOST = 60  # in the whole package; 258 stood there before commands had a folder of options and body


def list_late_imports(path: Path) -> list[int]:
    """Return the lines of the imports inside functions."""
    functions = (node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return sorted({n.lineno for one in functions for n in ast.walk(one) if isinstance(n, ast.Import | ast.ImportFrom)})


def test_few_imports_stand_inside_functions() -> None:
    """Fewer than sixty imports stand inside functions; the message names them all."""
    late = [f"{name_of(path)}:{line}" for path in list_sources() for line in list_late_imports(path)]
    assert len(late) < MOST, "\n".join(late)


def test_a_command_imports_its_body_once() -> None:
    """Each function of a file of options imports one thing at most, but `status`, whose health check of containers has its own."""
    faults = [
        f"{name_of(path)}: {function.name}"
        for path in list_sources()
        if path.name == "command.py" and path.parent.parent.name == "cli" and path.parent.name != "status"
        for function in parse(path).body
        if isinstance(function, ast.FunctionDef)
        and sum(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function)) > 1
    ]
    assert not faults, "\n".join(faults)


def test_an_import_inside_a_function_is_found(tmp_path: Path) -> None:
    """One in a nested function counts once, one at the top not at all."""
    file = tmp_path / "late.py"
    file.write_text("import os\ndef outer():\n    def inner():\n        import re\n        return re\n    return inner\n")
    assert list_late_imports(file) == [4]
