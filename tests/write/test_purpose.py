"""Sentences that tell no news: they point elsewhere, speak to listeners, imitate a programme, or are about rights."""

from __future__ import annotations

import pytest

from briefing.languages import load_language
from briefing.write.asides import cut_asides
from briefing.write.purpose import check_purpose
from briefing.write.relative_days.apply import apply_edits
from briefing.write.rules import find_objection

POINTING = {
    "en": (
        "Maria Kowalski has details.", "Maria Kowalski has the details.", "Maria Kowalski has more.",
        "Maria Kowalski has the latest.", "Example News’ Maria Kowalski has more.",
        "Example News' Jo Lee, Ann Carter and Max Stone have more on the ship and the talks.",
        "Jo Lee has the story and Ann Carter offers her view of the law.", "Maria Kowalski has the latest on the floods.",
        "Maria Kowalski has more on what it means.", "Maria Kowalski reports.",
        "Example News' Maria Kowalski reports from Warsaw.",
        "Example News correspondent Maria Kowalski takes a look at the budget.", "Here's what to know.",
        "Here’s what we know so far.", "Here are five things to know about the vote.", "Here is a look at the numbers.",
        "Everything you need to know about the vote.", "This is what you need to know before you vote.",
        "More details to follow.", "Details soon.", "Full story here.", "This article will be updated.",
        "Check back for updates.", "See page 4.",
    ),
    "de": (
        "Mehr im Liveticker.", "Alles zum Unwetter im Liveblog.", "Mehr dazu hier.", "Weitere Informationen finden Sie hier.",
        "Hier finden Sie alle Ergebnisse.", "Das lesen Sie hier.", "Hier die wichtigsten Antworten.",
        "Was wir über das Unglück wissen.", "Was bislang bekannt ist.", "Details folgen.", "Mehr in Kürze.",
        "Aus Warschau berichtet Anna Muster.", "Anna Muster berichtet.", "Anna Muster hat die Einzelheiten.",
    ),
    "uk": (
        "Більше про це читайте у нашому матеріалі.", "Докладніше — за посиланням.", "Читайте про це в нашому репортажі.",
        "Дивіться відео з місця події.", "Подробиці згодом.", "Деталі уточнюються.", "Ось що відомо про вибори.",
        "Усе, що треба знати про вибори.", "Олена Приклад має подробиці.", "З Варшави передає Олена Приклад.",
    ),
}  # fmt: skip
IMITATIONS = {
    "en": (
        "And now a message from our sponsor.", "And now, a word from our sponsors.", "A quick word from today's sponsor.",
        "This episode is brought to you by Acme Bank.", "Today's show is sponsored by Acme Bank.",
        "Support for this podcast comes from Acme.", "Now for the weather.", "And now the sport.", "Now to Example News.",
        "Now over to our correspondent.", "Coming up on the programme.", "Coming up: the weather.", "Still to come, the sport.",
        "Stay tuned.", "Stay with us.", "Thanks for listening.", "Thank you for listening.", "Good morning and welcome.",
        "Good evening, everyone.", "Welcome back to the Example Show.", "You're listening to Example Radio.",
        "That was The Morning Briefing.", "That's all for now.", "And that was the news.", "This is World Morning.",
        "This is Example News.", "In this programme.", "The headlines.", "Today's top headlines.", "From Example News.",
        "And finally, from Example News.", "We begin with Example News.", "Example News has this report.",
        "Example News reports.", "Example News also reports.", "Example News adds.", "Example News gives another figure.",
        "An update on a story that you heard on Monday.", "Example News has since withdrawn this report.",
        "Example News now reports:", "All sources and links are with this edition.", "There are no stories in this edition.",
        "This is a corrected edition: a name was wrong.", "This audio is created with AI assistance.",
        "This article was written with the help of artificial intelligence.", "For Example News, this is Maria Kowalski.",
        "Reporting from Warsaw, Maria Kowalski.", "If you have been affected, call the helpline.", "Do you have a story to tell?",
        "Tell us what you think.", "Have your say.", "Find out how.", "Sign up for it.", "Listen on your phone.",
    ),
    "de": (
        "Und nun ein Wort von unserem Sponsor.", "Diese Folge wird Ihnen präsentiert von der Musterbank.",
        "Und jetzt zum Wetter.", "Nun zum Sport.", "Bleiben Sie dran.", "Vielen Dank fürs Zuhören.",
        "Guten Morgen und willkommen.", "Sie hören Die Nachrichten am Morgen.", "Das war die Tagesschau.",
        "Das waren die Nachrichten.", "Das war es für heute.", "Die Themen dieser Ausgabe.", "Der Überblick.",
        "Quelle: Musterzeitung.", "Und zum Schluss: Musterzeitung.", "Es berichtet: Musterzeitung.",
        "Eine andere Zahl nennt: Musterzeitung.", "Neues zu einem Thema, von dem Sie am Montag gehört haben.",
        "Alle Quellen und Links stehen bei dieser Ausgabe.", "Dies ist eine korrigierte Ausgabe: Ein Name war falsch.",
        "Dieser Text wurde mit Hilfe von KI erstellt.", "Folgen Sie der Musterzeitung im Netz.", "Kennen Sie den Wald schon?",
    ),
    "uk": (
        "А зараз слово від нашого спонсора.", "Цей випуск виходить за підтримки банку «Приклад».", "А тепер до погоди.",
        "Тепер про спорт.", "Залишайтеся з нами.", "Дякуємо, що слухали.", "Доброго ранку, шановні слухачі.",
        "В ефірі Ранковий огляд.", "Ви слухаєте «Приклад».", "Це був випуск програми Ранковий огляд.", "Це були новини.",
        "У цьому випуску.", "Головне у випуску.", "Повідомляє Приклад Ньюз.", "І наостанок. Повідомляє Приклад Ньюз.",
        "Додає Приклад Ньюз.", "Іншу цифру наводить Приклад Ньюз.", "Джерело: Приклад Ньюз.",
        "Нове в темі, про яку ви чули в понеділок.", "Усі джерела й посилання ви знайдете на сторінці цього випуску.",
        "Це виправлений випуск: ім’я було хибним.", "Цей текст створено за допомогою штучного інтелекту.", "Маєте що розповісти?",
    ),
}  # fmt: skip
RIGHTS = {
    "en": (
        "Copyright 2026 Example News.", "Copyright © 2026 Example News Group.", "(c) 2026 Example News.",
        "Copyright Example News 2026.", "This material may not be published, broadcast, rewritten or redistributed.",
        "No part of this text may be used elsewhere.", "This article was originally published in The Example.",
        "This obituary was first published in 1966.",
        "The article is republished from The Example under a Creative Commons licence.", "Originally published on example pages.",
    ),
    "de": (
        "Copyright 2026 Musterzeitung.", "Nachdruck nur mit Genehmigung.", "Dieser Text erschien zuerst in der Musterzeitung.",
    ),
    "uk": (
        "Усі права захищені.", "Передрук лише за згодою редакції.", "Цей текст вперше опублікований у 1996 році.",
    ),
}  # fmt: skip
NEWS = {
    "en": (
        "Police have details of the car that fled.", "Police have more than they need to charge him.",
        "The Pentagon has details of the plan.", "Manchester United has more on the line than a cup.",
        "North Korea has more on its border than before.", "Prime Minister Jo Lee has more on her plate than the budget.",
        "Example News has more viewers than its rival.",
        "Example News correspondent Jo Lee reports from Warsaw that the talks have failed.", "The minister denies the reports.",
        "Trump denies reports.", "Everything in the house was burnt.",
        "More details of the deal will be known on Monday, the bank says.", "More soldiers will follow in May, the army said.",
        "The story was updated after the vote, its editor told the court.", "“Stay tuned,” the minister told voters.",
        "“And now a message from our sponsor,” the player joked.", "Sponsors have left the club after a message from its owner.",
        "Support for this plan comes from the left.", "Now the weather is turning, and farmers hope for rain.",
        "Now for the first time the king has spoken.", "Now a look at the books shows a loss.",
        "After the break, Lee scored twice.", "Still ahead by two, the team lost its captain.",
        "Good Morning America has lost its anchor.", "Good Friday was quiet in Jerusalem.", "Hello Kitty turns fifty in May.",
        "Welcome to Lviv signs were stolen from three roads.", "That was the year in which the bridge fell.",
        "That is all the more striking.", "This is the news that many in the port had feared.",
        "This is a victory for the farmers, their union says.", "In this edition of the cup, twelve teams take part.",
        "The headlines have hurt the bank, its head says.", "From Warsaw the train goes on to Kyiv.",
        "From London and Paris, ministers flew to Geneva.", "Example Bank adds 200 jobs.",
        "Example News reports a loss of two million euros.", "This picture was made with AI, the court heard.",
        "For Google, this is the third fine in a year.", "Let US troops leave, the minister says.",
        "Tap water is safe again in the town.", "Click Health has raised fifty million dollars.", "Watch sales fell by a tenth.",
        "Get Up party wins the vote in Tbilisi.", "Sign-up fees are banned.", "Listening posts were built along the border.",
        "Copyright law is to change in May.", "Copyright on the mouse ended in 2024.", "The film's copyright ended in 2024.",
        "The results may not be published until Friday, a judge ruled.",
        "The report was first published in March and names two banks.", "First published in 1937, the book sold out again.",
        "Cannabis is legal for personal use only.", "The museum has put its maps under a Creative Commons licence.",
        "All rights of the tenants are in danger, their union says.", "Here in Lviv, the power is back.",
        "Doctors have the latest vaccine on order.",
    ),
    "de": (
        "Mehr Menschen leben hier in Armut als vor zehn Jahren.", "Details des Vertrags sind geheim.",
        "Hier finden sie Schutz vor dem Regen.", "Das ist alles andere als sicher.", "Das war der zweite Brand in einer Woche.",
        "Jetzt zieht das Wetter nach Osten.", "Sie sehen Europa als Rivalen.", "Folgen sie dem Rat nicht, drohen Strafen.",
        "Die Verwendung des Giftes ist verboten.", "Der Text erschien im Mai und nennt zwei Banken.",
        "Die Nachrichten aus Kiew sind schlecht.", "Nach der Pause traf Muster zweimal.", "Guten Tag war das Motto des Festes.",
        "In dieser Woche tagt der Rat.", "Dieser Text ist ein Vertrag, sagt das Gericht.",
        "Die Quelle: ein Brief aus dem Jahr 1990, sagt die Polizei.", "Was die Polizei wissen will, sagt sie nicht.",
    ),
    "uk": (
        "Більше людей живуть тут у бідності, ніж торік.", "Подробиці угоди таємні.", "Тут усе зруйновано.",
        "Тут 12 людей загинули.", "Використання дронів заборонено над містом.", "Зараз до міста прибули рятувальники.",
        "В ефірі Еспресо міністр заявив про відставку.", "Це був другий обстріл за тиждень.",
        "Це були новини, яких чекали роками.", "Повідомляє Нацбанк про це щомісяця.",
        "Цей випуск облігацій став найбільшим за рік.", "Матеріал опублікували у травні, і в ньому названо два банки.",
        "Додає роботи й погода, кажуть фермери.", "Погода зміниться у середу.", "Головне управління поліції відкрило справу.",
        "Ось уже рік міст закрито.",
    ),
}  # fmt: skip


