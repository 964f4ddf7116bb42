"""Invented news for the tests of the whole way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.support.newsroom import Entry

TOLD = (
    (
        "Harbour bridge reopens after two years",
        "The harbour bridge reopened to traffic after two years of repairs. The city council said the work cost 12 million "
        "dollars. Officials expect 30,000 cars to cross it each day.",
    ),
    (
        "Farmers report a record apple harvest",
        "Farmers in the northern valley report a record apple harvest. The growers' union said the crop was 15 percent larger than "
        "a year ago. Prices are expected to fall before winter.",
    ),
    (
        "Parliament votes on a new school law",
        "Parliament passed a law that gives every school a library. The education minister said the plan would reach 400 schools "
        "by 2028. Two parties voted against it.",
    ),
    (
        "Scientists map the floor of a northern lake",
        "Scientists have mapped the floor of the largest northern lake. The survey found a valley 90 metres deep, the institute "
        "said. The map will be free for everyone to use.",
    ),
    (
        "Ferry company orders three electric ships",
        "The island ferry company has ordered three electric ships. Each of them carries 200 passengers, the company said. "
        "The first ship is due in the spring of 2027.",
    ),
    (
        "Museum shows lost letters of a composer",
        "The national museum has put on show 40 letters of a composer that were thought lost. A family had kept them in an attic, "
        "the museum said. The show is open until March.",
    ),
)


def entries(first: int, last: int, latest: datetime) -> Sequence[Entry]:
    """Return stories `first` to `last`, an hour apart, the first of them at `latest`."""
    return [Entry(title, text, latest - timedelta(hours=index)) for index, (title, text) in enumerate(TOLD[first:last])]
