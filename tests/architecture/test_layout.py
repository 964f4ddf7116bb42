"""The layout, kept by machine: who may import whom, how large files are, and what no file may do. One test a rule."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.graph import PACKAGE, ROOT, find_longest_chain, folder_of, list_imports, list_sources, name_of, parse

TESTS = sorted((ROOT / "tests").rglob("*.py"))
STAGES = frozenset({"fetch", "select", "write", "speak", "mix", "publish"})
BASE = frozenset({"model", "lib"})
MAY_IMPORT: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "lib": frozenset({"model"}),
    **dict.fromkeys(STAGES, BASE),
    **dict.fromkeys(("languages", "config", "store", "verify"), BASE),
    "pipeline": BASE | STAGES,
    "wiring": BASE | STAGES | {"languages", "config", "store", "pipeline"},
    "scheduling": BASE | {"wiring", "pipeline", "store", "config"},
    "monitoring": BASE | {"scheduling", "wiring", "verify", "store", "config"},
    "cli": BASE | STAGES | {"languages", "config", "store", "verify", "pipeline", "wiring", "scheduling", "monitoring"},
    "plugins": BASE | {"speak", "write"},
    "__init__": frozenset(),
    "__main__": frozenset({"cli"}),
}
SANCTIONED = {  # each with its reason
    ("briefing/write/entry.py", "languages"),  # `briefing.write.summarize` takes the code of a language, as its callers do
    ("briefing/pipeline/quarantine/worker.py", "languages"),  # a process of its own is handed the code, not the data
}
LONGEST, LONGEST_FUNCTION = 300, 50
LONG_BY_NATURE = {"briefing/model/ports.py"}  # only declares protocols: the cap would split what belongs together


def test_who_may_import_whom() -> None:
    """Each folder imports what the table allows it and nothing else, not even inside a function."""
    faults = [
        f"{name_of(path)}:{line}: may not import {module}"
        for path in list_sources()
        for line, module in list_imports(path)
        if (there := module.split(".")[0]) != (here := folder_of(path))
        and there not in MAY_IMPORT[here]
        and (name_of(path), there) not in SANCTIONED
    ]
    assert not faults, "\n".join(faults)


def test_the_table_has_no_circle() -> None:
    """The table itself can be followed from model to cli, and the package stands on it."""
    chain = find_longest_chain(MAY_IMPORT)
    assert (chain[-1], "cli" in chain[:2]) == ("model", True)


def test_an_edge_that_the_table_does_not_allow_is_found(tmp_path: Path) -> None:
    """A stage that imports the store inside a function is seen."""
    file = tmp_path / "late.py"
    file.write_text("def load():\n    from briefing.store.open import Store\n    import briefing.config.load\n    return Store\n")
    assert list(list_imports(file)) == [(2, "store.open"), (3, "config.load")]
    assert not {"store", "config"} & MAY_IMPORT["fetch"]


def test_nothing_stands_loose_on_the_ground_floor() -> None:
    """The package holds the folders of the table, and beside them its entry points and the door for plug-ins only."""
    there = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.name not in ("__pycache__", "py.typed")}
    assert there == set(MAY_IMPORT)


def test_files_and_functions_stay_small() -> None:
    """No file has more than 300 lines, but one that only declares; no function 50; the way of an edition fits on 150."""
    faults = []
    for path in (*list_sources(), *TESTS):
        lines, most = path.read_text("utf-8").count("\n"), 150 if name_of(path) == "briefing/pipeline/produce.py" else LONGEST
        if lines > most and name_of(path) not in LONG_BY_NATURE:
            faults.append(f"{name_of(path)}: {lines} lines")
        for node in ast.walk(parse(path)):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
            ):
                faults.append(f"{name_of(path)}:{node.lineno}: {node.name} is too long")
    assert not faults, "\n".join(faults)


def test_imports_are_absolute() -> None:
    """No file hides by a relative import whom it imports."""
    relative = [
        f"{name_of(path)}:{node.lineno}"
        for path in (*list_sources(), *TESTS)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative, "\n".join(relative)


def test_only_the_outermost_shell_catches_everything() -> None:
    """A broad `except` that does not raise again is in cli/__init__.py alone; no module prints."""
    faults = []
    for path in list_sources():
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ExceptHandler):
                broad = node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
                cleans_up = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
                if broad and not cleans_up and name_of(path) != "briefing/cli/__init__.py":
                    faults.append(f"{name_of(path)}:{node.lineno}: catches everything")
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                faults.append(f"{name_of(path)}:{node.lineno}: prints")
    assert not faults, "\n".join(faults)


MAY_RENAME = {  # each with its reason
    "briefing/lib/files.py",  # the one atomic write
    "briefing/lib/scratch.py",  # gives a locked file its name while it is open: there is nothing to write or to sync
}


def test_only_one_module_renames_files() -> None:
    """Nothing but lib/files.py calls os.replace, os.rename or shutil.move, or `replace` or `rename` of a path (one argument)."""
    faults = [
        f"{name_of(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in list_sources()
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and name_of(path) not in MAY_RENAME and _renames(node)
    ]
    assert not faults, "\n".join(faults)


def _renames(call: ast.Call) -> bool:
    """Tell whether a call renames a file; `replace` of a text has two arguments, that of a time only named ones."""
    if not isinstance(call.func, ast.Attribute):
        return False
    module = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
    if module in ("os", "shutil"):
        return call.func.attr in ("replace", "rename", "renames", "move")
    return call.func.attr == "rename" or (call.func.attr == "replace" and len(call.args) == 1)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("os.replace(a, b)", True, id="os"),
        pytest.param("a.with_name('b').replace(a)", True, id="path, replace"),
        pytest.param("a.rename(b)", True, id="path, rename"),
        pytest.param("text.replace('a', 'b')", False, id="text"),
        pytest.param("now.replace(second=0)", False, id="time"),
        pytest.param("dataclasses.replace(a, b=1)", True, id="a value, told apart by its import alone"),
        pytest.param("replace(value, a=1)", False, id="a value"),
    ],
)
def test_a_rename_is_seen(code: str, found: bool) -> None:
    """A call that renames is told from one that replaces in a text, a time or a value."""
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert _renames(call) is found


def test_every_test_says_what_it_shows() -> None:
    """Every test function has a docstring that is a sentence."""
    faults = [
        f"{name_of(path)}:{node.lineno}: {node.name}"
        for path in TESTS
        if path.name.startswith("test_")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not (ast.get_docstring(node) or "").split("\n")[0].endswith((".", "?", "!"))
    ]
    assert not faults, "\n".join(faults)


def test_the_values_are_frozen() -> None:
    """Every dataclass of model/ is frozen and slotted."""
    faults = [
        f"{name_of(path)}: {node.name}"
        for path in sorted((PACKAGE / "model").glob("*.py"))
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ClassDef)
        if any(ast.unparse(mark) != "dataclass(frozen=True, slots=True)" for mark in node.decorator_list)
    ]
    assert not faults, "\n".join(faults)


HELP = [["--help"], *([*words, "--help"] for words in (["run"], ["verify"], ["voices"], ["feeds", "import"], ["episodes", "list"]))]
HEAVY = (
    "aiohttp", "feedparser", "sqlalchemy", "pydantic", "pydub", "PIL", "lxml", "jinja2", "babel", "starlette", "num2words", "rich",
    "ruamel",
)  # fmt: skip


def test_help_loads_nothing_heavy() -> None:
    """Help of any command answers without importing a single heavy library, which keeps it fast."""
    code = (
        "import sys; from briefing.cli import shell; "
        f"codes = [shell(words) for words in {HELP!r}]; "
        f"sys.exit(str([m for m in {HEAVY!r} if m in sys.modules] + [code for code in codes if code]))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert ended.stderr.strip() == "[]"
    assert ended.stdout.count("Usage: briefing") == len(HELP)
