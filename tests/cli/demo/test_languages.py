"""The demo in every language it has."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.cli.demo.prepare import list_languages, prepare_demo
from briefing.languages import load_language
from briefing.model.errors import Usage
from briefing.select.choose import choose
from briefing.write import summarize
from tests.cli.demo.test_prepare import news

NOW = datetime(2026, 11, 22, 5, 12, 40, tzinfo=UTC)


@pytest.mark.parametrize("code", list_languages())
def test_each_language_has_ten_items_and_one_event_told_twice(code: str, tmp_path: Path) -> None:
    """Three feeds, the first story told by two of them, and nothing else alike."""
    show, items = news(prepare_demo(tmp_path, NOW, code))
    titles = load_language(code).titles
    rundown = choose(show, items, frozenset(), titles=titles, now=NOW, words_per_minute=400, frame_words=25, story_words=4)
    assert len(show.feeds) == 3
    assert len(items) >= 10
    assert all(NOW - timedelta(hours=20) < item.published < NOW for item in items)
    assert [len(chosen.story.items) for chosen in rundown.stories] == [2] + [1] * (len(items) - 2)


@pytest.mark.parametrize("code", list_languages())
def test_every_item_can_be_told_without_what_may_not_be_read(code: str, tmp_path: Path) -> None:
    """Each text begins with sentences that may be read; relative days and the first person, which stand in some, never are."""
    language = load_language(code)
    _, items = news(prepare_demo(tmp_path, NOW, code))
    heard = [" ".join(line.text for line in summarize(item.text, item.title, words=70, language=code)) for item in items]
    assert all(heard)
    barred = re.compile(rf"\b(?:{'|'.join(language.relative_days | language.first_person)})\b", re.IGNORECASE)
    assert not [said for said in heard if barred.search(said)]
    assert sum(bool(barred.search(item.text)) for item in items) >= 4


def test_the_ukrainian_claim_is_told_with_its_doubt_or_not_at_all(tmp_path: Path) -> None:
    """With room for both, claim and doubt are read; with room for the claim alone, it is not."""
    [claim] = [item for item in news(prepare_demo(tmp_path, NOW, "uk"))[1] if "підтвердити цю заяву не вдалося" in item.text]
    short, long = (summarize(claim.text, claim.title, words=words, language="uk") for words in (16, 30))
    assert "стверджує" not in " ".join(line.text for line in short)
    assert [("стверджує" in line.text, "не вдалося" in line.text) for line in long] == [(True, False), (False, True)]


def test_a_folder_holds_the_demo_in_one_language(tmp_path: Path) -> None:
    """In the folder of another language's demo nothing is touched, and a language without one is named."""
    prepare_demo(tmp_path, NOW, "uk")
    with pytest.raises(Usage, match="is the demo in 'uk', not in 'en'"):
        prepare_demo(tmp_path, NOW, "en")
    with pytest.raises(Usage, match="xx: has no demo: there are en, uk"):
        prepare_demo(tmp_path, NOW, "xx")


@pytest.mark.slow
@pytest.mark.engines
def test_the_ukrainian_demo_is_whole_and_ukrainian(tmp_path: Path) -> None:
    """`briefing demo --language uk` publishes an episode that verify finds whole, all in Ukrainian."""

    def briefing(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "briefing", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    made = briefing("demo", "--language", "uk")
    assert made.returncode == 0, made.stderr
    [mp3] = tmp_path.glob("briefing-demo-uk/output/site/demo/*/*.mp3")
    assert briefing("verify", str(mp3)).returncode == 0
    said = briefing("script", "demo", "--config", "briefing-demo-uk/feeds.yaml", "--text").stdout.splitlines()
    assert re.fullmatch(r"\w+, \d+ \w+ \d{4} року\.", said[0])
    assert said[1] == load_language("uk").disclosure
    assert len(said) > 40
    assert not re.search("[A-Za-z]", " ".join(said))
