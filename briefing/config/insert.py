"""Insertion of feeds into the text of feeds.yaml: existing text stays as it is, byte for byte; only lines are added.

A round trip through ruamel.yaml keeps comments, but not every line break, quote and column; so the parser only finds the
places.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from briefing.config.document import Tree, parse_document
from briefing.config.subscribe import FeedEntry
from briefing.model.errors import Usage

HINT = "add them by hand"


class _Insertion(NamedTuple):
    """A text to insert at an offset."""

    at: int
    text: str


def insert_feeds(text: str, show: str, feeds: Sequence[FeedEntry]) -> str:
    """Return feeds.yaml with feeds added at the end of a show's list, in the style of that list.

    The text must be free of YAML mistakes. Raises Usage when the show is written in a way that feeds cannot be added to.
    """
    if not feeds:
        return text
    node = _find_show(YAML(typ="safe", pure=True).compose(text), show)
    added = _plan_insertion(text, node, feeds)
    after = text[: added.at] + added.text + text[added.at :]
    if not _has_only_added(text, after, show, feeds):
        raise Usage(show, "is written in a way that feeds cannot be added to", hint=HINT)
    return after


def _find_show(root: Node | None, show: str) -> MappingNode:
    node: Node | None = root
    for key in ("shows", show):
        node = _get_value(node, key)
    if not isinstance(node, MappingNode) or not node.value:
        raise Usage(show, "is no show with keys of its own", hint=HINT)
    return node


def _get_value(node: Node | None, key: str) -> Node | None:
    pairs = node.value if isinstance(node, MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _plan_insertion(text: str, show: MappingNode, feeds: Sequence[FeedEntry]) -> _Insertion:
    """Return the insertion: after the list's last entry, into an empty list, or as a new key."""
    found = _get_value(show, "feeds")
    if isinstance(found, SequenceNode) and found.flow_style:
        below = ", " if show.flow_style else f",{_find_newline(text)}{' ' * (int(found.start_mark.column) + 1)}"
        flow = below.join(map(_format_flow, feeds))
        return (
            _Insertion(_find_end(found.value[-1]), below + flow)
            if found.value
            else _Insertion(int(found.start_mark.index) + 1, flow)
        )
    if isinstance(found, SequenceNode):
        last = found.value[-1]
        block = isinstance(last, MappingNode) and not last.flow_style
        return _plan_lines(text, _find_end(found), _get_indent(text, found), feeds, block=block)
    if show.flow_style:
        return _Insertion(_find_end(show.value[-1][1]), f", feeds: [{', '.join(map(_format_flow, feeds))}]")
    indent = _get_indent(text, show)
    if found is None:
        added = _plan_lines(text, _find_end(show), f"{indent}  ", feeds)
        start = added.text.find(f"{indent}  - ")
        return _Insertion(added.at, f"{added.text[:start]}{indent}feeds:{_find_newline(text)}{added.text[start:]}")
    key = next(name for name, _ in show.value if name.value == "feeds")
    return _plan_lines(text, key.end_mark.index, f"{indent}  ", feeds)


def _plan_lines(text: str, end: int, indent: str, feeds: Sequence[FeedEntry], *, block: bool = False) -> _Insertion:
    """Return the insertion of the feeds as lines of their own, after the line that contains `end`."""
    newline = _find_newline(text)
    at = end if text[end - 1] == "\n" else text.find("\n", end) + 1
    before = "" if at else newline  # the last line has no end
    entries = [f"{newline}{indent}  ".join(_format_pairs(feed)) if block else _format_flow(feed) for feed in feeds]
    return _Insertion(at or len(text), before + "".join(f"{indent}- {entry}{newline}" for entry in entries))


def _find_end(node: Node) -> int:
    """Return the offset after a node's last character; the end mark of a block lies after the comments that follow it."""
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _find_end(last) if isinstance(node, SequenceNode) else _find_pair_end(*last)
    return int(node.end_mark.index)


def _find_pair_end(key: Node, value: Node) -> int:
    """Return the offset after a key and its value, which may be absent."""
    absent = isinstance(value, ScalarNode) and not value.value and value.style is None
    return int(key.end_mark.index) + 1 if absent else _find_end(value)


def _get_indent(text: str, node: Node) -> str:
    """Return the indentation of a block's first line."""
    return " " * int(node.start_mark.column)


def _find_newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _format_pairs(feed: FeedEntry) -> list[str]:
    """Return the keys of a feed, with text as JSON, which is valid YAML."""
    name = [f"name: {json.dumps(feed.name, ensure_ascii=False)}"] if feed.name else []
    weight = [f"weight: {feed.weight:.15g}"] if feed.weight != 1 else []
    return [f"url: {json.dumps(feed.url, ensure_ascii=False)}", *name, *weight]


def _format_flow(feed: FeedEntry) -> str:
    return "{" + ", ".join(_format_pairs(feed)) + "}"


def _has_only_added(before: str, after: str, show: str, feeds: Sequence[FeedEntry]) -> bool:
    """Return whether the new text says the same as before, plus these feeds and nothing else."""
    old, new = parse_document(before, {}), parse_document(after, {})
    if new.broken:
        return False
    had, has = _get_feeds(old.tree, show), _get_feeds(new.tree, show)
    urls = [feed.get("url") if isinstance(feed, dict) else None for feed in has[len(had) :]]
    return (
        has[: len(had)] == had
        and urls == [feed.url for feed in feeds]
        and _remove_feeds(old.tree, show) == _remove_feeds(new.tree, show)
    )


def _get_feeds(tree: Tree, show: str) -> list[Tree]:
    found = _get_shows(tree).get(show)
    feeds = found.get("feeds") if isinstance(found, dict) else None
    return feeds if isinstance(feeds, list) else []


def _remove_feeds(tree: Tree, show: str) -> Tree:
    shows = {key: value for key, value in _get_shows(tree).items() if key != show}
    found = _get_shows(tree).get(show)
    rest = {key: value for key, value in found.items() if key != "feeds"} if isinstance(found, dict) else None
    return {**(tree if isinstance(tree, dict) else {}), "shows": {**shows, show: rest}}


def _get_shows(tree: Tree) -> dict[str, Tree]:
    shows = tree.get("shows") if isinstance(tree, dict) else None
    return shows if isinstance(shows, dict) else {}
