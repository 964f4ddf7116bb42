"""What stands around the news goes; what is news stays."""

from __future__ import annotations

import time

import pytest

from briefing.fetch.clean import clean_text

NEWS = "The bridge opened at noon."

GOES = [
    "Advertisement", "ADVERTISEMENT", "Sponsored content", "Story continues below advertisement", "Scroll to continue reading",
    "Read more", "Read more »", "Read more: Ferry stops for good", "Also read: Ferry stops for good",
    "SEE ALSO: Ten more bridges", "Related: The ferry's last day", "Related articles", "You may also like", "Most read",
    "More on this story", "Sign up for our newsletter", "Sign up for our daily newsletter here.", "Subscribe to our newsletter.",
    "Subscribe now", "Get the morning news in your inbox every day.", "Follow us on Facebook and Telegram.",
    "Follow Jane Doe on Twitter", "Join our WhatsApp channel for more.", "Like us on Facebook",
    "For more information, visit our website.", "Share this: Facebook Twitter", "Share", "Facebook Twitter WhatsApp Email",
    "Share | Tweet | Print", "Click to share on X (Opens in new window)", "12 Comments", "No comments", "Leave a comment",
    "Comments (3)", "Comments are closed", "This site uses cookies to make your visit better.", "We use cookies. ",
    "By continuing to use this site, you agree to our terms.", "Accept all cookies", "Photo: Reuters", "Photo credit: Jane Doe",
    "Image source, Getty Images", "File photo", "Getty Images", "Photo by Jane Doe/Example News",
    "Media caption, The ribbon is cut", "Video: the ribbon is cut", "hide caption", "By Jane Doe",
    "By JANE DOE and John van der Berg", "Written by Jane Doe", "By Jane Doe, Staff Writer", "Published: 22 November 2026, 10:15",
    "Last updated 3 hours ago", "Updated on Nov. 22 at 10:15 a.m", "This story was updated at 10:15 to add a quotation.",
    "This is a developing story.", "Editor's note: Jane Doe is a writer in Lviv.",
    "Copyright 2026 Example News. All rights reserved.", "© 2026 Example News", "All rights reserved.",
    "This material may not be published, broadcast, rewritten or redistributed.", "Tags: bridges, rivers", "Filed under: News",
    "3 min read", "Listen to this article", "Loading...", "Please enable JavaScript to see the video.", "[link] [comments]",
    "Reporting by Jane Doe; Editing by John Doe", "* * *", "★", "The post Bridge opens appeared first on Example.",
    "When you buy through our links, we may earn a commission.", "The views expressed here are the author's own.", "Реклама",
    "Читайте також: Пором більше не ходить", "Фото: Укрінформ", "Підписуйтесь на наш Telegram-канал!", "Поділитися",
    "12 коментарів", "Усі права захищені.", "Детальніше", "Автор: Олена Коваль", "Ми використовуємо файли cookie.", "Anzeige",
    "Lesen Sie auch: Die Fähre fährt nicht mehr", "Foto: dpa", "Von Erika Mustermann", "Weiterlesen", "Mehr zum Thema",
    "Folgen Sie uns auf Facebook!", "Diese Seite verwendet Cookies.", "Alle Rechte vorbehalten.", "Stand: 22.11.2026, 10:15 Uhr",
    "Der Beitrag Brücke eröffnet erschien zuerst auf Beispiel.", "Publicité", "À lire aussi : Le bac s'arrête", "Publicidad",
    "Reklama", "Читайте также: Паром больше не ходит",
]  # fmt: skip


@pytest.mark.parametrize("line", [pytest.param(line, id=line) for line in GOES])
def test_a_line_that_is_no_news_goes(line: str) -> None:
    """A paragraph of boilerplate behind or before the news is taken out, and the news stays as it is."""
    assert clean_text(f"<p>{NEWS}</p><p>{line}</p>") == NEWS
    assert clean_text(f"<p>{line}</p><p>{NEWS}</p>") == NEWS


