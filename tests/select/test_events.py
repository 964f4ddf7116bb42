"""Which items tell one event."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.model.news import Item
from briefing.select.events import SAME_STORY, group_by_event, score_same_event
from briefing.select.likeness import Likeness
from tests.support import make

FEEDS = {id: make.feed(id, name, weight) for id, name, weight in (("a", "Courier", 2.0), ("b", "Wire", 1.0), ("c", "Ledger", 1.0))}
ENGLISH, UKRAINIAN, GERMAN = (load_language(code).titles for code in ("en", "uk", "de"))

FIRE = (
    "Fire guts grain store in the port of Velm",
    "A fire destroyed a grain store in the port of Velm on Saturday "
    "night. Nobody was hurt, the harbour master said. Two hundred "
    "tonnes of barley burned before fire boats reached the quay.",
)
FIRE_TOO = (
    "Barley store at Velm harbour burns down",
    "Fire boats fought for five hours to save the quay at Velm after "
    "a grain store caught fire on Saturday night. The harbour "
    "master put the loss at two hundred tonnes of barley.",
)
FIRE_THREE = (
    "Velm counts the cost after blaze in grain port",
    "The port of Velm lost a grain store and two hundred tonnes of "
    "barley in a blaze on Saturday. The harbour master asked why the "
    "fire boats took an hour to reach the quay.",
)
OTHERS = [
    (
        "Council of Arden votes to close three schools",
        "Parents in Arden will appeal. The council says pupils are too few since the mill closed.",
    ),
    (
        "Ferry line adds a night sailing to Ostrava Island",
        "From May a second ferry crosses at eleven in the evening, the line said.",
    ),
    (
        "Minister Talbot resigns over housing contracts",
        "Talbot denied that friends were given contracts to build flats, and stepped down.",
    ),
    ("Tennis: Maren Holt reaches her first final", "Holt won in three sets against the champion and meets Ruiz on Sunday."),
    (
        "Scientists find a new frog in the Tarn valley",
        "The frog is smaller than a thumbnail and sings at noon, the university reports.",
    ),
]


def told(*tellings: tuple[str, str], feeds: str = "abc") -> list[Item]:
    """Items of these titles and texts, the feeds taking turns."""
    return [make.item(title, text, feed=feeds[n % len(feeds)], id=f"i{n}") for n, (title, text) in enumerate(tellings)]


def grouped(items: Sequence[Item]) -> set[frozenset[str]]:
    """The ids of each group of more than one."""
    return {frozenset(item.id for item in group) for group in group_by_event(items, FEEDS, ENGLISH) if len(group) > 1}


def test_one_event_in_the_words_of_three_feeds_is_one_story() -> None:
    """Three feeds tell a fire, each under a headline of its own; the day's other news stays apart."""
    assert grouped(told(FIRE, FIRE_TOO, FIRE_THREE, *OTHERS)) == {frozenset({"i0", "i1", "i2"})}


def test_one_event_in_the_ukrainian_of_three_feeds_is_one_story() -> None:
    """Cases and verb forms do not hide that three feeds tell one fire."""
    items = told(
        (
            "Пожежа знищила зерносховище в порту Вельма",
            "У суботу вночі в порту Вельма згоріло "
            "зерносховище. За словами начальника порту, "
            "ніхто не постраждав. Вогонь знищив двісті тонн ячменю.",
        ),
        (
            "У Вельмі згоріло сховище ячменю",
            "Двісті тонн ячменю втратив порт Вельма через пожежу "
            "в зерносховищі, повідомив начальник порту. "
            "Рятувальники гасили вогонь п'ять годин.",
        ),
        (
            "Порт Вельма рахує збитки після пожежі в зерносховищі",
            "Начальник порту Вельма оцінив збитки: двісті тонн ячменю. Пожежу в суботу вночі гасили рятувальні катери.",
        ),
        ("Рада Ардена закриває три школи", "Батьки оскаржать рішення. У місті бракує учнів, відколи закрили завод."),
        ("Поромна лінія додає нічний рейс", "Від травня другий пором вирушатиме об одинадцятій вечора."),
        ("Міністр Тальбот пішов у відставку", "Тальбот заперечив, що роздавав друзям контракти на житло."),
    )
    assert [sorted(item.id for item in group) for group in group_by_event(items, FEEDS, UKRAINIAN) if len(group) > 1] == [
        ["i0", "i1", "i2"]
    ]


