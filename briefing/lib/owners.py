"""Which publishers are one house: titles of one owner share desks and texts, and count once as telling something.

Owners are as they were known in 2026; a title that was sold lately stays with the house whose site still carries it. What the
table does not name is a house of its own. A wrong row costs a confirmation, a missing one could count one house twice.
"""

from __future__ import annotations

from collections.abc import Mapping

HOUSES: Mapping[str, tuple[str, ...]] = {
    # Broadcasters by charter or law; each runs all its services from one newsroom.
    "BBC": ("BBC", "BBC News", "BBC Sport", "BBC World", "BBC World Service", "BBC News Україна", "BBC News Ukrainian"),
    "Australian Broadcasting Corporation": ("ABC News Australia", "ABC Australia", "ABC News (Australia)", "Radio Australia"),
    "France Médias Monde": ("France 24", "RFI", "Radio France Internationale"),
    "ARD": ("Tagesschau", "ARD", "NDR", "WDR", "MDR", "SWR", "BR24", "hessenschau", "rbb24", "Sportschau"),
    "ZDF": ("ZDF", "ZDFheute", "ZDF heute"),
    "RFE/RL": ("Radio Free Europe", "RFE/RL", "Radio Svoboda", "Радіо Свобода", "Крим.Реалії", "Current Time"),
    "NHK": ("NHK", "NHK World", "NHK World-Japan"),
    # Disney: its annual report lists ABC and ESPN. No relation of the Australian ABC.
    "Disney": ("ABC News", "ABC", "Good Morning America", "ESPN"),
    # Comcast until the parting of Versant in January 2026; NBC and CNBC still share desks. Sky belongs to Comcast.
    "Comcast": ("NBC News", "Today", "MSNBC", "MS NOW", "CNBC", "Telemundo", "Sky News", "Sky Sports"),
    "Paramount": ("CBS News", "CBS", "CBS Sports", "60 Minutes", "The Free Press"),
    "Warner Bros. Discovery": ("CNN", "CNN International", "CNN Business"),
    # News Corp and Fox Corporation: two companies of one family, whose titles print each other's articles.
    "Murdoch": (
        "The Wall Street Journal",
        "WSJ",
        "New York Post",
        "MarketWatch",
        "Barron's",
        "The Times",
        "The Sunday Times",
        "The Sun",
        "The Australian",
        "news.com.au",
        "Herald Sun",
        "The Daily Telegraph (Sydney)",
        "Sky News Australia",
        "Fox News",
        "Fox Business",
        "Fox Sports",
    ),
    # The Observer was the Guardian's until April 2025, and its older articles stand on the Guardian's site.
    "Guardian": ("The Guardian", "The Observer", "Guardian Australia", "Guardian US"),
    "The New York Times Company": ("The New York Times", "The Athletic", "Wirecutter"),
    "Nexstar": ("The Hill", "NewsNation"),
    "Boston Globe Media": ("The Boston Globe", "Boston.com", "STAT"),
    "DMGT": ("Daily Mail", "MailOnline", "The Mail on Sunday", "Metro", "The i Paper", "New Scientist"),
    "Reach": (
        "Daily Mirror",
        "The Mirror",
        "Daily Express",
        "Daily Star",
        "Daily Record",
        "Manchester Evening News",
        "Liverpool Echo",
    ),
    "Axel Springer": ("Bild", "Welt", "Die Welt", "Politico", "Politico Europe", "Business Insider"),
    "Spiegel": ("Der Spiegel", "Spiegel", "Spiegel Online", "manager magazin"),
    "Holtzbrinck": ("Die Zeit", "Zeit Online", "Zeit", "Der Tagesspiegel", "Tagesspiegel", "Handelsblatt", "WirtschaftsWoche"),
    "RTL": ("n-tv", "ntv", "RTL", "Stern", "Capital"),
    "Ippen": ("Münchner Merkur", "Merkur", "tz", "Frankfurter Rundschau"),
    "Madsack": ("RND", "Hannoversche Allgemeine", "Leipziger Volkszeitung"),
    "Funke": ("WAZ", "Berliner Morgenpost", "Hamburger Abendblatt"),
    "1&1": ("GMX", "Web.de", "1&1"),
    "Nine": ("The Sydney Morning Herald", "The Age", "Brisbane Times", "WAtoday", "The Australian Financial Review", "9News"),
    "NZME": ("NZ Herald", "The New Zealand Herald", "Newstalk ZB"),
    "Stuff": ("Stuff", "The Post", "The Press"),
    "Українська правда": ("Українська правда", "Ukrainska Pravda", "Європейська правда", "Економічна правда"),
    "1+1": ("ТСН", "TSN", "УНІАН", "UNIAN"),
}
# The agencies' own services: a title that credits one tells what that one tells.
AGENCIES: Mapping[str, tuple[str, ...]] = {
    "AP": ("Associated Press", "AP", "AP News"),
    "AFP": ("Agence France-Presse", "AFP"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "PA": ("PA Media", "Press Association"),
    "AAP": ("Australian Associated Press", "AAP"),
    "Укрінформ": ("Укрінформ", "Ukrinform"),
    "Інтерфакс-Україна": ("Інтерфакс-Україна", "Interfax-Ukraine"),
    "Kyodo": ("Kyodo News", "Kyodo"),
    "Xinhua": ("Xinhua",),
    "EFE": ("EFE",),
    "APA": ("APA",),
}


def owner_of(publisher: str) -> str:
    """Return the house that a publisher belongs to; its own name where the table has no other."""
    return _OWNERS.get(_normalize(publisher), _normalize(publisher))


def _normalize(publisher: str) -> str:
    return " ".join(publisher.casefold().split()).removeprefix("the ")


_OWNERS = {_normalize(title): house for house, titles in (*HOUSES.items(), *AGENCIES.items()) for title in titles}