INSIDE = [
    pytest.param(f"{NEWS} Read more", NEWS, id="read more at the end"),
    pytest.param(f"{NEWS} Read more »", NEWS, id="read more with an arrow"),
    pytest.param(f"{NEWS} Read the full story here.", NEWS, id="full story"),
    pytest.param(f"{NEWS} (more…)", NEWS, id="more in brackets"),
    pytest.param(f"{NEWS} The post Bridge opens appeared first on Example.", NEWS, id="WordPress"),
    pytest.param("The post was late. The post Bridge appeared first on Example.", "The post was late.", id="another post"),
    pytest.param(f"{NEWS} Continue reading Bridge opens at Example", NEWS, id="continue reading"),
    pytest.param(f"{NEWS} Copyright 2026 Example. All rights reserved.", NEWS, id="copyright behind the news"),
    pytest.param(f"{NEWS} Follow us on Facebook.", NEWS, id="follow us behind the news"),
    pytest.param(f"{NEWS} Reporting by Jane Doe; Editing by John Doe", NEWS, id="who reported"),
    pytest.param(f"{NEWS} Читати далі", NEWS, id="Ukrainian: read on"),
    pytest.param(f"{NEWS} Weiterlesen …", NEWS, id="German: read on"),
    pytest.param("The bridge (AP Photo/Jane Doe) opened at noon.", NEWS, id="agency's photo in brackets"),
    pytest.param("The bridge opened at noon (Photo: Reuters).", NEWS, id="photo in brackets"),
    pytest.param("The bridge opened at noon. (Image credit: Jane Doe)", NEWS, id="image credit in brackets"),
    pytest.param("The bridge opened at noon. [Jane Doe/Getty Images]", NEWS, id="credit in square brackets"),
    pytest.param(f"Image: Reuters. {NEWS}", NEWS, id="a credit before the news in one line"),
    pytest.param(f"Photo: Gov. Jane Doe and Mr. Roe wave. {NEWS}", NEWS, id="a caption with titles before the news"),
    pytest.param(f"Photo: {'on a ' * 40}. {NEWS}", f"Photo: {'on a ' * 40}. {NEWS}", id="a caption without an end"),
    pytest.param(f"Sign up for our newsletter. Share this: Facebook. {NEWS}", NEWS, id="two of them"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "left"), INSIDE)
def test_what_stands_beside_the_news_in_its_line_goes(line: str, left: str) -> None:
    """Boilerplate before, in and behind a paragraph is taken out of it."""
    assert clean_text(line) == left


STAYS = [
    "Photos by satellite show smoke over the port.", "Video by a witness shows the fire.",
    "Photos, videos and letters prove it, she said.", "Read more books, the minister told pupils.",
    "Pupils should Read more books.", "Published on Monday, the report found 12 faults.", "Updated figures show 12 dead.",
    "By Friday the water had reached the town.", "By using force the army broke its own terms.",
    "For more than a decade pilgrims visit the shrine and click beads.", "Follow-up talks begin on Monday.",
    "Sharing the prize are two women.", "Share prices fell by 3 per cent on Monday.",
    "The views expressed by the minister drew criticism.", "Join forces or lose, he told them.",
    "This report was updated by the ministry in May.", "We use less gas than before, the firm said.",
    "Copyright law changes in June.", "Comments by the president angered the opposition.",
    "Related charges were dropped in March.", "More than 300 people were hurt.", "Watch out for ice, the weather service said.",
    "Subscribers lost 12 million dollars.", "Like us, they had no power.", "Source: Example Ministry",
    "Correction: an earlier version misstated the length of the bridge.",
    "Editor's note: This article has been corrected; the bridge is 300 metres long.",
    "The claim (which could not be verified) was repeated.", "The bridge (300 metres long) opened.",
    "He spoke (via an interpreter) for an hour.", "The lot (photos from the scene show) is empty.",
    "This story has not been independently verified: read more below.", "Asked twice, he said: No comment.",
    "Advertisements on the bridge are banned.", "Author Jane Doe won the prize.", "From Kyiv to Lviv it takes five hours.",
    "Автор роману отримав премію.", "Фото показують дим над портом.", "Реклама на мосту заборонена.",
    "Уточнення: міст має 300 метрів.", "Передрук книги зупинили у травні.", "Von Montag an gilt der neue Fahrplan.",
    "Mehr als 300 Menschen wurden verletzt.", "Foto und Video belegen den Brand.",
    "Stand der Dinge ist, dass die Brücke offen ist.", "Veröffentlicht wurden am Montag 12 Berichte.",
    "Berichtigung: Die Brücke ist 300 Meter lang.", "Get up early, the coach told them.",
    "Contact with the ship was lost at noon.", "The post was filled in May.", "Tags on the whales showed the way.",
]  # fmt: skip


