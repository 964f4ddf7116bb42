"""Feeds in many encodings go the whole way from a server to the script: what is told are the words that were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from briefing.cli import shell
from briefing.wiring.workspace import load_configuration, open_workspace
from tests.support.fast import open_fast
from tests.support.newsroom import Entry, rss, shows_yaml, wire

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
DECLARED = b'<?xml version="1.0" encoding="utf-8"?>'


@dataclass(frozen=True, slots=True)
class Row:
    """A feed: the language of its show, its one item, the codec its bytes are in, what is said of them, and what comes out.

    A `#` becomes the broken byte, if there is one; `told` is what stands in the script, the sentence where it is not named.
    """

    language: str
    title: str
    sentence: str
    codec: str
    declared: str
    charset: str = ""
    broken: bytes = b""
    told: str = ""

    @property
    def body(self) -> bytes:
        """The bytes of the feed."""
        declaration = f'<?xml version="1.0" encoding="{self.declared}"?>' if self.declared else ""
        feed = declaration + rss("R", [Entry(self.title, self.sentence, AT)]).removeprefix(DECLARED).decode()
        feed += "\n" * (len(feed.encode()) % 2)  # any even number of bytes can be read as UTF-16
        body = feed.replace("&amp;amp;#", "&#").encode(self.codec)
        return body.replace(b"#", self.broken) if self.broken else body


ROWS = {
    "UTF-8": Row("uk", "Рада Кийданова відкрила бібліотеку", "Рада Кийданова відкрила бібліотеку з їдальнею.", "utf-8", "utf-8"),
    "UTF-8 with a mark": Row(
        "uk", "Мерія Ґрунівки купила трамваї", "Мерія Ґрунівки купила вісім трамваїв у Європі.", "utf-8-sig", "utf-8", "iso-8859-2",
    ),
    "UTF-8 with a broken byte": Row(
        "en", "São Paulo’s mayor opens bridge", "São Paulo’s mayor opened the bridge at noon. The caf# shut.", "utf-8", "utf-8",
        "iso-8859-2", b"\xe9", "São Paulo’s mayor opened the bridge at noon.",
    ),
    "UTF-8 with a broken byte said to be Latin-2": Row(
        "uk", "Лікарня Їжакова отримала обладнання", "Лікарня Їжакова отримала нове обладнання. Ціна # відома.", "utf-8",
        "iso-8859-2", "", b"\xff", "Лікарня Їжакова отримала нове обладнання.",
    ),
    "UTF-8 said to be UTF-16": Row(
        "uk", "Музей Яворова показує скіфське золото", "Музей Яворова показує скіфське золото до весни.", "utf-8", "utf-16",
    ),
    "UTF-16 LE": Row("uk", "Шахтарі Вугледара знайшли озеро", "Шахтарі Вугледара знайшли підземне озеро.", "utf-16", "utf-16"),
    "UTF-16 BE": Row(
        "uk", "\ufeffФермери Полтави зібрали гречку", "Фермери Полтави зібрали рекордну кількість гречки.", "utf-16-be", "utf-16",
    ),
    "windows-1251": Row(
        "uk", "Пожежники Дніпра врятували лелеку", "Пожежники Дніпра врятували лелеку з даху їхньої вежі.", "windows-1251",
        "windows-1251", "utf-8",
    ),
    "windows-1251 that HTTP alone knows": Row(
        "uk", "Учені Харкова винайшли батарею", "Учені Харкова винайшли дешеву батарею для човнів.", "windows-1251", "",
        "windows-1251",
    ),
    "KOI8-U": Row("uk", "Хор Ужгорода виграв конкурс", "Хор Ужгорода виграв конкурс піснею про ґанок.", "koi8-u", "koi8-u"),
    "GB 18030": Row("uk", "Пекарі Одеси спекли коровай", "Пекарі Одеси спекли найбільший коровай у країні.", "gb18030", "gb2312"),
    "windows-1252 said to be Latin-1": Row(
        "de", "Köln öffnet die größte Brücke", "Köln öffnet die größte Brücke über den Rhein für Fußgänger.", "windows-1252",
        "iso-8859-1", "utf-8",
    ),
    "ISO 8859-2": Row(
        "de", "Łódź schließt drei Bäder", "Łódź schließt drei Bäder wegen hoher Kosten für Öl.", "iso8859-2", "iso-8859-2",
    ),
    "Shift JIS": Row(
        "en", "Tokyo names a street after 東京", "Tokyo named a street after 東京 on the first of the month.", "shift_jis",
        "Shift_JIS",
    ),
    "halves of a character": Row(
        "en", "Lisbon paints its trams", "Lisbon painted forty trams &#55357;&#56832; in one night &#xD800; of work.", "utf-8",
        "utf-8", told="Lisbon painted forty trams 😀 in one night \ufffd of work.",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The words of a script in each language, prepared once from all the feeds over real HTTP."""
    folder = tmp_path_factory.mktemp("encodings")
    (folder / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    feeds: dict[str, list[dict[str, object]]] = {"en": [], "uk": [], "de": []}
    with pytest.MonkeyPatch.context() as patch, wire() as server:
        patch.setattr("briefing.wiring.workspace.open_workspace", open_fast)
        patch.setenv("BRIEFING_CLOCK_FILE", str(folder / "clock"))
        for number, row in enumerate(ROWS.values()):
            kind = "application/rss+xml" + (f"; charset={row.charset}" if row.charset else "")
            url = server.serve(f"/{number}", row.body, kind=kind)
            feeds[row.language].append({"url": url, "name": f"Desk {number}", "language": row.language, "rights": "own"})
        shows = {language: ({"language": language, "minutes": 10, "style": "digest"}, rows) for language, rows in feeds.items()}
        path = shows_yaml(folder, shows)
        assert shell(["run", *shows, "--prepare", "--config", str(path)]) == 0
        with open_workspace(load_configuration(path)) as home:
            runs = [home.store.runs.find(f"{language}-2026-11-22") for language in shows]
    scripts = [run.script for run in runs if run and run.script]
    return {script.edition: "\n".join(line.text for part in script.segments for line in part.lines) for script in scripts}


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in ROWS])
def test_the_words_that_were_written_are_told(told: Mapping[str, str], name: str) -> None:
    """The item's sentence stands in the script, letter for letter."""
    row = ROWS[name]
    assert (row.told or row.sentence).rstrip(".") in told[f"{row.language}-2026-11-22"]
