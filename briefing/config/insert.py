"""Feeds into the text of feeds.yaml: what stands there stays as it is, byte for byte; only lines are added.

A round trip through ruamel.yaml keeps comments, but not every line break, quote and column; so the parser only says where.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from briefing.config.document import Tree, read
from briefing.config.subscribe import Entry
from briefing.model.errors import Usage

HINT = "add them by hand"


class _Added(NamedTuple):
    """A text to put in at an offset."""

    at: int
    text: str


def insert(text: str, show: str, feeds: Sequence[Entry]) -> str:
    """Return feeds.yaml with feeds added at the end of a show's list, in the style of that list.

    The text must have been read without mistakes of YAML. Raises Usage when the show is written in a way that cannot be added to.
    """
    if not feeds:
        return text
    node = _show(YAML(typ="safe", pure=True).compose(text), show)
    added = _added(text, node, feeds)
    after = text[: added.at] + added.text + text[added.at :]
    if not _only_added(text, after, show, feeds):
        raise Usage(show, "is written in a way that feeds cannot be added to", hint=HINT)
    return after


def _show(root: Node | None, show: str) -> MappingNode:
    node: Node | None = root
    for key in ("shows", show):
        node = _get(node, key)
    if not isinstance(node, MappingNode) or not node.value:
        raise Usage(show, "is no show with keys of its own", hint=HINT)
    return node


def _get(node: Node | None, key: str) -> Node | None:
    pairs = node.value if isinstance(node, MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _added(text: str, show: MappingNode, feeds: Sequence[Entry]) -> _Added:
    """Return what to put where: behind the list's last entry, into an empty list, or as a new key."""
    found = _get(show, "feeds")
    if isinstance(found, SequenceNode) and found.flow_style:
        below = ", " if show.flow_style else f",{_newline(text)}{' ' * (int(found.start_mark.column) + 1)}"
        flow = below.join(map(_flow, feeds))
        return _Added(_end(found.value[-1]), below + flow) if found.value else _Added(int(found.start_mark.index) + 1, flow)
    if isinstance(found, SequenceNode):
        last = found.value[-1]
        block = isinstance(last, MappingNode) and not last.flow_style
        return _lines(text, _end(found), _indent(text, found), feeds, block=block)
    if show.flow_style:
        return _Added(_end(show.value[-1][1]), f", feeds: [{', '.join(map(_flow, feeds))}]")
    indent = _indent(text, show)
    if found is None:
        added = _lines(text, _end(show), f"{indent}  ", feeds)
        start = added.text.find(f"{indent}  - ")
        return _Added(added.at, f"{added.text[:start]}{indent}feeds:{_newline(text)}{added.text[start:]}")
    key = next(name for name, _ in show.value if name.value == "feeds")
    return _lines(text, key.end_mark.index, f"{indent}  ", feeds)


def _lines(text: str, end: int, indent: str, feeds: Sequence[Entry], *, block: bool = False) -> _Added:
    """Return the feeds as lines of their own below the line in which `end` stands."""
    newline = _newline(text)
    at = end if text[end - 1] == "\n" else text.find("\n", end) + 1
    before = "" if at else newline  # the last line has no end
    entries = [f"{newline}{indent}  ".join(_pairs(feed)) if block else _flow(feed) for feed in feeds]
    return _Added(at or len(text), before + "".join(f"{indent}- {entry}{newline}" for entry in entries))


def _end(node: Node) -> int:
    """Return the offset behind a node's last character; a block's own mark stands behind the comments that follow it."""
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last) if isinstance(node, SequenceNode) else _end_of(*last)
    return int(node.end_mark.index)


def _end_of(key: Node, value: Node) -> int:
    """Return the offset behind a key and its value, which may be absent."""
    absent = isinstance(value, ScalarNode) and not value.value and value.style is None
    return int(key.end_mark.index) + 1 if absent else _end(value)


def _indent(text: str, node: Node) -> str:
    """Return the blanks before a block's first line."""
    return " " * int(node.start_mark.column)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _pairs(feed: Entry) -> list[str]:
    """Return the keys of a feed; text as JSON writes it, which YAML reads as it stands."""
    name = [f"name: {json.dumps(feed.name, ensure_ascii=False)}"] if feed.name else []
    weight = [f"weight: {feed.weight:.15g}"] if feed.weight != 1 else []
    return [f"url: {json.dumps(feed.url, ensure_ascii=False)}", *name, *weight]


def _flow(feed: Entry) -> str:
    return "{" + ", ".join(_pairs(feed)) + "}"


def _only_added(before: str, after: str, show: str, feeds: Sequence[Entry]) -> bool:
    """Return whether the text now says what it said, and these feeds besides."""
    old, new = read(before, {}), read(after, {})
    if new.broken:
        return False
    had, has = _feeds(old.tree, show), _feeds(new.tree, show)
    urls = [feed.get("url") if isinstance(feed, dict) else None for feed in has[len(had) :]]
    return has[: len(had)] == had and urls == [feed.url for feed in feeds] and _without(old.tree, show) == _without(new.tree, show)


def _feeds(tree: Tree, show: str) -> list[Tree]:
    found = _shows(tree).get(show)
    feeds = found.get("feeds") if isinstance(found, dict) else None
    return feeds if isinstance(feeds, list) else []


def _without(tree: Tree, show: str) -> Tree:
    shows = {key: value for key, value in _shows(tree).items() if key != show}
    found = _shows(tree).get(show)
    rest = {key: value for key, value in found.items() if key != "feeds"} if isinstance(found, dict) else None
    return {**(tree if isinstance(tree, dict) else {}), "shows": {**shows, show: rest}}


def _shows(tree: Tree) -> dict[str, Tree]:
    shows = tree.get("shows") if isinstance(tree, dict) else None
    return shows if isinstance(shows, dict) else {}
