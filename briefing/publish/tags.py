"""ID3v2.4 tags in front of an untagged MP3: title, show, date, cover, disclosure, chapters in the order they are heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from babel.core import get_global
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TALB, TCON, TDRC, TIT2, TLAN, TPE1, TXXX, WXXX, CTOCFlags, Frame, PictureType

from briefing.lib.redact import link
from briefing.lib.text import to_milliseconds, to_one_line
from briefing.model.episode import Chapter, Episode
from briefing.model.errors import Faulty
from briefing.model.show import Show, Site

_HEADER = 10  # bytes of a tag's header, https://id3.org/id3v2.4.0-structure
_UTF8 = 3
_NO_OFFSET = 0xFFFFFFFF  # "use the times instead", https://id3.org/id3v2-chapters-1.0
_MOST_CHAPTERS = 255  # a table of contents counts them in one byte
_id3: Callable[..., ID3] = ID3  # mutagen is untyped


def write_tags(mp3: bytes, episode: Episode, show: Show, site: Site, cover: bytes) -> bytes:
    """Return the MP3 with its tags in front and its audio unchanged; raises Faulty when it has tags or they do not read back."""
    if mp3[:3] == b"ID3" or not mp3:
        raise Faulty(episode.file, "has tags already" if mp3 else "is empty")
    if len(episode.chapters) > _MOST_CHAPTERS:
        raise Faulty(episode.file, f"has {len(episode.chapters)} chapters", f"ID3 holds {_MOST_CHAPTERS}")
    frames = [*_add_about(episode, show, site, cover), *_add_chapters(episode.chapters)]
    tagged = _join_frames(frames) + mp3
    _check_tags(tagged, mp3, frames, episode.file)
    return tagged


def to_iso639(language: str) -> str:
    """Return the three letters (ISO 639-2) of a BCP 47 tag, as Babel's CLDR aliases have them, or `und`."""
    primary = language.lower().partition("-")[0]
    if len(primary) == 3:
        return primary
    three = [alias for alias, meant in get_global("language_aliases").items() if meant == primary and len(alias) == 3]
    return min(three, key=lambda alias: (not alias.startswith(primary), alias), default="und")


def _add_about(episode: Episode, show: Show, site: Site, cover: bytes) -> Iterable[Frame]:
    said, source = episode.disclosure.text, episode.disclosure.digital_source_type
    language = to_iso639(episode.language)
    yield _make_text(TIT2, to_one_line(episode.title))
    yield _make_text(TALB, to_one_line(show.title))
    yield _make_text(TPE1, to_one_line(site.author) or to_one_line(site.title))
    yield _make_text(TDRC, episode.day.isoformat())
    yield _make_text(TLAN, language)
    yield _make_text(TCON, "News")
    yield _make_text(COMM, said, lang=language, desc="")
    yield _make_text(TXXX, said, desc="AI_DISCLOSURE")
    yield _make_text(TXXX, source, desc="DigitalSourceType")
    yield _build_frame(APIC, encoding=_UTF8, mime="image/jpeg", type=PictureType.COVER_FRONT, desc="", data=cover)


def _add_chapters(chapters: Sequence[Chapter]) -> Iterable[Frame]:
    if not chapters:
        return
    ids = [f"chp{n}" for n in range(len(chapters))]
    yield _build_frame(CTOC, element_id="toc", flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED, child_element_ids=ids, sub_frames=[])
    for element_id, chapter in zip(ids, chapters, strict=True):
        about = [_make_text(TIT2, to_one_line(chapter.title))]
        if url := link(chapter.url):
            about.append(_build_frame(WXXX, encoding=_UTF8, desc="", url=url))
        yield _build_frame(
            CHAP, element_id=element_id, start_time=to_milliseconds(chapter.start), end_time=to_milliseconds(chapter.end),
            start_offset=_NO_OFFSET, end_offset=_NO_OFFSET, sub_frames=about,
        )  # fmt: skip


def _make_text(kind: Callable[..., Frame], text: str, **more: str) -> Frame:
    return _build_frame(kind, encoding=_UTF8, text=[text], **more)


def _build_frame(kind: Callable[..., Frame], **values: object) -> Frame:
    return kind(**values)


def _join_frames(frames: Iterable[Frame]) -> bytes:
    """Return one tag with the frames in this order; mutagen alone would sort them by length, and players list what comes first."""
    body = b"".join(_make_alone(frame)[_HEADER:] for frame in frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\x00\x00" + size + body


def _make_alone(frame: Frame) -> bytes:
    id3, file = _id3(), BytesIO()
    id3[frame.HashKey] = frame
    id3.save(file, v2_version=4, padding=lambda _: 0)
    return file.getvalue()


def _check_tags(tagged: bytes, mp3: bytes, frames: Sequence[Frame], name: str) -> None:
    """Read the tags back from the finished bytes: the artefact, not the intention."""
    id3 = _id3(BytesIO(tagged))
    if [_make_alone(id3[key]) for key in id3] != [_make_alone(frame) for frame in frames]:  # mutagen cannot compare CHAP frames
        raise Faulty(name, "does not hold the tags that were written")
    if tagged[id3.size :] != mp3:
        raise Faulty(name, "lost audio when it was tagged")