@pytest.mark.parametrize("line", [pytest.param(line, id=line) for line in STAYS])
def test_a_real_sentence_stays(line: str) -> None:
    """What only begins or ends like boilerplate, and what corrects or doubts something, is not touched."""
    assert clean_text(f"<p>{NEWS}</p><p>{line}</p><p>{NEWS}</p>") == f"{NEWS}\n{line}\n{NEWS}"


def test_a_byline_goes_only_where_bylines_stand() -> None:
    """Among the first and last lines it says who wrote the text; in the middle it may be a heading."""
    paragraphs = [NEWS] * 4
    html = "".join(f"<p>{line}</p>" for line in [*paragraphs, "By Popular Demand", *paragraphs])
    assert "By Popular Demand" in clean_text(html)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param('<p class="wp-caption-text">A woman looks on</p>', id="caption"),
        pytest.param('<span class="screen-reader-text">about the bridge</span>', id="for screen readers"),
        pytest.param('<div class="sharedaddy sd-sharing"><p>Share!</p></div>', id="share buttons"),
        pytest.param('<blockquote class="twitter-tweet"><p>I saw it!</p></blockquote>', id="somebody's tweet"),
        pytest.param('<p style="display: none">secret</p>', id="not displayed"),
        pytest.param("<p hidden>secret</p>", id="hidden"),
        pytest.param('<i aria-hidden="true">icon</i>', id="hidden from those who listen"),
        pytest.param('<p class="wp-caption-text">One <br> two <img> three <b>four</b></p>', id="with elements inside"),
    ],
)
def test_what_a_page_does_not_show_as_text_goes(html: str) -> None:
    """Captions, buttons, posts of others and what is hidden are recognised by their markup."""
    assert clean_text(f"<p>{NEWS}</p>{html}<p>{NEWS}</p>") == f"{NEWS}\n{NEWS}"


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        pytest.param("The o\ufb03ce is \ufb01ne", "The office is fine", id="ligatures"),
        pytest.param("20 km² and ½", "20 km² and ½", id="signs with a meaning"),
        pytest.param("a\u3164b\ufe0fc\u2800d", "abcd", id="invisible letters"),
        pytest.param("co\u00adope\u200bra\u200dtion", "cooperation", id="soft hyphens and zero width"),
        pytest.param("100\u00a0000 and\u202f5", "100 000 and 5", id="spaces that do not break"),
    ],
)
def test_signs(html: str, plain: str) -> None:
    """Ligatures are taken apart, invisible signs go, signs that mean something stay."""
    assert clean_text(html) == plain


@pytest.mark.parametrize(
    "piece",
    ["(AP Photo ", "[", "Photo: a. ", "Read more: x ", "The post ", "By Ann, ", "share,", "Facebook ", "a\n\n", "© 2026 A. "],
)
def test_linear_time(piece: str) -> None:
    """Half a megabyte of half a boilerplate takes no more than seconds."""
    start = time.process_time()
    clean_text(piece * (500_000 // len(piece)))
    assert time.process_time() - start < 8
