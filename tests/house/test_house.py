"""The rules of the house, kept by machine."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "briefing"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
STAGES = ("fetch", "select", "write", "speak", "mix", "publish")
VALUES = {"show", "model", "script", "published", "errors", "language", "memory", "ports", "codec", "lib"}
FOUNDATION = {
    "errors": set[str](),
    "model": set[str](),
    "show": set[str](),
    "script": {"model"},
    "published": {"model"},
    "language": set[str](),
    "memory": {"model", "published"},
    "ports": {"show", "model", "published", "language", "memory"},
    "codec": {"errors"},
    "lib": {"lib", "model"},
}
ENGINES_BY_NAME = {"wiring"}


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the parts of ours that a module imports: `model`, `fetch.http`, ..."""
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.ImportFrom) and node.level), "relative imports hide who imports whom"
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "briefing":
            if node.module == "briefing":
                yield from (alias.name for alias in node.names)
            else:
                yield node.module.removeprefix("briefing.")
        elif isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("briefing.") for alias in node.names if alias.name.startswith("briefing."))


def room(path: Path) -> str:
    """Return the first part of a module's name below the package: the folder, or the file at the top."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    """Return a test id."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_who_may_import_whom(path: Path) -> None:
    """The foundation stands on itself, helpers on values; a stage knows these and itself; wiring alone brings all together."""
    here = room(path)
    used = {module.split(".")[0] for module in imports(parsed(path))}
    if here in FOUNDATION:
        assert used <= FOUNDATION[here]
    elif here in STAGES:
        allowed = VALUES | {here} | ({"languages"} if path.name == "entry.py" and here == "write" else set())
        assert used <= allowed
    elif here in ("store", "config") or here == "languages":
        assert used <= VALUES | {here}
    elif here == "pipeline":
        assert used <= VALUES | set(STAGES) | {"runs", "history", "aftercare", "airing", "figures", "poison"}
    elif here not in ENGINES_BY_NAME:
        assert not ({"store", "config"} <= used and used & set(STAGES))


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=name)
def test_files_and_functions_stay_small(path: Path) -> None:
    """No file but the one that only declares values reaches 300 lines, no function 50; the pipeline fits on 150."""
    lines = path.read_text("utf-8").count("\n")
    assert name(path) == "briefing/model/edition.py" or lines <= (150 if name(path) == "briefing/pipeline/produce.py" else 300)
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 50, f"{node.name} is too long"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_only_the_outermost_shell_catches_everything(path: Path) -> None:
    """A broad `except` that does not raise again stands in cli/__init__.py alone; nobody prints."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
            cleans_up = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            assert not broad or cleans_up or name(path) == "briefing/cli/__init__.py", f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"line {node.lineno}"


@pytest.mark.parametrize("path", [path for path in TESTS if path.name.startswith("test_")], ids=name)
def test_every_test_says_what_it_shows(path: Path) -> None:
    """Every test function has a docstring that is a sentence."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            said = ast.get_docstring(node) or ""
            assert said.split("\n")[0].endswith((".", "?", "!")), f"{node.name}: {said!r}"


def test_the_foundation_is_frozen() -> None:
    """Every dataclass of the foundation is frozen and slotted."""
    for stem in ("show", "model", "published", "language", "ports"):
        for node in ast.walk(parsed(PACKAGE / f"{stem}.py")):
            if isinstance(node, ast.ClassDef):
                for mark in node.decorator_list:
                    assert ast.unparse(mark) == "dataclass(frozen=True, slots=True)", node.name


HELP = [["--help"], *([*words, "--help"] for words in (["run"], ["verify"], ["voices"], ["feeds", "import"], ["episodes", "list"]))]


@pytest.mark.parametrize("arguments", HELP, ids=" ".join)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Help answers without importing a single heavy library, which is what keeps it within 0.3 s."""
    heavy = (
        "aiohttp", "feedparser", "sqlalchemy", "pydantic", "pydub", "PIL", "lxml", "jinja2", "babel", "starlette", "num2words",
        "rich", "ruamel",
    )  # fmt: skip
    code = (
        "import sys; from briefing.cli import shell; "
        f"assert shell({arguments!r}) == 0; sys.exit(str([m for m in {heavy!r} if m in sys.modules]) )"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert ended.stderr.strip() == "[]"
    assert "Usage: briefing" in ended.stdout
