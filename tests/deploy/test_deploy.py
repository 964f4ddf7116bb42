"""docs/deploy is true: what it copies is there, what it calls are calls of this program, and the two files fit each other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import chain

import pytest

from tests.deploy.containerfile import DEPLOY, ROOT, compose, last, ours, steps
from tests.docs.pages import calls, parse

HEALTH = compose()["site"]["healthcheck"]["test"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(last("CMD").words, id="the daemon"),
        pytest.param(last("HEALTHCHECK").words, id="its health"),
        pytest.param(compose()["site"]["command"], id="the site"),
    ],
)
def test_what_is_started_is_a_call_of_this_program(words: list[str]) -> None:
    """Each command is one that the program accepts, and works on the house in /data."""
    assert words[0] == "briefing"
    parse(words[1:])
    assert words[words.index("--config") + 1] == "/data/feeds.yaml"


def test_it_is_built_from_files_that_are_there() -> None:
    """All that is copied into the image stands in the checkout, and pip is asked for extras that the project has."""
    copied = [name for step in ours() if step.name == "COPY" for name in step.words[:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {"pyproject.toml", "README.md", "LICENSE", "briefing"} <= set(copied)  # what pyproject.toml itself names
    installs = next(step.text for step in ours() if "pip install" in step.text)
    extras = installs.split("[")[1].split("]")[0].split(",")
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    assert [extra for extra in extras if f"\n{extra} = [" not in pyproject] == []


def test_nobody_is_root_when_it_runs() -> None:
    """The last user of the image is not root, was made there, and owns the folder that is the volume."""
    made = " ".join(step.text for step in ours() if step.name == "RUN")
    user = last("USER").text
    assert user not in ("root", "0")
    assert f" {user} && install -d -o {user} -g {user} {last('VOLUME').text}" in made
    assert last("WORKDIR").text == last("VOLUME").text == "/data"


def test_the_services_share_the_image_and_the_house() -> None:
    """One image, one folder; the site cannot write to it; both come back, and the daemon has time to park its run."""
    daemon, site = compose()["daemon"], compose()["site"]
    assert daemon["image"] == site["image"]
    assert (DEPLOY / daemon["build"]["context"]).resolve() == ROOT
    assert (ROOT / daemon["build"]["dockerfile"]).is_file()
    assert (daemon["volumes"], site["volumes"]) == (["./data:/data"], ["./data:/data:ro"])
    for service in (daemon, site):
        assert service["restart"] == "unless-stopped"
        assert service["env_file"] == ["secrets.env"]
        assert service["read_only"] is True
    assert "command" not in daemon
    assert daemon["stop_grace_period"] == "2m"
    words = site["command"]
    assert words[words.index("--host") + 1] == "0.0.0.0"
    assert site["ports"] == [f"{words[words.index('--port') + 1]}:8000"]
    assert f"http://127.0.0.1:{words[words.index('--port') + 1]}/" in HEALTH[-1]
    compile(HEALTH[-1], "healthcheck", "exec")


def test_the_page_shows_commands_that_are_right() -> None:
    """docs/deploy/README.md names the files beside it, and its scripts are scripts with calls of this program."""
    page = (DEPLOY / "README.md").read_text("utf-8")
    blocks = page.split("```sh\n")[1:]
    scripts = [block.split("```")[0] for block in blocks]
    assert scripts
    for script in scripts:
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)
    found = list(chain.from_iterable(calls(script.replace("daemon briefing", "&& briefing")) for script in scripts))
    assert found
    for arguments in found:
        parse(arguments)
    assert all(file.name in page for file in DEPLOY.iterdir() if file.name != "README.md")


def test_the_reader_knows_what_it_reads() -> None:
    """Lines that go on are joined, comments left out, and an instruction nobody does here is refused."""
    joined = steps('# x\nFROM a\nRUN a \\\n  && b\n\nCMD ["c", "d"]\n')
    assert [(step.name, step.text) for step in joined[:2]] == [("FROM", "a"), ("RUN", "a && b")]
    assert joined[2].words == ["c", "d"]
    with pytest.raises(AssertionError):
        steps("FROM a\nADD http://x /y\n")


@pytest.mark.slow
@pytest.mark.skipif(
    os.environ.get("BRIEFING_FRESH_ROOT") != "1", reason="BRIEFING_FRESH_ROOT=1 asks for it: minutes, and the package registries"
)
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("debootstrap"), reason="needs root and the program debootstrap")
def test_the_image_makes_and_serves_an_episode_in_a_fresh_root() -> None:
    """Every step of the Containerfile is done in a fresh Debian; its user makes an episode with the real voice; it is served."""
    subprocess.run([sys.executable, "-m", "tests.deploy.fresh_root"], cwd=ROOT, check=True, timeout=3000)
