"""Invented news as three feeds tell it: one event in three ways, one with another figure, and three events of one pattern."""

NAMES = ("Harbour Courier", "Meridian Wire", "Valley Ledger")

AGREE = (
    (
        "Ferry runs aground off Bardale, all passengers safe",
        "A ferry with 140 passengers ran aground off Bardale in thick fog, the coast guard said. Lifeboats "
        "took everyone ashore within "
        "three hours. The ferry lies on a sandbank near the lighthouse.",
    ),
    (
        "All 140 passengers rescued from ferry stranded near Bardale",
        "Lifeboats rescued all 140 passengers of a ferry that ran aground in fog near Bardale, the coast "
        "guard said. The ferry company "
        "Seaways promised to pay for hotels. Divers will look at the hull of the ferry when the fog lifts.",
    ),
    (
        "Fog strands Bardale ferry on a sandbank",
        "Thick fog stranded the Bardale ferry on a sandbank near the lighthouse with 140 passengers. The "
        "coast guard said that nobody was "
        "hurt. Captain Maria Holm had asked for a tug in vain.",
    ),
)
DIFFER = (
    (
        "Fire at a mill in Bardale kills four workers",
        "A fire at a paper mill in Bardale killed four workers, the fire service said. The roof fell in "
        "after an hour. The mill belongs to "
        "the company Northgate.",
    ),
    (
        "Workers die in fire at Bardale paper mill",
        "A fire broke out at a paper mill in Bardale before dawn. The fire at the mill in Bardale killed "
        "five workers, the mayor said. "
        "The road to the mill is closed.",
    ),
    (
        "Paper mill in Bardale burns down, workers killed",
        "A paper mill in Bardale burned down and workers were killed. Northgate had bought the paper mill in 2019 for $12 million.",
    ),
)
APART = tuple(
    (
        f"{town} quarter ends with {number} votes for the new school plan",
        f"The council of {town} voted for the new school plan with {number} votes after a long debate. The plan of {town} costs "
        f"{number + 3} million dollars, the mayor said.",
    )
    for town, number in (("Bardale", 17), ("Kelstead", 22), ("Morwick", 31))
)
