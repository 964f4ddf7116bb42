"""What the configuration is turned into again: the effective values, the editors' schema, the starter."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from briefing.cli.init import command
from briefing.config.effective import render_effective
from briefing.config.load import load_config
from briefing.config.schema import build_schema
from briefing.model.errors import CannotWrite, Usage
from tests.config.reading import SMALL, config, feed, show
from tests.support.fakes.config import FakeCapabilities

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SMALL, id="defaults"),
        pytest.param(show("when_empty: announce", 'description: "no: \\"yes\\" # 5"', "voice: {engine: tone}"), id="odd text"),
        pytest.param(show('topics: {"клімат*": 2, "007": 0.5}', 'mute: ["yes", "on air"]'), id="topics and mutes"),
        pytest.param(feed("path: local.xml, name: '007', weight: 0"), id="a file"),
        pytest.param(feed("path: local.xml, language: de-AT, full_text: true"), id="language and full text"),
        pytest.param(feed("url: 'http://10.0.0.5:8080/rss', private: true"), id="private"),
        pytest.param("fetch: {allow_private: true}\n" + SMALL, id="the old key for private addresses"),
    ],
)
def test_effective_values_read_back_as_the_same_configuration(tmp_path: Path, text: str) -> None:
    """What `check` prints is itself a right feeds.yaml that means the same."""
    loaded = config(tmp_path, text)
    assert config(tmp_path, render_effective(loaded)) == loaded


def test_effective_values_mask_the_environment(tmp_path: Path) -> None:
    """Whatever came from the environment is printed as ${NAME}."""
    environ = {"PASS": "hunter2", "TOKEN": "tok3n", "WHO": "Eve"}
    text = "site: {author: 'by ${WHO}'}\n" + feed("url: 'https://me:${PASS}@example.com/rss?t=${TOKEN}'")
    printed = render_effective(config(tmp_path, text, environ))
    assert not [secret for secret in environ.values() if secret in printed]
    assert "url: https://me:${PASS}@example.com/rss?t=${TOKEN}\n" in printed
    assert "author: by ${WHO}\n" in printed


def test_effective_values_mask_whom_to_tell(tmp_path: Path) -> None:
    """What notify takes from the environment is printed as ${NAME}: addresses, arguments and the monitor."""
    environ = {"PASS": "hunter2", "TOPIC": "t0pic", "KEY": "k3y"}
    apprise, command = '"mailto://me:${PASS}@mail.example", "ntfy://${TOPIC}"', '[mail, "--key=${KEY}"]'
    text = show(f'notify: {{apprise: [{apprise}], command: {command}, ping: "https://u:${{PASS}}@hc.example/${{KEY}}"}}')
    printed = render_effective(loaded := config(tmp_path, text, environ))
    assert not [secret for secret in environ.values() if secret in printed or secret in repr(loaded.path)]
    assert config(tmp_path, printed, environ).shows == loaded.shows


def test_the_schema_knows_every_section() -> None:
    """The schema refuses unknown keys, and says of each key what it means."""
    found = build_schema()
    assert set(found["$defs"]) == {"Feed", "Fetch", "NotNews", "Notify", "Retention", "Show", "Site", "Summarizer", "Voice"}
    for section in (found, *found["$defs"].values()):
        assert section["additionalProperties"] is False
        assert [key for key, value in section["properties"].items() if not {"description", "$ref"} & set(value)] == []
        assert section["description"]


def test_the_starter_is_the_feeds_yaml_of_the_checkout() -> None:
    """The file that `init` writes and the one at the root are one text."""
    assert (ROOT / "feeds.yaml").read_bytes() == (ROOT / "briefing" / "config" / "starter.yaml").read_bytes()


def test_init_writes_a_right_configuration(tmp_path: Path) -> None:
    """`init DIR` makes the folder and a starter that loads, and says what to do next, quoted for the shell."""
    result = CliRunner().invoke(command, [str(tmp_path / "my news")])
    assert result.exit_code == 0
    loaded = load_config(tmp_path / "my news" / "feeds.yaml", FakeCapabilities(), {})
    assert loaded.shows[0].feeds
    assert f"briefing check --config '{tmp_path}/my news/feeds.yaml'" in result.output
    assert f"briefing run {loaded.shows[0].key} --config" in result.output


def test_init_without_a_folder_writes_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`init` alone writes ./feeds.yaml, and the commands it names need no --config."""
    monkeypatch.chdir(tmp_path)
    assert "--config" not in CliRunner().invoke(command, []).output
    assert (tmp_path / "feeds.yaml").is_file()


@pytest.mark.parametrize("dangling", [pytest.param(False, id="a file"), pytest.param(True, id="a link to nowhere")])
def test_init_never_overwrites(tmp_path: Path, dangling: bool) -> None:
    """A feeds.yaml that is there, whatever it is, stays as it is."""
    file = tmp_path / "feeds.yaml"
    if dangling:
        file.symlink_to(tmp_path / "nowhere")
    else:
        file.write_text("mine")
    with pytest.raises(Usage) as caught:
        _init(tmp_path)
    assert caught.value.exit_code == 64
    assert caught.value.hint
    assert file.is_symlink() if dangling else file.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("below", [pytest.param("", id="is a file"), pytest.param("sub", id="is below a file")])
def test_init_says_when_there_can_be_no_folder(tmp_path: Path, below: str) -> None:
    """A folder that cannot be made is "cannot write"."""
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite) as caught:
        _init(tmp_path / "file" / below)
    assert caught.value.exit_code == 73


def test_init_says_when_the_folder_is_read_only() -> None:
    """A folder in which no file can be made, such as /proc, is "cannot write"."""
    if not Path("/proc/self").is_dir():
        pytest.skip("this machine has no /proc")
    with pytest.raises(CannotWrite):
        _init(Path("/proc"))


def _init(folder: Path) -> None:
    command.main([str(folder)], standalone_mode=False, obj=click.Context(command))
