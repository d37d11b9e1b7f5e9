"""A seeded generator of corpora: texts of 400 words with every layer, and the answers of an extractor that errs as extractors do.

`flat` corpora hold names that never nest, as BIO files can; `full` ones hold every layer, with nominals around names.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

TYPES = ("PER", "GPE", "ORG", "NORP", "LOC", "FAC", "EVENT")
RELATIONS = ("head_of_state", "leader_of", "employed_by", "member_of", "located_in", "based_in", "met_with", "cooperates_with")
EVENTS = {
    "Contact.Meet": ("Entity", "Place"),
    "Statement.Say": ("Speaker", "Addressee"),
    "Movement.Travel": ("Agent", "Destination"),
    "Support.Aid": ("Giver", "Beneficiary"),
}
WORDS, MENTIONS, CLUSTERS = 400, 45, 20
Json = dict[str, Any]


@dataclass(frozen=True)
class Noise:
    """How often an extractor misses, moves a boundary, mistakes a label, a cluster, or invents."""

    miss: float = 0.08
    boundary: float = 0.06
    label: float = 0.05
    cluster: float = 0.10
    invent: float = 0.05


NOISE = Noise()


class Writer:
    """One article: its words, and where each stands."""

    def __init__(self, name: str, draw: random.Random, vocabulary: list[str]) -> None:
        self.name, self.draw = name, draw
        words = draw.choices(vocabulary, k=WORDS)
        self.starts = [0]
        for word in words:
            self.starts.append(self.starts[-1] + len(word) + 1)
        self.text = " ".join(words)

    def span(self, first: int, last: int) -> Json:
        """The words from one to another as a span."""
        return {"start": self.starts[first], "end": self.starts[last + 1] - 1}

    def names(self) -> list[Json]:
        """Names that do not overlap, in clusters of one type each."""
        types = self.draw.choices(TYPES, k=CLUSTERS)
        found = []
        for number, first in enumerate(sorted(self.draw.sample(range(4, WORDS - 4, 4), MENTIONS))):
            cluster = number if number < CLUSTERS else min(int(self.draw.expovariate(0.3)), CLUSTERS - 1)
            span = self.span(first, first + self.draw.choice((0, 0, 1, 2)))
            found.append({"id": f"m{number}", **span, "type": types[cluster], "level": "NAM", "entity": f"e{cluster}", "first": first})
        return found

    def nominals(self, names: list[Json]) -> list[Json]:
        """Nominals around some names, as `the bank's president` is around `the bank`."""
        chosen = self.draw.sample(names, MENTIONS // 5)
        return [
            {
                "id": f"n{number}",
                "start": self.starts[name["first"] - 2],
                "end": name["end"],
                "type": "PER",
                "level": "NOM",
                "entity": f"e{self.draw.randrange(CLUSTERS)}",
            }
            for number, name in enumerate(chosen)
        ]

    def others(self, mentions: list[Json]) -> Json:
        """Times, relations, events and quotes over the mentions."""
        draw, ids = self.draw, [mention["id"] for mention in mentions]
        dated = enumerate(draw.sample(range(WORDS), 5))
        times = [{"id": f"t{n}", **self.span(word, word), "type": "DATE", "value": f"20{n:02}-05"} for n, word in dated]
        relations = [{"head": draw.choice(ids), "type": draw.choice(RELATIONS), "tail": draw.choice(ids)} for _ in range(12)]
        events = []
        for number, word in enumerate(draw.sample(range(WORDS), 12)):
            kind = draw.choice(list(EVENTS))
            filled = [{"role": role, "filler": draw.choice(ids)} for role in EVENTS[kind]]
            events.append({"id": f"v{number}", **self.span(word, word), "type": kind, "arguments": filled, "realis": "ACTUAL"})
        quotes = []
        for number, word in enumerate(sorted(draw.sample(range(0, WORDS - 30, 30), 5))):
            where = self.span(word, word + draw.randrange(8, 25))
            quotes.append({"id": f"q{number}", "spans": [[where["start"], where["end"]]], "kind": "direct", "speaker": draw.choice(ids)})
        return {"times": times, "relations": relations, "events": events, "quotes": quotes}

    def gold(self, *, full: bool) -> Json:
        """The article with its annotations."""
        names = self.names()
        mentions = names + (self.nominals(names) if full else [])
        cleaned = [{key: value for key, value in m.items() if key != "first" and (full or key not in {"id", "level"})} for m in mentions]
        document = {"id": self.name, "text": self.text, "mentions": cleaned}
        if not full:
            return document
        entities = [{"id": f"e{n}", "type": "PER", "qid": f"Q{self.draw.randrange(1, 500)}"} for n in range(CLUSTERS)]
        return document | {"entities": entities} | self.others(cleaned)

    def answer(self, gold: Json) -> Json:
        """What an extractor that errs answers."""
        mentions = [wrong for mention in gold["mentions"] if (wrong := self.mistaken(mention)) is not None]
        answer: Json = {"id": gold["id"], "mentions": without_overlap(mentions) if "entities" not in gold else one_entity(mentions)}
        if "entities" not in gold:
            return answer
        known = {mention["id"] for mention in answer["mentions"]}
        answer["entities"] = [e if self.draw.random() > NOISE.label else e | {"qid": "Q1"} for e in gold["entities"]]
        answer["times"] = [t for t in gold["times"] if self.draw.random() > NOISE.miss]
        answer["relations"] = [r for r in gold["relations"] if r["head"] in known and r["tail"] in known]
        answer["events"] = [v | {"arguments": [a for a in v["arguments"] if a["filler"] in known]} for v in gold["events"]]
        answer["quotes"] = [q for q in gold["quotes"] if q["speaker"] in known]
        return answer

    def mistaken(self, mention: Json) -> Json | None:
        """A mention as the extractor gives it."""
        draw, given = self.draw, dict(mention)
        if draw.random() < NOISE.miss:
            return None
        if draw.random() < NOISE.boundary:
            word = draw.randrange(WORDS - 1) if draw.random() < NOISE.invent else self.word_at(mention["start"])
            given |= self.span(word, min(word + draw.randrange(3), WORDS - 1))
        if draw.random() < NOISE.label:
            given["type"] = draw.choice(TYPES)
        if draw.random() < NOISE.cluster:
            given["entity"] = f"e{draw.randrange(CLUSTERS)}"
        return given

    def word_at(self, start: int) -> int:
        """The number of the word that begins at an offset."""
        return self.starts.index(start)


def without_overlap(mentions: list[Json]) -> list[Json]:
    """The mentions that no earlier one overlaps."""
    kept: list[Json] = []
    for mention in sorted(mentions, key=lambda m: (m["start"], m["end"])):
        if not kept or mention["start"] >= kept[-1]["end"]:
            kept.append(mention)
    return kept


def one_entity(mentions: list[Json]) -> list[Json]:
    """The mentions, each span in one entity."""
    owner: dict[tuple[int, int], str] = {}
    return [m | {"entity": owner.setdefault((m["start"], m["end"]), m["entity"])} for m in mentions]


def pairs(documents: int, seed: int, *, full: bool) -> Iterator[tuple[Json, Json]]:
    """Gold documents and answers, the same for the same seed."""
    draw = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    vocabulary = ["".join(draw.choices(syllables, k=draw.choice((1, 2, 2, 3)))) for _ in range(5000)]
    for number in range(documents):
        writer = Writer(f"doc-{number:07}", draw, vocabulary)
        gold = writer.gold(full=full)
        yield gold, writer.answer(gold)


def write(folder: Path, documents: int, *, seed: int = 0, full: bool = False) -> tuple[Path, Path]:
    """Write `gold.jsonl` and `answers.jsonl` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder = msgspec.json.Encoder()
    paths = folder / "gold.jsonl", folder / "answers.jsonl"
    with paths[0].open("wb") as gold_file, paths[1].open("wb") as answer_file:
        for gold, answer in pairs(documents, seed, full=full):
            gold_file.write(encoder.encode(gold) + b"\n")
            answer_file.write(encoder.encode(answer) + b"\n")
    return paths
