"""What users wait for: inputs that once took time with the square of their size, each made at any size.

`python waits.py` prints seconds of CPU of each as a whole process; a test holds that four times the size takes four times the time.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from speed import corpora
from speed.measure import measured

Json = dict[str, Any]
LETTERS = "abcdefghjkmnpqrt"  # none that looks like another


class Wait(NamedTuple):
    """A case: how its files are made at a size, with the command's arguments; its size on the page, and in the test of growth.

    Where everything overlaps everything the pairs themselves grow with the square, so only the time is held, not its growth.
    """

    make: Callable[[Path, int], list[str]]
    size: int
    small: int


def lines(path: Path, documents: list[Json]) -> str:
    """Documents as JSONL."""
    path.write_text("".join(json.dumps(document) + "\n" for document in documents))
    return str(path)


def pairs(number: int, *, full: bool = False) -> tuple[list[Json], list[Json]]:
    """Gold and answers."""
    found = list(corpora.pairs(number, 0, full=full))
    return [gold for gold, _ in found], [answer for _, answer in found]


def wrong_ids(folder: Path, number: int) -> list[str]:
    """Every document under an id that gold does not have."""
    gold, answers = pairs(number)
    wrong = [{**answer, "id": f"{answer['id']}-v2"} for answer in answers]
    return ["score", lines(folder / "answers.jsonl", wrong), "--gold", lines(folder / "gold.jsonl", gold), "--jobs", "1"]


def spacy(folder: Path, number: int) -> list[str]:
    """SpaCy's JSON, without ids."""
    gold, answers = pairs(number)
    texts = {document["id"]: document["text"] for document in gold}
    found = [
        {"text": texts[a["id"]], "ents": [{"start": m["start"], "end": m["end"], "label": m["type"]} for m in a["mentions"]]}
        for a in answers
    ]
    return ["score", lines(folder / "answers.json", found), "--gold", lines(folder / "gold.jsonl", gold), "-m", "NER"]


def errors(folder: Path, number: int) -> list[str]:
    """The list of errors of some documents."""
    gold, answers = pairs(number, full=True)
    return ["score", lines(folder / "answers.jsonl", answers), "--gold", lines(folder / "gold.jsonl", gold), "--errors"]


def long(folder: Path, number: int) -> list[str]:
    """One document of many mentions, a third of them wrong, and no list of errors asked for."""
    gold = [{"start": 8 * n, "end": 8 * n + 5, "type": "PER", "entity": f"e{n // 3}"} for n in range(number)]
    pred = [m | ({"end": m["end"] + 1, "type": "ORG"} if n % 3 == 0 else {}) for n, m in enumerate(gold)]
    text = "word5 w " * number
    paths = [lines(folder / f"{k}.jsonl", [{"id": "d", "text": text, "mentions": m}]) for k, m in (("pred", pred), ("gold", gold))]
    return ["score", paths[0], "--gold", paths[1]]


def onion(folder: Path, number: int) -> list[str]:
    """Spans that all overlap each other."""
    gold = [{"start": n, "end": 4 * number - n, "type": "PER"} for n in range(number)]
    pred = [{"start": m["start"], "end": m["end"] + 1, "type": "PER"} for m in gold]
    text = "x" * (4 * number + 1)
    paths = [lines(folder / f"{k}.jsonl", [{"id": "d", "text": text, "mentions": m}]) for k, m in (("p", pred), ("g", gold))]
    return ["score", paths[0], "--gold", paths[1]]


def one_name(folder: Path, number: int) -> list[str]:
    """One name again and again, given as strings, some of them inside a longer one."""
    text = "Kim and Kim Lee met. " * number
    gold = [{"start": 21 * n + at, "end": 21 * n + end, "type": "PER"} for n in range(number) for at, end in ((0, 3), (8, 15))]
    pred = [{"text": words, "type": "PER"} for _ in range(number) for words in ("Kim", "Kim Lee")]
    paths = [lines(folder / f"{k}.jsonl", [{"id": "d", "text": text, "mentions": m}]) for k, m in (("p", pred), ("g", gold))]
    return ["score", paths[0], "--gold", paths[1]]


def brat(folder: Path, number: int) -> list[str]:
    """A folder of brat files."""
    gold, answers = pairs(number)
    (folder / "brat").mkdir(exist_ok=True)
    texts = {document["id"]: document["text"] for document in gold}
    for answer in answers:
        rows = [
            f"T{n}\t{m['type']} {m['start']} {m['end']}\t{texts[answer['id']][m['start'] : m['end']]}\n"
            for n, m in enumerate(answer["mentions"], 1)
        ]
        (folder / "brat" / f"{answer['id']}.ann").write_text("".join(rows))
    return ["score", str(folder / "brat"), "--gold", lines(folder / "gold.jsonl", gold), "-m", "NER"]


