"""`briefing voices`: what speaks here, and to hear it."""

from __future__ import annotations

import io
import json
import wave
from pathlib import Path

import pytest

from briefing.cli import shell
from briefing.lib.decode import measure_mp3
from briefing.lib.ffmpeg import find


def test_the_table_has_a_line_a_language(capsys: pytest.CaptureFixture[str]) -> None:
    """English names its voices and that shows can be in it; a voice for any language stands last."""
    assert shell(["voices"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (english,) = [line.split() for line in lines if line.startswith("en ")]
    assert english[:4] == ["en", "English", "yes", "pyttsx3"]
    assert "en-us" in english
    assert lines[-1].split() == ["any", "yes", "tone", "tone"]


def test_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    """With a language only what speaks it is listed, whatever its region."""
    assert shell(["voices", "--language", "uk-UA", "--json"]) == 0
    found = {(row["engine"], row["name"]) for row in json.loads(capsys.readouterr().out)}
    assert found == {("pyttsx3", "uk"), ("tone", "tone")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--engine", "pytsx3"], "did you mean 'pyttsx3'?", id="engine"),
        pytest.param(["--name", "en-uz"], "did you mean 'en-us'?", id="voice"),
        pytest.param(["--language", "eng"], "did you mean 'en'?", id="language"),
        pytest.param(["--say", "Hi", "--name", "en-uz", "-o", "x.wav"], "did you mean 'en-us'?", id="voice to say"),
        pytest.param(["--say", "Hi", "--language", "xx", "-o", "x.wav"], "is spoken by no voice of pyttsx3", id="language to say"),
        pytest.param(["--say", "Hi", "--language", "uk", "--name", "de", "-o", "x.wav"], "speaks de and not uk", id="other voice"),
        pytest.param(["--say", "Hi", "-o", "x.ogg"], "must end in .wav or .mp3", id="kind of file"),
        pytest.param(["--say", "...", "-o", "x.wav"], "something to speak", id="nothing to say"),
        pytest.param(["--say", "a " * 600, "-o", "x.wav"], "at most 1000 characters", id="too much to say"),
        pytest.param(["--say", "Hi"], "go together", id="no file"),
        pytest.param(["-o", "x.wav"], "go together", id="no text"),
        pytest.param(["--rate", "200"], "--rate goes with --say", id="rate without text"),
        pytest.param(["--say", "Hi", "-o", "x.wav", "--rate", "451"], "451 is not in the range", id="rate"),
    ],
)
def test_wrong_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
                     arguments: list[str], said: str) -> None:  # fmt: skip
    """A mistake ends with 64, the nearest right word, and no file."""
    monkeypatch.chdir(tmp_path)
    assert shell(["voices", *arguments]) == 64
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_engine_that_fails_is_named_and_the_others_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With an engine that is known but not installed the code is 69, and everything else is there."""
    package = tmp_path / "gone-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: gone\nVersion: 1.0\n", "utf-8")
    (package / "entry_points.txt").write_text("[briefing.voices]\ngone = no_such_module:ENGINE\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert shell(["voices"]) == 69
    told = capsys.readouterr()
    assert "gone: is known but not installed" in told.err
    assert "pip install 'gone'" in told.err
    assert "en-us" in told.out


def test_say_into_a_wav(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is a WAV of at least a second, and what was done is told as data."""
    file = tmp_path / "x.wav"
    assert shell(["voices", "--engine", "tone", "--say", "A short word", "-o", str(file), "--rate", "100", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with wave.open(io.BytesIO(file.read_bytes())) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(told["seconds"], abs=0.001)
    assert told["seconds"] == pytest.approx(1.8, abs=0.1)
    assert (told["engine"], told["voice"], told["rate"]) == ("tone", "en-us", 100)


def test_say_writes_over_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there already, an episode perhaps, is left alone."""
    file = tmp_path / "x.mp3"
    file.write_bytes(b"an episode")
    assert shell(["voices", "--say", "Hi", "-o", str(file)]) == 64
    assert "is there already" in capsys.readouterr().err
    assert file.read_bytes() == b"an episode"


@pytest.mark.parametrize(
    "name", ["none/x.wav", "file/x.wav", "x" * 300 + ".wav"], ids=["no folder", "a file as folder", "too long"]
)
def test_say_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A place where no file can be ends with 73, and nothing is left there."""
    (tmp_path / "file").touch()
    assert shell(["voices", "--engine", "tone", "--say", "Hi", "-o", str(tmp_path / name)]) == 73
    assert ".wav: cannot be written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("words", [["--language", "uk", "--say", "Привіт, світе!"], ["--say", "Hi"]], ids=["Ukrainian", "one word"])
def test_say_into_an_mp3_with_the_real_voice(tmp_path: Path, words: list[str]) -> None:
    """A greeting becomes an MP3 that decodes to at least a second."""
    file = tmp_path / "x.mp3"
    assert shell(["voices", *words, "-o", str(file)]) == 0
    assert measure_mp3(file, find(), 60).seconds >= 1


def test_what_is_said_is_read_as_on_air() -> None:
    """Numbers are in words where Briefing has the language, and as they stand where it has not."""
    from briefing.cli.voices.say import read_text

    assert read_text("12 million", "en-gb").text.startswith("twelve million")
    assert read_text("12 million", "af").text == "12 million"
