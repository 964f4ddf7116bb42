"""Tag checks: whether the ID3 tags match episode.json in title, show, date, language, cover, disclosure and chapter order."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from mutagen.id3 import ID3, ID3NoHeaderError, ID3Tags

from briefing.model.episode import Episode
from briefing.verify.finding import Finding, compare_values, make_finding


def check_tags(mp3: bytes, episode: Episode) -> Iterator[Finding]:
    """Compare the tags with episode.json."""
    try:
        id3 = ID3(BytesIO(mp3))
    except ID3NoHeaderError:
        yield Finding("tags", "fault", "the file has none")
        return
    yield compare_values("tag version", id3.version[:2], (2, 4))
    yield compare_values("tag title", _get_text(id3, "TIT2"), episode.title)
    yield make_finding("tag show", bool(_get_text(id3, "TALB")), _get_text(id3, "TALB") or "missing")
    yield make_finding("tag date", _get_text(id3, "TDRC").startswith(episode.day.isoformat()), _get_text(id3, "TDRC") or "missing")
    yield make_finding("tag language", bool(_get_text(id3, "TLAN")), _get_text(id3, "TLAN") or "missing")
    yield make_finding("tag cover", bool(id3.getall("APIC") and id3.getall("APIC")[0].data), "a picture")
    said = " ".join(str(frame) for frame in id3.getall("COMM") + id3.getall("TXXX"))
    yield make_finding("tag disclosure", episode.disclosure.text in said, episode.disclosure.text)
    yield make_finding("tag source type", episode.disclosure.digital_source_type in said, episode.disclosure.digital_source_type)
    yield from _check_chapters(id3, episode)


def _check_chapters(id3: object, episode: Episode) -> Iterator[Finding]:
    assert isinstance(id3, ID3)
    frames = id3.getall("CHAP")
    by_id = {frame.element_id: frame for frame in frames}
    contents = id3.getall("CTOC")
    ordered = [by_id[key] for key in contents[0].child_element_ids if key in by_id] if contents else []
    found = [(frame.start_time, frame.end_time, _get_text(frame.sub_frames, "TIT2")) for frame in ordered]
    promised = [(round(chapter.start * 1000), round(chapter.end * 1000), chapter.title) for chapter in episode.chapters]
    yield compare_values("tag chapters", found, promised)
    starts = [frame.start_time for frame in frames]
    yield make_finding("tag chapters in order", starts == sorted(starts), f"{len(frames)} frames, by start in the file")


def _get_text(frames: object, name: str) -> str:
    assert isinstance(frames, ID3Tags)
    found = frames.getall(name)
    return str(found[0]) if found else ""
