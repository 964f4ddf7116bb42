"""The bytes of feeds to characters."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.fetch import clean
from briefing.fetch.encoding import decode, repair_references
from briefing.fetch.parse import parse_feed

UK, RU = "Рада Києва відкрила міст, їжак і ґанок цілі", "Совет открыл мост в понедельник"
JA, ZH, KO = "東京の橋が開通した", "市议会通过了明年的预算", "시의회는 예산을 통과시켰다"
DE, PL, TR = "Größe „Übung“ – Äpfel für 5 €", "Żółć, gęś, jaźń i ŁÓDŹ", "Belediye İstanbul’da köprüyü açtı, şöyle dedi ığ"
FR = "«\xa0Liberté\xa0», a dit Noël à l’hôtel"
SP = "São Paulo’s mayor opens bridge"
BOM = "\ufeff"


def _feed(title: str, declared: str = "") -> str:
    declaration = f"<?xml version='1.0' encoding='{declared}'?>\n" if declared else ""
    return f"{declaration}<rss version='2.0'><channel><title>T</title><item><title>{title}</title></item></channel></rss>"


def _titles(body: bytes, charset: str = "") -> list[str]:
    return [clean.clean_line(entry.title) for entry in parse_feed(body, charset, "https://news.example/feed").entries]


@pytest.mark.parametrize(
    ("title", "codec", "declared", "charset"),
    [
        pytest.param(UK, "utf-8", "utf-8", "", id="UTF-8"),
        pytest.param(UK, "utf-8", "", "", id="UTF-8, nothing said"),
        pytest.param(BOM + UK, "utf-8", "utf-8", "", id="a mark inside"),
        pytest.param(UK, "utf-8-sig", "utf-8", "iso-8859-1", id="UTF-8 with a mark"),
        pytest.param(UK, "utf-8", "utf-16", "", id="UTF-8 said to be UTF-16"),
        pytest.param(UK, "utf-8-sig", "utf-16", "utf-16", id="UTF-8 with a mark said to be UTF-16, twice"),
        pytest.param(UK, "utf-8", "windows-1251", "", id="UTF-8 said to be windows-1251"),
        pytest.param(SP, "utf-8", "iso-8859-2", "", id="UTF-8 said to be Latin-2"),
        pytest.param(SP, "utf-8", "us-ascii", "us-ascii", id="UTF-8 said to be ASCII"),
        pytest.param(UK, "utf-8", "nonsense", "punycode", id="UTF-8, what is said is no encoding"),
        pytest.param(UK, "utf-16", "utf-16", "", id="UTF-16 with a mark"),
        pytest.param(BOM + UK, "utf-16-be", "utf-8", "utf-8", id="UTF-16 BE said to be UTF-8"),
        pytest.param(UK, "utf-16-le", "utf-16", "", id="UTF-16 LE without a mark"),
        pytest.param(UK, "utf-32", "utf-32", "", id="UTF-32"),
        pytest.param(UK, "windows-1251", "windows-1251", "utf-8", id="windows-1251"),
        pytest.param(UK, "windows-1251", "", "windows-1251", id="windows-1251, HTTP alone knows"),
        pytest.param(UK, "windows-1251", "utf-8", "x-cp1251", id="windows-1251 said to be UTF-8, HTTP knows"),
        pytest.param(UK, "windows-1251", "utf-8", "", id="windows-1251 said to be UTF-8"),
        pytest.param(RU, "koi8-r", "koi8-r", "", id="KOI8-R"),
        pytest.param(UK, "koi8-u", "koi8-u", "", id="KOI8-U"),
        pytest.param(UK, "koi8-u", "koi8-r", "", id="KOI8-U said to be KOI8-R"),
        pytest.param(UK, "koi8-u", "", "", id="KOI8-U, nothing said"),
        pytest.param(RU, "iso8859-5", "iso-8859-5", "", id="ISO 8859-5"),
        pytest.param(DE, "windows-1252", "iso-8859-1", "", id="windows-1252 said to be Latin-1"),
        pytest.param(DE, "windows-1252", "", "", id="windows-1252, nothing said"),
        pytest.param(DE, "windows-1252", "utf-8", "utf-8", id="windows-1252 said to be UTF-8"),
        pytest.param(FR, "windows-1252", "iso-8859-1", "utf-8", id="Latin-1 that looks a little like UTF-8"),
        pytest.param("café", "latin-1", "iso-8859-1", "utf-8", id="one byte of Latin-1"),
        pytest.param(PL, "iso8859-2", "iso-8859-2", "", id="ISO 8859-2"),
        pytest.param(TR, "windows-1254", "iso-8859-9", "", id="Turkish"),
        pytest.param(JA, "shift_jis", "Shift_JIS", "", id="Shift JIS"),
        pytest.param(JA, "euc-jp", "", "EUC-JP", id="EUC-JP"),
        pytest.param(JA, "iso2022_jp", "ISO-2022-JP", "", id="ISO 2022, whose bytes are ASCII"),
        pytest.param(ZH, "gb18030", "gb2312", "", id="GB 18030 said to be GB 2312"),
        pytest.param(KO, "cp949", "euc-kr", "", id="Korean"),
    ],
)
def test_an_encoding_is_told_by_its_bytes_before_what_is_said(title: str, codec: str, declared: str, charset: str) -> None:
    """Every character of a title comes out as it was written."""
    plain = title.replace(BOM, "").replace("\xa0", " ")
    assert _titles(_feed(title, declared).encode(codec), charset) == [plain]


@pytest.mark.parametrize(
    ("title", "codec", "declared", "charset"),
    [
        pytest.param(SP, "utf-8", "utf-8", "", id="UTF-8"),
        pytest.param(SP, "utf-8", "", "iso-8859-2", id="UTF-8, HTTP says Latin-2"),
        pytest.param(UK, "utf-8", "iso-8859-2", "", id="UTF-8 said to be Latin-2"),
        pytest.param(UK, "utf-8-sig", "utf-16", "", id="UTF-8 said to be UTF-16"),
        pytest.param("São", "utf-8", "utf-8", "", id="UTF-8, as many good as broken"),
    ],
)
@pytest.mark.parametrize("broken", [pytest.param(b"\xff", id="no byte of any"), pytest.param(b"\x80", id="a lone second byte")])
def test_one_broken_byte_costs_one_character(title: str, codec: str, declared: str, charset: str, broken: bytes) -> None:
    """One byte that belongs to nothing is replaced, and all other characters come out as they were written."""
    body = _feed(f"{title} #!", declared).encode(codec).replace(b"#", broken)
    assert _titles(body, charset) == [f"{title} \ufffd!"]


def test_another_encoding_may_be_broken_too() -> None:
    """Half a character of Japanese costs nothing around it."""
    body = _feed(f"{JA}# {JA}", "shift_jis").encode("shift_jis").replace(b"#", b"\x81")
    assert _titles(body) == [f"{JA}\ufffd {JA}"]


def test_a_character_cut_in_half_is_one_broken_place() -> None:
    """Text that a program cut in the middle of a character garbles nothing around it."""
    body = _feed(f"{UK} #").encode().replace(b"#", "їжак".encode()[:-1])
    assert _titles(body, "windows-1251") == [f"{UK} їжа\ufffd"]


def test_what_others_replaced_is_no_broken_byte() -> None:
    """A feed full of U+FFFD is UTF-8 whatever is said."""
    assert _titles(_feed("é" + "\ufffd" * 9, "iso-8859-1").encode()) == ["é" + "\ufffd" * 9]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("a&#55357;&#56832;b", "a😀b", id="a pair in tens"),
        pytest.param("a&#xD83D;&#xDE00;b", "a😀b", id="a pair in sixteens"),
        pytest.param("a&#Xd83d;&#56832;b", "a😀b", id="a pair in both"),
        pytest.param("a&#0055357;&#x0000DE00;b", "a😀b", id="leading zeros"),
        pytest.param("a&#xD800;b", "a\ufffdb", id="a lone first half"),
        pytest.param("a&#xDE00;b", "a\ufffdb", id="a lone second half"),
        pytest.param("a&#xDE00;&#xD83D;b", "a\ufffd\ufffdb", id="the wrong way round"),
        pytest.param("a&#xD83D;&#xD83D;&#xDE00;b", "a\ufffd😀b", id="half before a pair"),
        pytest.param("a&#x110000;b", "a\ufffdb", id="beyond the last character"),
        pytest.param(f"a&#{'9' * 3000};b", "a\ufffdb", id="thousands of digits"),
        pytest.param("a&#128512;b", "a😀b", id="whole"),
        pytest.param("a&#146;b", "a’b", id="a byte of windows-1252"),
    ],
)
@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param("{}", id="plain"),
        pytest.param("<![CDATA[{}]]>", id="CDATA"),
        pytest.param("&amp;{}", id="escaped twice"),
    ],
)
def test_character_references_are_repaired(written: str, meant: str, wrapped: str) -> None:
    """Halves of a character become it, what is none is replaced, and the feed goes on."""
    written = written.replace("&", "&amp;") if wrapped.startswith("&amp;") else wrapped.format(written)
    body = _feed(f"{written}</title></item><item><title>Two").encode()
    assert _titles(body) == [meant, "Two"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1251"])
def test_a_json_feed_passes_the_same_way(codec: str) -> None:
    """A JSON Feed may be in any encoding that can be told, and its HTML may have halves of characters."""
    items = f'[{{"id": "1", "title": "{UK}", "content_html": "ok &#55357;&#56832; &#xD800;"}}, {{"id": "2", "title": "Two"}}]'
    (one, two) = parse_feed(f'{{"version": "https://jsonfeed.org/version/1.1", "items": {items}}}'.encode(codec), codec, "").entries
    assert (clean.clean_line(one.title), two.title) == (UK, "Two")
    assert clean.clean_line(one.bodies[1]) == "ok 😀 \ufffd"


def test_a_feed_in_utf_16_that_was_cut_off_loses_the_entry_that_was_cut() -> None:
    """Whatever its encoding, of a feed that stops inside an entry the whole entries are kept and it is told."""
    body = _feed(f"One</title></item><item><title>{UK}", "utf-16").encode("utf-16")
    found = parse_feed(body[:-90], "", "")
    assert [entry.title for entry in found.entries] == ["One"]
    assert found.cut


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"&#" + b"0" * 3_000_000, id="digits without an end"),
        pytest.param(b"&#" * 1_000_000, id="beginnings"),
        pytest.param(b"<?xml " * 300_000, id="declarations"),
        pytest.param(bytes(range(256)) * 10_000, id="every byte"),
        pytest.param(b"\x82\xa0\xff" * 500_000, id="broken Japanese"),
        pytest.param(b"\x1b$" + b"!" * 1_000_000, id="shifted"),
        pytest.param(b"<\0" * 1_000_000 + b"\xd8", id="half a unit"),
    ],
)
def test_hostile_bytes_are_read_in_linear_time(body: bytes) -> None:
    """Megabytes made to be hard are decoded and repaired in much less than a second of processor time."""
    start = time.process_time()
    repair_references(decode(body, "iso-2022-jp"))
    assert time.process_time() - start < 2


@given(st.binary(max_size=200), st.text(max_size=45) | st.sampled_from(["utf-7", "hz", "iso-2022-kr", "cp037", "big5", "johab"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_characters(body: bytes, charset: str) -> None:
    """No bytes and no charset raise, and what comes out can be written as UTF-8."""
    repair_references(decode(body, charset)).encode()
    repair_references(decode(b"<?xml version='1.0' encoding='" + body[:40] + b"'?>" + body, charset)).encode()
