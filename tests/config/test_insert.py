"""Feeds into feeds.yaml: every byte that stood there still stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config.insert import insert_feeds
from briefing.config.subscribe import FeedEntry
from briefing.model.errors import Usage
from tests.config.reading import config

A = FeedEntry("https://a.example/rss", "A", 1)
B = FeedEntry("https://b.example/?x=1&y='2'", 'B: "the" #1', 2.5)
BRACES = '{url: "https://a.example/rss", name: "A"}'
HEAD = "# ours\nshows:\n  a:\n    title: T   # spoken\n"


# In these texts `+` begins a line that is added, and `{A}` is the feed in braces.
PLACES = {
    "a list of braces": """\
    feeds:            # all of them
      - {url: https://x.example/}   # one
+      - {A}
      # - {url: https://off.example/}

  # end
""",
    "a list of blocks, not indented": """\
    feeds:
    - url: https://x.example/
      name: X   # said
+    - url: "https://a.example/rss"
+      name: "A"
    minutes: 5
""",
    "nothing yet": """\
    feeds:   # to come
+      - {A}
    minutes: 5
""",
    "no key": """\
    minutes: 5   # long
+    feeds:
+      - {A}

# end
""",
    "text in blocks": """\
    description: |
      long
      text
    feeds:
      - url: https://x.example/
        name: >-
          X
          Y
+      - url: "https://a.example/rss"
+        name: "A"
    minutes: 5
""",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in PLACES.items()])
def test_where_a_feed_goes(tmp_path: Path, text: str) -> None:
    """A new feed stands after the last, in its style; comments, order and blanks are as they were; and the result loads."""
    before = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("+"))
    after = "".join(line.removeprefix("+") for line in text.splitlines(keepends=True)).replace("{A}", BRACES)
    assert insert_feeds(HEAD + before, "a", [A]) == HEAD + after
    assert config(tmp_path, HEAD + after).shows[0].feeds[-1].url == A.url


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("[]", f"[{BRACES}]", id="empty"),
        pytest.param("[{url: x}]", f"[{{url: x}},\n            {BRACES}]", id="one"),
        pytest.param("[{url: x},  # one\n  ]", f"[{{url: x}},\n            {BRACES},  # one\n  ]", id="a comma left over"),
    ],
)
def test_a_list_in_brackets(before: str, after: str) -> None:
    """A list in brackets gets its feeds inside them, one a line."""
    assert insert_feeds(f"{HEAD}    feeds: {before}\n", "a", [A]) == f"{HEAD}    feeds: {after}\n"


def test_a_file_without_a_last_line_end() -> None:
    """The last line gets its end before a line is added."""
    assert (
        insert_feeds(HEAD + "    feeds:\n      - {url: x}", "a", [A])
        == HEAD + f"    feeds:\n      - {{url: x}}\n      - {BRACES}\n"
    )


def test_a_show_in_braces(tmp_path: Path) -> None:
    """A show that stands in one line gets its feeds in that line."""
    after = insert_feeds("shows: {a: {title: T}, b: {title: U, feeds: [{url: https://x.example/}]}}\n", "a", [A, B])
    assert after.startswith('shows: {a: {title: T, feeds: [{url: "https://a.example/rss"')
    assert [len(show.feeds) for show in config(tmp_path, after).shows] == [2, 1]


def test_line_ends_of_another_system_stay(tmp_path: Path) -> None:
    """A file with carriage returns gets lines with carriage returns."""
    text = (HEAD + "    feeds:\n      - {url: https://x.example/}\n").replace("\n", "\r\n")
    after = insert_feeds(text, "a", [A, B])
    assert after.count("\r\n") == after.count("\n") == text.count("\n") + 2
    assert len(config(tmp_path, after).shows[0].feeds) == 3


def test_names_with_signs_of_yaml_are_quoted(tmp_path: Path) -> None:
    """Quotes, colons and hashes in a name or an address come back as they were."""
    found = config(tmp_path, insert_feeds(HEAD + "    feeds: []\n", "a", [B])).shows[0].feeds[0]
    assert (found.url, found.name, found.weight) == (B.url, B.name, B.weight)


def test_nothing_to_add_changes_nothing() -> None:
    """Without feeds the text is the same."""
    assert insert_feeds(HEAD, "a", []) == HEAD


def test_a_show_that_is_no_section_is_refused() -> None:
    """A show without keys of its own is left to the producer."""
    with pytest.raises(Usage, match="add them by hand"):
        insert_feeds("shows:\n  a:\n", "a", [A])


ADDRESSES = st.from_regex(r"https://[a-z]{1,9}\.example/[!#-;=?-Z^-~]{0,20}", fullmatch=True)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
FEEDS = st.builds(FeedEntry, ADDRESSES, NAMES, st.sampled_from([1.0, 0.5])).filter(lambda feed: "${" not in feed.url + feed.name)
RESTS = (
    "    feeds:\n",
    "    feeds: []\n",
    "",
    "    feeds:\n    - url: 'https://x.test/'\n",
    "    feeds: [{url: 'https://x.test/'}]\n",
)


@settings(max_examples=50, deadline=None)
@given(st.lists(FEEDS, min_size=1, unique_by=lambda feed: feed.url), st.sampled_from(RESTS))
def test_any_feed_comes_back_as_it_went_in(feeds: list[FeedEntry], rest: str) -> None:
    """Whatever stands in addresses and names, the text says it and nothing else; what was there is still there in order."""
    from briefing.config.document import parse_document

    before = HEAD + rest + "    minutes: 7  # seven\n"
    after = insert_feeds(before, "a", feeds)
    kept = iter(after.splitlines())
    assert all(any(line.startswith(old.rstrip("]}")) for line in kept) for old in before.splitlines())
    tree = parse_document(after, {}).tree
    assert isinstance(tree, dict)
    assert [feed.get("name") for feed in tree["shows"]["a"]["feeds"]][-len(feeds) :] == [feed.name for feed in feeds]  # type: ignore[index,call-overload,union-attr]  # a tree of our own text
