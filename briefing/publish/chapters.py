"""Chapters for podcast apps: JSON, version 1.2."""

from __future__ import annotations

import json

from briefing.publish.redact import link
from briefing.publish.text import one_line
from briefing.published import Chapter, Episode
from briefing.show import Show, Site


def chapters(episode: Episode, show: Show, site: Site) -> str:
    """Return the chapters file (https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md)."""
    body = {
        "version": "1.2.0",
        "author": one_line(site.author),
        "title": one_line(episode.title),
        "podcastName": one_line(show.title),
        "description": episode.disclosure.text,
        "chapters": [_chapter(chapter) for chapter in episode.chapters],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _chapter(chapter: Chapter) -> dict[str, object]:
    entry: dict[str, object] = {"startTime": chapter.start, "endTime": chapter.end, "title": one_line(chapter.title)}
    if url := link(chapter.url):
        entry["url"] = url
    return entry
