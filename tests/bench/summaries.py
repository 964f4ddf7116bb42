"""How good summaries of real articles are: `python -m tests.bench.summaries SHARED [--ablation]`.

SHARED is the folder that holds data and tools. Prints ROUGE-1 and -2 F beside LEAD and LexRank, how much of "who says so" survives,
and with --ablation what each part of the score is worth; all on whole sentences of our splitter.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from briefing.languages import load_language
from briefing.model.news import Item
from briefing.model.ports import Task
from briefing.write import summarize
from briefing.write.caveats import find_qualifiers
from briefing.write.entry import LONG_AGO
from briefing.write.examine import Sentence, examine_sentences
from briefing.write.lost_signs import restore_signs
from briefing.write.sentences import split_sentences
from briefing.write.summarizers.extractive import CANDIDATES
from briefing.write.summarizers.pick import ScoredText, pick_sentences
from briefing.write.summarizers.scoring import WEIGHTS, Weights, score_sentences
from briefing.write.terms import extract_terms
from tests.bench.lexrank import summary

SETS = ("cnndm", "inshorts", "writers")
ENGLISH = load_language("en")


@dataclass(frozen=True, slots=True)
class Row:
    """An article and what people wrote of it."""

    id: str
    title: str
    text: str
    references: tuple[str, ...]


System = Callable[[Row, int], Sequence[str]]


def rows(shared: Path, name: str) -> list[Row]:
    """Return the articles of a set."""
    found = [json.loads(line) for line in (shared / "data/news" / f"{name}.jsonl").open(encoding="utf-8")]
    return [Row(one["id"], one["title"], one["text"], tuple(one.get("summaries") or [one.get("summary", "")])) for one in found]


def sentences(text: str) -> list[str]:
    """Return the whole sentences of a text."""
    return [text[start:end] for start, end in split_sentences(text, ENGLISH)]


@cache
def ours(row: Row, words: int) -> tuple[str, ...]:
    """The summarizer that ships."""
    return tuple(line.text for line in summarize(row.text, row.title, words=words))


def lead(row: Row, words: int) -> list[str]:
    """The first sentences, each that still fits."""
    taken = []
    for sentence in sentences(row.text):
        if len(sentence.split()) <= words:
            taken.append(sentence)
            words -= len(sentence.split())
    return taken


def lexrank(row: Row, words: int) -> list[str]:
    """LexRank on the same sentences."""
    return summary(sentences(row.text), words)


@cache
def _scorer() -> Callable[[str, str], float]:
    from rouge_score import rouge_scorer

    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2"], use_stemmer=True)

    def scored(reference: str, candidate: str) -> float:
        found = scorer.score(reference, candidate)
        return 100 * float(found["rouge1"].fmeasure + found["rouge2"].fmeasure)

    return scored


def rouge(row: Row, told: Sequence[str]) -> float:
    """Return ROUGE-1 plus ROUGE-2 F in percent, the mean over the references."""
    return sum(_scorer()(reference, " ".join(told)) for reference in row.references) / len(row.references)


def mean_rouge(found: Sequence[Row], system: System, words: int) -> float:
    """Return a system's mean over a set."""
    return sum(rouge(row, system(row, words)) for row in found) / len(found)


def attribution(shared: Path, found: Sequence[Row], system: System, words: int) -> dict[str, float]:
    """Return what the measuring tool says: `kept`, `fragments`, `dangling`, `sentences` ..."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for row in found:
            file.write(
                json.dumps({"id": row.id, "article": sentences(restore_signs(row.text)), "summary": list(system(row, words))})
                + "\n"
            )
        file.flush()
        tool = shared / "tools/attribution.py"
        done = subprocess.run([sys.executable, tool, file.name], capture_output=True, text=True, check=True)
    pairs = (part.split("=")[:2] for part in done.stdout.split())
    return {name: float(value.split("/")[0]) for name, value in pairs}


def _examined(row: Row) -> list[Sentence]:
    item = Item(row.id, row.id, "", row.title, row.text, "", "", LONG_AGO, LONG_AGO, dated=False)
    return examine_sentences(item, Task(60, "own"), ENGLISH)


def ablation(found: Sequence[Row], words: int) -> None:
    """Print the sum of ROUGE-1 and -2 without each part of the score."""
    texts = [(row, _examined(row)) for row in found]
    needs = [find_qualifiers(text, CANDIDATES) for _, text in texts]

    def mean(weights: Weights) -> float:
        total = 0.0
        for (row, text), need in zip(texts, needs, strict=True):
            scored = score_sentences(text[:CANDIDATES], extract_terms(row.title, ENGLISH), weights)
            chosen = pick_sentences(ScoredText(text, scored, need), words, len(text), weights)
            total += rouge(row, [text[at].said for at in chosen])
        return total / len(texts)

    print(f"  as shipped {mean(WEIGHTS):.2f}", flush=True)
    for field in fields(Weights):
        print(f"  without {field.name} {mean(replace(WEIGHTS, **{field.name: 0.0})):.2f}", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    shared = Path(arguments[0])
    for name in SETS:
        found = rows(shared, name)
        print(f"{name}, {len(found)} articles")
        if "--ablation" in arguments:
            ablation(found, 60)
            continue
        for words in (60, 100):
            for system in (ours, lead, lexrank):
                print(f"  {words} words, {system.__name__}: ROUGE-1+2 {mean_rouge(found, system, words):.2f}", end="; ")
                print(*(f"{key} {value:g}" for key, value in attribution(shared, found, system, words).items()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
