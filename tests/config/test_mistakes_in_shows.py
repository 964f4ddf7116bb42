"""Every mistake a producer can make in a show and its feeds, and the exact line that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.languages import list_languages
from tests.config.reading import feed, mistakes, show

WORDS = "must be words; * may stand after the beginning of a word, such as clim*"
WEB = "must be an address that begins with http:// or https://"

SHOW = [
    pytest.param("shows:\n  a:\n    feeds: [{url: https://example.com/rss}]\n", "2:3: shows.a.title: is missing", id="no title"),
    pytest.param("shows:\n  a:\n    title: T\n", "2:3: shows.a.feeds: is missing", id="no feeds"),
    pytest.param(show(feeds="[]"), "4:12: shows.a.feeds: must not be empty", id="empty feeds"),
    pytest.param(show(feeds="https://x"), "4:12: shows.a.feeds: must be a list, each entry beginning with -", id="feeds as text"),
    pytest.param(show(r'description: "a\eb"'), "3:18: shows.a.description: holds the control character U+001B", id="escape"),
    pytest.param(show(r'description: "a\u202eb"'), "3:18: shows.a.description: holds the control character U+202E", id="bidi"),
    pytest.param(show(r'description: "a\ud800b"'), "3:18: shows.a.description: holds the control character U+D800", id="surrogate"),
    pytest.param(
        show("language: klingon"),
        "3:15: shows.a.language: must be a language tag such as en or en-US, not 'klingon'",
        id="no language",
    ),
    pytest.param(
        show("language: sw"),
        f"3:15: shows.a.language: Briefing does not speak it yet, only {', '.join(list_languages())}; briefing/languages/sw lacks "
        "opening.j2, headlines.j2, story.j2, followup.j2, also.j2, disagree.j2, closing.j2, nothing.j2, correction.j2, "
        "changed.j2, marked.j2, withdrawn.j2, confirmed.j2, covers.j2, language.toml, counting.toml, days.toml, corrections.toml, "
        "amounts.toml, bulletin.toml: "
        "see docs/languages.md",
        id="language without pack",
    ),
    pytest.param(
        show("timezone: Europe/Kyv"),
        "3:15: shows.a.timezone: no such time zone: 'Europe/Kyv'; did you mean 'Europe/Kyiv'?",
        id="time zone misspelt",
    ),
    pytest.param(
        show("timezone: ../../etc/passwd"), "3:15: shows.a.timezone: no such time zone: '../../etc/passwd'", id="time zone as path"
    ),
    pytest.param(
        show('schedule: "0 25 * * *"'),
        "3:15: shows.a.schedule: is not a cron expression: bad hour in '0 25 * * *'",
        id="25 o'clock",
    ),
    pytest.param(
        show('schedule: "06:00"'),
        "3:15: shows.a.schedule: must be a cron expression of five fields, such as 0 6 * * *, not '06:00'",
        id="time of day",
    ),
    pytest.param(
        show('schedule: "0 0 6 * * *"'),
        "3:15: shows.a.schedule: must be a cron expression of five fields, such as 0 6 * * *, not '0 0 6 * * *'",
        id="seconds",
    ),
    pytest.param(
        show('schedule: "0 6 30 2 *"'),
        "3:15: shows.a.schedule: is not a cron expression: bad day-of-month in '0 6 30 2 *'",
        id="30 February",
    ),
    pytest.param(show("minutes: 0"), "3:14: shows.a.minutes: must be more than 0, not 0", id="no minutes"),
    pytest.param(
        show("minutes: 0.05"),
        "3:14: shows.a.minutes: is too short: opening, closing and one headline take 0.08 minutes",
        id="no room for a story",
    ),
    pytest.param(show("minutes: .nan"), "3:14: shows.a.minutes: must be a number, not '.nan'", id="minutes not a number"),
    pytest.param(show("minutes: 1e999"), "3:14: shows.a.minutes: must be a number, not inf", id="endless minutes"),
    pytest.param(show("min_stories: 1.5"), "3:18: shows.a.min_stories: must be a whole number, not 1.5", id="half a story"),
    pytest.param(show("min_stories: 0"), "3:18: shows.a.min_stories: must be at least 1, not 0", id="no story"),
    pytest.param(show("max_age_hours: -1"), "3:20: shows.a.max_age_hours: must be more than 0, not -1", id="news of the future"),
    pytest.param(show("max_age_hours: 1000000"), "3:20: shows.a.max_age_hours: must be at most 8760, not 1000000", id="century"),
    pytest.param(show("disclosure:"), "3:5: shows.a.disclosure: has no value", id="disclosure without value"),
    pytest.param(
        show('disclosure: " "'),
        "3:17: shows.a.disclosure: must be a sentence that can be spoken; leave the key out for the language's own",
        id="empty disclosure",
    ),
    pytest.param(
        show("when_empty: anounce"),
        "3:17: shows.a.when_empty: must be 'silent' or 'announce', not 'anounce'; did you mean 'announce'?",
        id="when_empty misspelt",
    ),
    pytest.param(
        show("not_news: {allow: [quizz]}"),
        "3:24: shows.a.not_news.allow[0]: no such rule: 'quizz'; did you mean 'quiz'?",
        id="rule misspelt",
    ),
    pytest.param(
        show('not_news: {also: ["!!!"]}'),
        "3:23: shows.a.not_news.also[0]: must be words of a title, or one /part/ of an address, not '!!!'",
        id="phrase without a word",
    ),
    pytest.param(
        show("not_news: {also: [/a/b/]}"),
        "3:23: shows.a.not_news.also[0]: must be words of a title, or one /part/ of an address, not '/a/b/'",
        id="two parts of an address",
    ),
    pytest.param(
        show("not_news: {also: quiz}"), "3:22: shows.a.not_news.also: must be a list, each entry beginning with -", id="a word"
    ),
    pytest.param(
        show("not_news: {allowed: [quiz]}"),
        "3:16: shows.a.not_news.allowed: unknown key; did you mean 'allow'?",
        id="unknown key of not_news",
    ),
    pytest.param(show("topics: {war: 0}"), "3:19: shows.a.topics.war: must be more than 0, not 0", id="a topic worth nothing"),
    pytest.param(show("topics: {war: 101}"), "3:19: shows.a.topics.war: must be at most 100, not 101", id="a topic worth all"),
    pytest.param(show("topics: {war: x}"), "3:19: shows.a.topics.war: must be a number, not 'x'", id="a topic worth a word"),
    pytest.param(show("topics:"), "3:5: shows.a.topics: has no value", id="topics without value"),
    pytest.param(
        show("topics: [war]"), "3:13: shows.a.topics: must be keys and values, such as {key: value}", id="topics as a list"
    ),
    pytest.param(
        show("topics: {war: 2, war: 3}"),
        "3:22: shows.a.topics.war: stands here a second time, first in line 3",
        id="a topic twice",
    ),
    pytest.param(show('topics: {"w*r": 2}'), f"3:14: shows.a.topics.'w*r': {WORDS}, not 'w*r'", id="a star within a word"),
    pytest.param(show('mute: ["!"]'), f"3:12: shows.a.mute[0]: {WORDS}, not '!'", id="a mute without a word"),
    pytest.param(show('mute: ["*"]'), f"3:12: shows.a.mute[0]: {WORDS}, not '*'", id="everything mute"),
    pytest.param(show('mute: ["a*"]'), f"3:12: shows.a.mute[0]: {WORDS}, not 'a*'", id="a letter and a star"),
    pytest.param(show("mute: [1]"), "3:12: shows.a.mute[0]: must be text, not 1; put it in quotes", id="a mute in figures"),
    pytest.param(show("mute: war"), "3:11: shows.a.mute: must be a list, each entry beginning with -", id="a mute by itself"),
    pytest.param(
        show(f"mute: [{'x' * 101}]"), "3:12: shows.a.mute[0]: must have at most 100 characters", id="a mute of a hundred letters"
    ),
    pytest.param(
        show("voice: {engine: pytts3}"),
        "3:21: shows.a.voice.engine: no such voice engine: 'pytts3'; did you mean 'pyttsx3'?",
        id="voice engine misspelt",
    ),
    pytest.param(
        show("voice: {engine: x}"),
        "3:21: shows.a.voice.engine: no such voice engine: 'x'; there are pyttsx3, tone, mute",
        id="voice engine unknown",
    ),
    pytest.param(
        show("voice: {name: en-uss}"),
        "3:19: shows.a.voice.name: pyttsx3 has no voice 'en-uss'; did you mean 'en-us'?",
        id="voice misspelt",
    ),
    pytest.param(
        show("voice: {name: uk}"),
        "3:19: shows.a.voice.name: 'uk' speaks uk and not the show's en-US; 'en-us' does",
        id="voice of another language",
    ),
    pytest.param(
        show("voice: {engine: mute}"),
        "3:5: shows.a.voice.name: is missing: no voice of mute is known to speak en-US",
        id="engine without a fitting voice",
    ),
    pytest.param(show("voice: {rate: 79}"), "3:19: shows.a.voice.rate: must be at least 80, not 79", id="too slow"),
    pytest.param(show("voice: {rate: 451}"), "3:19: shows.a.voice.rate: must be at most 450, not 451", id="too fast"),
    pytest.param(show("voice: pyttsx3"), "3:12: shows.a.voice: must be keys and values, such as {key: value}", id="voice as text"),
    pytest.param(
        show("summarizer: {engine: extractiv}"),
        "3:26: shows.a.summarizer.engine: no such summarizer engine: 'extractiv'; did you mean 'extractive'?",
        id="summarizer misspelt",
    ),
    pytest.param(show("summarizer: {words: 9}"), "3:25: shows.a.summarizer.words: must be at least 10, not 9", id="too few words"),
]

FEED = [
    pytest.param(feed("url: ftp://x/rss"), f"4:19: shows.a.feeds[0].url: {WEB}, not 'ftp://x/rss'", id="url scheme"),
    pytest.param(
        feed("url: example.com/rss"), f"4:19: shows.a.feeds[0].url: {WEB}, not 'example.com/rss'", id="url without scheme"
    ),
    pytest.param(feed("url: 'http:///rss'"), f"4:19: shows.a.feeds[0].url: {WEB}, not 'http:///rss'", id="url without host"),
    pytest.param(feed("url: 'http://h:99999/'"), "4:19: shows.a.feeds[0].url: is not an address: 'http://h:99999/'", id="port"),
    pytest.param(
        feed("url: 'http://h/a b'"),
        "4:19: shows.a.feeds[0].url: is not an address: 'http://h/a b' holds a space, a control character or a backslash",
        id="space in url",
    ),
    pytest.param(
        feed("url: 'https://me:secret@h/rss'"),
        "4:19: shows.a.feeds[0].url: shows a password: write ${NAME} there and set NAME in the environment",
        id="password in url",
    ),
    pytest.param(
        feed("url: 'https://sekret@h/rss'"),
        "4:19: shows.a.feeds[0].url: shows a password: write ${NAME} there and set NAME in the environment",
        id="token as user",
    ),
    pytest.param(
        feed("url: 'https://h/?t=${NOPE}'"),
        "4:19: shows.a.feeds[0].url: the environment variable NOPE is not set",
        id="variable unset",
    ),
    pytest.param(
        feed("url: 'https://h/?t=${NO PE}'"),
        "4:19: shows.a.feeds[0].url: a variable is written ${NAME}, in letters, digits and _",
        id="variable misspelt",
    ),
    pytest.param(feed("name: N"), "4:13: shows.a.feeds[0]: needs a url or a path", id="neither url nor path"),
    pytest.param(
        feed("url: 'http://h', path: local.xml"), "4:13: shows.a.feeds[0]: has both url and path: keep one", id="url and path"
    ),
    pytest.param(feed("path: ''"), "4:20: shows.a.feeds[0].path: must be a file's path, not ''", id="empty path"),
    pytest.param(
        feed("path: local.xml, nmae: N"),
        "4:31: shows.a.feeds[0].nmae: unknown key; did you mean 'name'?",
        id="unknown key of a feed",
    ),
    pytest.param(
        feed(r'path: local.xml, name: "N\a"'),
        "4:37: shows.a.feeds[0].name: holds the control character U+0007",
        id="control character in a name",
    ),
    pytest.param(
        feed("path: local.xml, weight: -1"), "4:39: shows.a.feeds[0].weight: must be at least 0, not -1", id="negative weight"
    ),
    pytest.param(
        feed("path: local.xml, rights: qoute"),
        "4:39: shows.a.feeds[0].rights: must be 'own', 'licensed' or 'quote', not 'qoute'; did you mean 'quote'?",
        id="rights misspelt",
    ),
    *(
        pytest.param(
            show(feeds=f"[{{{address}}}]"),
            "4:13: shows.a.feeds[0].name: is missing: listeners hear it, and the address would give it what the environment holds",
            id=id,
        )
        for id, address in (
            ("a host from the environment", "url: 'https://${U}.example.com/rss'"),
            ("a file's name from the environment", "path: '${U}.xml'"),
        )
    ),
    pytest.param(
        show(feeds="[{path: local.xml}, {path: ./x/../local.xml}]"),
        "4:39: shows.a.feeds[1].path: is the same feed as in line 4",
        id="the same file twice",
    ),
    pytest.param(
        show(feeds="[{url: 'http://h'}, {url: 'http://${U}@h', name: N}]"),
        "4:38: shows.a.feeds[1].url: is the same feed as in line 4",
        id="the same address twice",
    ),
    pytest.param(
        show(feeds="[{path: local.xml, language: klingon}]"),
        "4:41: shows.a.feeds[0].language: must be a language tag such as en or en-US, not 'klingon'",
        id="a feed's language",
    ),
    pytest.param(
        show(feeds="[{path: local.xml, full_text: 'yes'}]"),
        "4:42: shows.a.feeds[0].full_text: must be true or false, not 'yes'",
        id="full text as text",
    ),
    pytest.param(
        show(feeds="[{path: local.xml, full_text: true}]") + "  b: {title: T, feeds: [{path: local.xml}]}\n",
        "5:32: shows.b.feeds[0].path: has another full_text than the same feed in line 4",
        id="one feed, read in two ways",
    ),
    pytest.param(
        show(feeds="[{url: http://10.0.0.5/rss, private: true}]") + "  b: {title: T, feeds: [{url: http://10.0.0.5/rss}]}\n",
        "5:31: shows.b.feeds[0].url: has another private than the same feed in line 4",
        id="one feed, private in one show",
    ),
    pytest.param(
        show(feeds="[{path: local.xml, private: true}]"),
        "4:40: shows.a.feeds[0].private: is for a url: a file has no host",
        id="a private file",
    ),
    pytest.param(
        show(feeds="[{url: http://10.0.0.5/rss, private: 'yes'}]"),
        "4:49: shows.a.feeds[0].private: must be true or false, not 'yes'",
        id="private as text",
    ),
    pytest.param(
        show(feeds="[&x {path: l.xml}, *x]"),
        "4:31: shows.a.feeds[1]: YAML aliases (*) are not supported: write the value out",
        id="alias",
    ),
    pytest.param(
        show(feeds="[https://example.com/rss]"),
        "4:13: shows.a.feeds[0]: must be keys and values, such as {key: value}",
        id="feed as text",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*SHOW, *FEED])
def test_one_mistake_in_a_show_is_told_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    """One mistake is one line: line, column, what is meant below the show, what is wrong, and the nearest right word."""
    assert mistakes(tmp_path, text, {"U": "user"}) == [f"feeds.yaml:{expected}"]
