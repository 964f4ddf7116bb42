"""ID3v2.4 tags in front of an untagged MP3: title, show, date, cover, disclosure, chapters in the order they are heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TALB, TCON, TDRC, TIT2, TLAN, TPE1, TXXX, WXXX, CTOCFlags, Frame, PictureType

from briefing.lib.redact import link
from briefing.lib.text import milliseconds, one_line
from briefing.model.episode import Chapter, Episode
from briefing.model.errors import Faulty
from briefing.model.show import Show, Site

_HEADER = 10  # bytes of a tag's header, https://id3.org/id3v2.4.0-structure
_UTF8 = 3
_NO_OFFSET = 0xFFFFFFFF  # "use the times instead", https://id3.org/id3v2-chapters-1.0
_MOST_CHAPTERS = 255  # a table of contents counts them in one byte
_id3: Callable[..., ID3] = ID3  # mutagen is untyped


def tag(mp3: bytes, episode: Episode, show: Show, site: Site, cover: bytes) -> bytes:
    """Return the MP3 with its tags in front and its audio unchanged; raises Faulty when it has tags or they do not read back."""
    if mp3[:3] == b"ID3" or not mp3:
        raise Faulty(episode.file, "has tags already" if mp3 else "is empty")
    if len(episode.chapters) > _MOST_CHAPTERS:
        raise Faulty(episode.file, f"has {len(episode.chapters)} chapters", f"ID3 holds {_MOST_CHAPTERS}")
    frames = [*_about(episode, show, site, cover), *_chapters(episode.chapters)]
    tagged = _join(frames) + mp3
    _check(tagged, mp3, frames, episode.file)
    return tagged


def iso639(language: str) -> str:
    """Return the three letters (ISO 639-2) of a BCP 47 tag, as Babel's CLDR aliases have them, or `und`."""
    from babel.core import get_global

    primary = language.lower().partition("-")[0]
    if len(primary) == 3:
        return primary
    three = [alias for alias, meant in get_global("language_aliases").items() if meant == primary and len(alias) == 3]
    return min(three, key=lambda alias: (not alias.startswith(primary), alias), default="und")


def _about(episode: Episode, show: Show, site: Site, cover: bytes) -> Iterable[Frame]:
    said, source = episode.disclosure.text, episode.disclosure.digital_source_type
    language = iso639(episode.language)
    yield _text(TIT2, one_line(episode.title))
    yield _text(TALB, one_line(show.title))
    yield _text(TPE1, one_line(site.author) or one_line(site.title))
    yield _text(TDRC, episode.day.isoformat())
    yield _text(TLAN, language)
    yield _text(TCON, "News")
    yield _text(COMM, said, lang=language, desc="")
    yield _text(TXXX, said, desc="AI_DISCLOSURE")
    yield _text(TXXX, source, desc="DigitalSourceType")
    yield _frame(APIC, encoding=_UTF8, mime="image/jpeg", type=PictureType.COVER_FRONT, desc="", data=cover)


def _chapters(chapters: Sequence[Chapter]) -> Iterable[Frame]:
    if not chapters:
        return
    ids = [f"chp{n}" for n in range(len(chapters))]
    yield _frame(CTOC, element_id="toc", flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED, child_element_ids=ids, sub_frames=[])
    for element_id, chapter in zip(ids, chapters, strict=True):
        about = [_text(TIT2, one_line(chapter.title))]
        if url := link(chapter.url):
            about.append(_frame(WXXX, encoding=_UTF8, desc="", url=url))
        yield _frame(
            CHAP, element_id=element_id, start_time=milliseconds(chapter.start), end_time=milliseconds(chapter.end),
            start_offset=_NO_OFFSET, end_offset=_NO_OFFSET, sub_frames=about,
        )  # fmt: skip


def _text(kind: Callable[..., Frame], text: str, **more: str) -> Frame:
    return _frame(kind, encoding=_UTF8, text=[text], **more)


def _frame(kind: Callable[..., Frame], **values: object) -> Frame:
    return kind(**values)


def _join(frames: Iterable[Frame]) -> bytes:
    """Return one tag with the frames in this order; mutagen alone would sort them by length, and players list what comes first."""
    body = b"".join(_alone(frame)[_HEADER:] for frame in frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\x00\x00" + size + body


def _alone(frame: Frame) -> bytes:
    id3, file = _id3(), BytesIO()
    id3[frame.HashKey] = frame
    id3.save(file, v2_version=4, padding=lambda _: 0)
    return file.getvalue()


def _check(tagged: bytes, mp3: bytes, frames: Sequence[Frame], name: str) -> None:
    """Read the tags back from the finished bytes: the artefact, not the intention."""
    id3 = _id3(BytesIO(tagged))
    if [_alone(id3[key]) for key in id3] != [_alone(frame) for frame in frames]:  # mutagen cannot compare CHAP frames
        raise Faulty(name, "does not hold the tags that were written")
    if tagged[id3.size :] != mp3:
        raise Faulty(name, "lost audio when it was tagged")