def test_one_event_in_the_german_of_two_feeds_is_one_story() -> None:
    """Compounds and endings do not hide that two feeds tell one fire."""
    items = told(
        (
            "Großbrand vernichtet Getreidespeicher im Hafen von Velm",
            "Ein Feuer hat am Samstag einen Getreidespeicher im Hafen von Velm "
            "zerstört. Zweihundert Tonnen Gerste verbrannten, sagte der Hafenmeister.",
        ),
        (
            "Getreidespeicher in Velm niedergebrannt",
            "Der Hafenmeister von Velm beziffert den Schaden "
            "auf zweihundert Tonnen Gerste. Löschboote "
            "kämpften am Samstag fünf Stunden gegen das Feuer im Speicher.",
        ),
        ("Gemeinderat von Arden schließt drei Schulen", "Die Eltern wollen klagen. Seit dem Ende der Mühle fehlen Schüler."),
        ("Fähre fährt künftig auch nachts", "Vom Mai an legt um elf Uhr abends ein zweites Schiff ab."),
    )
    assert [sorted(item.id for item in group) for group in group_by_event(items, FEEDS, GERMAN) if len(group) > 1] == [["i0", "i1"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            ("Power is back in Kyiv after storm", "Power was back by noon, the grid said. Crews worked all night in Kyiv."),
            ("Power is back in Lviv after storm", "Power was back by noon, the grid said. Crews worked all night in Lviv."),
            id="place",
        ),
        pytest.param(
            ("Arden beat Velm 2-1", "Arden beat Velm 2-1 at home on Sunday with a late goal. The coach was pleased."),
            ("Holm beat Tarn 2-1", "Holm beat Tarn 2-1 at home on Sunday with a late goal. The coach was pleased."),
            id="result",
        ),
        pytest.param(
            ("Alder profit up 5 percent in third quarter", "Alder said profit rose 5 percent to 12 million in the third quarter."),
            ("Birch profit up 7 percent in third quarter", "Birch said profit rose 7 percent to 31 million in the third quarter."),
            id="earnings",
        ),
        pytest.param(
            ("Three killed in Odesa market fire", ""), ("Two killed in Odesa market fire", ""), id="number, headlines alone"
        ),
        pytest.param(
            ("Shares rise sharply in Arden", "Shares gained on hopes of lower rates, dealers said."),
            ("Shares fall sharply in Arden", "Dealers blamed weak exports for the losses."),
            id="opposites",
        ),
        pytest.param(
            ("Minister Talbot arrested in fraud inquiry", "Police took the minister from his house at dawn."),
            ("Former minister Talbot arrested in fraud inquiry", "He left office two years ago; detectives came at night."),
            id="former",
        ),
        pytest.param(
            ("Police arrest man after Velm shooting", ""),
            ("Police arrest man in Arden theft", ""),
            id="three common words of headlines",
        ),
        pytest.param(("Holm accuses Tarn of a strike on ships", ""), ("Tarn accuses Holm of a strike on ships", ""), id="roles"),
    ],
)
def test_what_follows_one_pattern_stays_apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Another place, team, firm, number, direction, rank or role in like words is another event."""
    assert grouped(told(one, other, *OTHERS)) == set()


def test_the_daily_report_of_losses_is_another_event_the_next_day() -> None:
    """The same headline with other numbers a day later is the next report, though most words are the same."""
    text = "Attacks on {} towns killed {} people and injured {} over the past day, the regional governors said in the morning."
    today = make.item("Attacks kill 3 and injure 17 across the country over past day", text.format(9, 3, 17), feed="a", id="today")
    before = make.item(
        "Attacks across the country kill 5 and injure 28 over past day", text.format(7, 5, 28), feed="b", id="before", hours_ago=25
    )
    assert grouped([today, before, *told(*OTHERS)]) == set()


def test_two_sources_that_disagree_on_a_number_tell_one_event() -> None:
    """Other words and another count within hours: one event, which both tell."""
    less = (
        "Two sailors missing as trawler sinks off Velm",
        "The trawler Aurora sank off Velm in a gale on Friday; two sailors are missing, the coast guard says.",
    )
    more = (
        "Coast guard searches for crew of the Aurora",
        "Three sailors of the trawler Aurora are missing off Velm after it sank in a gale, the coast guard says.",
    )
    assert grouped(told(less, more, *OTHERS)) == {frozenset({"i0", "i1"})}


def test_wire_copy_under_another_headline_joins() -> None:
    """The same text is the same event, whatever each desk puts above it, and however it trims the end."""
    copy = ("Barley gone, quay saved", FIRE[1] + " The mayor thanked the crews. " + OTHERS[1][1])
    assert grouped(told(FIRE, copy, *OTHERS[2:])) == {frozenset({"i0", "i1"})}


@pytest.mark.parametrize("label", ["UPDATE 2-", "Correction: ", "LIVE: "])
def test_a_feeds_own_update_joins_its_story_and_tells_it(label: str) -> None:
    """What a feed marks as the newer state of its story belongs to it and comes before the older, other counts or not."""
    first = make.item(
        "Two missing as trawler Aurora sinks off Velm",
        "The Aurora sank in a gale off Velm. Two sailors are missing.",
        id="first",
        feed="a",
        hours_ago=5,
    )
    newer = make.item(
        f"{label}Three missing as trawler Aurora sinks off Velm",
        "The Aurora sank in a gale off Velm. Three sailors are missing.",
        id="newer",
        feed="a",
    )
    groups = group_by_event([first, newer, *told(*OTHERS)], FEEDS, ENGLISH)
    assert [item.id for item in next(group for group in groups if len(group) > 1)] == ["newer", "first"]


def test_the_same_words_a_week_later_are_another_event() -> None:
    """Beyond the window of days nothing joins, near-identical titles included."""
    old = replace(told(FIRE)[0], id="old", published=make.NOW - timedelta(days=7))
    assert grouped([*told(FIRE), old]) == set()


def test_a_teller_with_only_a_headline_comes_last() -> None:
    """However heavy its feed, what has no text cannot tell the story while another can."""
    bare, full = make.item(FIRE[0], "", feed="a", id="bare"), make.item(*FIRE, feed="b", id="full")
    assert [[item.id for item in group] for group in group_by_event([bare, full], FEEDS, ENGLISH)] == [["full", "bare"]]


def test_a_copy_is_surely_the_same_and_a_topic_is_not() -> None:
    """The stricter threshold lets wire copy pass and stops two events of one place."""
    vote = (
        "Velm votes on a new bridge",
        "The town of Velm votes on Sunday whether to build a bridge over the port. The harbour master is against it.",
    )
    items = told(FIRE, ("Barley gone", FIRE[1]), vote, *OTHERS)
    likeness = Likeness(items, ENGLISH)
    assert (
        score_same_event(items[0], items[1], FEEDS, ENGLISH, likeness)
        >= SAME_STORY
        > score_same_event(items[0], items[2], FEEDS, ENGLISH, likeness)
    )


def test_what_was_not_there_when_weights_were_learned_can_be_compared() -> None:
    """An item from elsewhere is weighed by what was learned."""
    one, other, *rest = told(FIRE, FIRE_TOO, *OTHERS)
    assert Likeness(rest, ENGLISH).compare_items(one, other) > 0.3


SOME = ("fire", "port", "velm", "grain", "store", "boats", "2", "3", "not", "minister", "arden", "vote")
WORDS = st.lists(st.sampled_from(SOME), max_size=9).map(" ".join)


@settings(max_examples=50)
@given(
    st.lists(st.tuples(WORDS, WORDS, st.sampled_from("abc"), st.integers(0, 120)), max_size=12), st.randoms(use_true_random=False)
)
def test_every_item_is_in_one_group_in_whatever_order_they_come(
    rows: list[tuple[str, str, str, int]], chance: random.Random
) -> None:
    """Groups part the items, and another order of the items gives the same groups in the same order."""
    items = [make.item(title, text, feed=feed, id=f"i{n}", hours_ago=h) for n, (title, text, feed, h) in enumerate(rows)]
    groups = group_by_event(items, FEEDS, ENGLISH)
    assert sorted(item.id for group in groups for item in group) == sorted(item.id for item in items)
    chance.shuffle(items)
    assert group_by_event(items, FEEDS, ENGLISH) == groups


@settings(max_examples=50)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_number_from_0_to_1_either_way_round(title: str, text: str, other: str) -> None:
    """Whatever a feed writes can be compared, and it does not matter which comes first."""
    one, two = make.item(title, text, id="one"), make.item(other, text, id="two")
    likeness = Likeness([one, two], ENGLISH)
    assert 0 <= likeness.compare_items(one, two) == likeness.compare_items(two, one) <= 1
    assert likeness.is_near_copy(one, two) == likeness.is_near_copy(two, one)


def test_the_same_blow_in_another_town_stays_apart() -> None:
    """Each headline has a town and a number that the other report does not know."""
    one = make.item(
        "Russian missile strike kills four in Dnipro",
        "A Russian missile strike killed four people in Dnipro on Saturday, the governor said. A house was destroyed.",
        id="one",
        feed="a1",
    )
    other = make.item(
        "Kharkiv: Russian missile strike kills two",
        "A Russian missile strike killed two people in Kharkiv on Saturday, the mayor said. A house was destroyed.",
        id="other",
        feed="b1",
    )
    feeds = {id: make.feed(id, id) for id in ("a1", "b1")}
    assert [[item.id for item in group] for group in group_by_event([one, other], feeds, load_language("en").titles)] == [
        ["one"],
        ["other"],
    ]