def _rows(table: dict[str, tuple[str, ...]]) -> list[object]:
    return [pytest.param(code, sentence, id=f"{code} {sentence}") for code, sentences in table.items() for sentence in sentences]


@pytest.mark.parametrize(("code", "sentence"), _rows(POINTING))
def test_pointing_lines(code: str, sentence: str) -> None:
    """A sentence that only says where more is told is not read."""
    assert "more is told" in check_purpose(sentence, load_language(code))


@pytest.mark.parametrize(("code", "sentence"), _rows(IMITATIONS))
def test_imitations(code: str, sentence: str) -> None:
    """A sentence that speaks to listeners, or says what a programme says of itself, is not read: it would seem to be ours."""
    assert find_objection(sentence, load_language(code))


@pytest.mark.parametrize(("code", "sentence"), _rows(RIGHTS))
def test_rights(code: str, sentence: str) -> None:
    """A line about rights, or about where a text stood first, is not read."""
    assert find_objection(sentence, load_language(code))


@pytest.mark.parametrize(("code", "sentence"), _rows(NEWS))
def test_news_that_looks_like_it(code: str, sentence: str) -> None:
    """A sentence of the news with the same words is read."""
    assert check_purpose(sentence, load_language(code)) == ""


def test_the_tail_that_points_elsewhere_is_cut() -> None:
    """Behind a dash, what points elsewhere is cut and the news before it is read."""
    said = "Nine towns may be visited again — here’s what is allowed."
    assert apply_edits(said, cut_asides(said, load_language("en"))) == "Nine towns may be visited again."
    within = "Nine towns — here is where the fire began — may be visited again."
    assert cut_asides(within, load_language("en")) == ()