def tokens(folder: Path, number: int) -> list[str]:
    """One document read as tags over words."""
    gold = [{"start": 8 * n, "end": 8 * n + 5, "type": "PER"} for n in range(number)]
    paths = [lines(folder / f"{k}.jsonl", [{"id": "d", "text": "word5 w " * number, "mentions": gold}]) for k in ("p", "g")]
    return ["score", paths[0], "--gold", paths[1], "-m", "NER(view=tokens)"]


def across(folder: Path, number: int) -> list[str]:
    """Coreference of all documents as one."""
    gold, answers = pairs(number)
    paths = [lines(folder / f"{k}.jsonl", side) for k, side in (("p", answers), ("g", gold))]
    return ["score", paths[0], "--gold", paths[1], "-m", "MUC(across=yes)", "-m", "B3(across=yes)", "--jobs", "1"]


def one_event(folder: Path, number: int) -> list[str]:
    """One happening told again and again, and answered so."""
    events = [{"start": 8 * n, "end": 8 * n + 5, "type": "Contact.Meet", "referent": "it"} for n in range(number)]
    paths = [lines(folder / f"{k}.jsonl", [{"id": "d", "text": "word5 w " * number, "events": events}]) for k in ("p", "g")]
    return ["score", paths[0], "--gold", paths[1], "-m", "EventCoref", "-m", "Trigger"]


def optional_quotes(folder: Path, number: int) -> list[str]:
    """Quotes that need not be found, each predicted a word too short."""
    text = " ".join(f"word{n:06}" for n in range(6 * number))
    golds = [{"spans": [[66 * n, 66 * n + 54]], "optional": True} for n in range(number)]
    preds = [{"spans": [[66 * n, 66 * n + 43]]} for n in range(number)]
    paths = [lines(folder / f"{k}.jsonl", [{"id": "d", "text": text, "quotes": own}]) for k, own in (("p", preds), ("g", golds))]
    return ["score", paths[0], "--gold", paths[1], "-m", "Quote"]


def board(folder: Path, number: int) -> list[str]:
    """A leaderboard of many systems, with the rules' answers."""
    root = Path(__file__).parent.parent.parent / "leaderboard"
    (folder / "README.md").write_text("<!-- board -->\n<!-- end -->\n")
    for n in range(number):
        place = folder / "submissions" / f"system-{n}"
        place.mkdir(parents=True, exist_ok=True)
        system = {"name": f"System {LETTERS[n // 16]}{LETTERS[n % 16]}", "authors": ["A"], "licence": "MIT"}
        (place / "system.json").write_text(json.dumps(system))
        (place / "predictions.jsonl").write_bytes((root / "submissions" / "spacy" / "predictions.jsonl").read_bytes())
    return ["leaderboard", "build", "--board", str(folder)]


WAITS = {
    "wrong ids in 1,000 documents": Wait(wrong_ids, 1000, 400),
    "spaCy JSON of 1,000 documents without ids": Wait(spacy, 1000, 300),
    "`--errors` of 30 documents": Wait(errors, 30, 8),
    "plain `score` of one document of 7,200 mentions": Wait(long, 7200, 5000),
    "3,000 spans that all overlap": Wait(onion, 3000, 0),
    "one name 800 times, as strings": Wait(one_name, 800, 1000),
    "a brat folder of 10,000 files": Wait(brat, 10_000, 100),
    "`view=tokens` of one document of 5,000 names": Wait(tokens, 5000, 4000),
    "`across=yes` over 20,000 documents": Wait(across, 20_000, 300),
    "one event told 5,000 times": Wait(one_event, 5000, 2000),
    "2,000 optional quotes of one document": Wait(optional_quotes, 2000, 500),
    "a board of 206 systems": Wait(board, 206, 3),
}


def waited(name: str, size: int) -> float:
    """Seconds of CPU of one case, as a whole process."""
    with tempfile.TemporaryDirectory() as place:
        arguments = WAITS[name].make(Path(place), size)
        return measured([sys.executable, "-m", "dateline", *arguments], statuses=(0, 512)).cpu


if __name__ == "__main__":
    print(json.dumps({name: waited(name, wait.size) for name, wait in WAITS.items() if name in (sys.argv[1:] or WAITS)}))
