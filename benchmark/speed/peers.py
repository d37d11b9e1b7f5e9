"""The peers on the same corpus, each from the files that it would have: `python peers.py NAME FOLDER` prints its numbers as JSON.

`prepare` writes BIO tags and clusters beside a corpus, which is no part of what is timed.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from dateline.document import Document

Numbers = dict[str, list[float]]
SIDES = ("gold", "answers")


def prepare(folder: Path) -> None:
    """Write each side's tags and clusters, a document a line."""
    texts = {}
    for side in SIDES:
        with (
            (folder / f"{side}.jsonl").open() as lines,
            (folder / f"{side}.tags.jsonl").open("w") as tags,
            (folder / f"{side}.clusters.jsonl").open("w") as clusters,
        ):
            for line in lines:
                document = json.loads(line)
                text = texts.setdefault(document["id"], document.get("text"))
                tags.write(json.dumps(bio(text, document["mentions"])) + "\n")
                grouped: dict[str, list[list[int]]] = {}
                for mention in document["mentions"]:
                    grouped.setdefault(mention["entity"], []).append([mention["start"], mention["end"]])
                clusters.write(json.dumps(list(grouped.values())) + "\n")


def bio(text: str, mentions: list[dict[str, object]]) -> list[str]:
    """BIO tags of the words between spaces."""
    starts, place = {}, 0
    for number, word in enumerate(text.split(" ")):
        starts[place] = number
        place += len(word) + 1
    tags = ["O"] * len(starts)
    for mention in mentions:
        first = starts[mention["start"]]
        tags[first] = f"B-{mention['type']}"
        for number in range(first + 1, first + text[mention["start"] : mention["end"]].count(" ") + 1):
            tags[number] = f"I-{mention['type']}"
    return tags


def read(folder: Path, kind: str) -> list[list[object]]:
    """Both sides of a prepared kind."""
    return [[json.loads(line) for line in (folder / f"{side}.{kind}.jsonl").open()] for side in SIDES]


def seqeval(folder: Path) -> Numbers:
    """What seqeval gives: its classification report."""
    from seqeval.metrics import classification_report

    report = classification_report(*read(folder, "tags"), output_dict=True)
    names = {"micro avg": "NER"} | {name: f"NER@{name}" for name in report if not name.endswith("avg")}
    return {ours: [float(report[name]["precision"]), float(report[name]["recall"])] for name, ours in names.items()}


def nervaluate(folder: Path) -> Numbers:
    """What nervaluate gives: its four modes, overall and by type."""
    from nervaluate import Evaluator

    gold, answers = read(folder, "tags")
    types = sorted({tag[2:] for tags in gold for tag in tags if tag != "O"})
    found = Evaluator(gold, answers, tags=types, loader="list").evaluate()["overall"]
    names = {"strict": "NER", "exact": "NER(match=exact)", "partial": "NER(match=partial)", "ent_type": "NER(match=type)"}
    return {ours: [found[name].precision, found[name].recall] for name, ours in names.items()}


def scorch(folder: Path) -> Numbers:
    """What scorch gives: MUC, B3 and both CEAFs, a document at a time: the means of precision and recall."""
    from scorch import scores

    functions = {"MUC": scores.muc, "B3": scores.b_cubed, "CEAFm": scores.ceaf_m, "CEAFe": scores.ceaf_e}
    sums = {name: [0.0, 0.0] for name in functions}
    gold, answers = read(folder, "clusters")
    for sides in zip(gold, answers, strict=True):
        key, response = ([{tuple(span) for span in cluster} for cluster in side] for side in sides)
        for name, function in functions.items():
            recall, precision, _ = function(key, response)
            sums[name] = [sums[name][0] + precision / len(gold), sums[name][1] + recall / len(gold)]
    return sums


def spacy(folder: Path) -> Numbers:
    """What spaCy gives: its scorer on entities."""
    from spacy.lang.en import English
    from spacy.scorer import Scorer
    from spacy.tokens import Doc, Span
    from spacy.training import Example

    vocabulary, examples = English().vocab, []
    for gold, answers in zip(*read(folder, "tags"), strict=True):
        docs = []
        for tags in (gold, answers):
            doc = Doc(vocabulary, words=[str(n) for n in range(len(tags))])
            doc.ents = [Span(doc, first, last, label) for first, last, label in spans(tags)]
            docs.append(doc)
        examples.append(Example(docs[1], docs[0]))
    found = Scorer.score_spans(examples, "ents")
    return {"NER": [found["ents_p"], found["ents_r"]]}


def spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """The names of BIO tags as words from and to, and label."""
    firsts = [number for number, tag in enumerate(tags) if tag.startswith("B-")]
    found = []
    for first in firsts:
        last = first + 1
        while last < len(tags) and tags[last].startswith("I-"):
            last += 1
        found.append((first, last, tags[first][2:]))
    return found


def decode(folder: Path) -> Numbers:
    """The floor: both files decoded into the typed schema, nothing else."""
    decoder = msgspec.json.Decoder(Document)
    found = [sum(len(decoder.decode(line).mentions or ()) for line in (folder / f"{side}.jsonl").open("rb")) for side in SIDES]
    return {"mentions": [float(number) for number in found]}


PEERS: dict[str, Callable[[Path], Numbers]] = {p.__name__: p for p in (seqeval, nervaluate, scorch, spacy, decode)}

if __name__ == "__main__":
    print(json.dumps(PEERS[sys.argv[1]](Path(sys.argv[2]))))
