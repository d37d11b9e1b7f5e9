"""What a sceptic found: files that were scored wrong without a word, and what is right."""

import json

import pytest

from tests.conftest import cli

ONE, TWO = "Angela Merkel met Emmanuel Macron in Paris on Monday.", "The United Nations 😀 praised Kofi Annan in Zürich."
FIRST = [(0, 13, "PER"), (18, 33, "PER"), (37, 42, "LOC")]
SECOND = [(4, 18, "ORG"), (29, 39, "PER"), (43, 49, "LOC")]


def gold(*articles):
    lines = []
    for name, text, items in articles:
        lines.append(json.dumps({"id": name, "text": text, "mentions": [{"start": s, "end": e, "type": t} for s, e, t in items]}))
    return "\n".join(lines) + "\n"


BOTH = gold(("1", ONE, FIRST), ("2", TWO, SECOND))
ALONE = gold(("a1", ONE, FIRST))
NAMED = gold(("news-10", ONE, FIRST), ("other", TWO, SECOND))


def lines(*records):
    return "\n".join(json.dumps(record) for record in records) + "\n"


def doccano(name, text, items):
    return {"id": name, "text": text, "label": [list(item) for item in items]}


def pieces(label, *words):
    """Raw word pieces, one after the other."""
    return [{"entity": label(n), "index": n + 1, "word": word, "start": s, "end": e} for n, (word, s, e) in enumerate(words)]


MERKEL = (("Angela", 0, 6), ("Mer", 7, 10), ("##kel", 10, 13))
CASES = {  # gold, file name, content, F1 or a fault's words
    "the text tells more than a running number": (BOTH, "p.jsonl", lines(doccano(2, ONE, FIRST), doccano(1, TWO, SECOND)), 1.0),
    "an article twice in one file": (ALONE, "p.jsonl", lines(doccano(1, ONE, FIRST), doccano(2, ONE, FIRST)), "given twice"),
    "two articles of one text": (
        gold(("x", ONE, FIRST), ("y", ONE, FIRST)),
        "p.jsonl",
        lines(doccano(7, ONE, FIRST), doccano(8, ONE, FIRST)),
        1.0,
    ),
    "an id that begins another": (NAMED, "p.json", json.dumps({"news-1": [{"start": 0, "end": 13, "label": "PER"}]}), "no article"),
    "a text about something else": (ALONE, "zzz.jsonl", lines(doccano(None, "About Bob Jones of Acme.", [(6, 15, "PER")])), "no article"),
    "a text about something else under the article's id": (
        ALONE,
        "a1.json",
        json.dumps({"id": "a1", "text": "About Bob Jones of Acme.", "mentions": [{"start": 0, "end": 5, "type": "PER"}]}),
        "is not that of the article",
    ),
    "a unit said inside": (
        gold(("a2", TWO, SECOND)),
        "a2.json",
        json.dumps(
            {
                "document": "a2",
                "unit": "utf-16",
                "entities": [{"start": s + (s > 19), "end": e + (s > 19), "label": t} for s, e, t in SECOND],
            }
        ),
        1.0,
    ),
    "pieces without B and I": (
        gold(("a1", ONE, FIRST[:1])),
        "a1.json",
        json.dumps(pieces(lambda n: "B-PER" if n == 0 else "I-PER", *MERKEL)),
        1.0,
    ),
    "a piece tagged B": (
        gold(("a1", ONE, FIRST[:1])),
        "a1.json",
        json.dumps(pieces(lambda n: "I-PER" if n == 1 else "B-PER", *MERKEL)),
        1.0,
    ),
    "pieces without offsets": (
        gold(("a1", ONE, FIRST[:1])),
        "a1.json",
        json.dumps(pieces(lambda n: "B-PER" if n == 0 else "I-PER", *((word, None, None) for word, _, _ in MERKEL))),
        1.0,
    ),
    "tokens left outside": (
        gold(("a1", ONE, FIRST[:1])),
        "a1.json",
        json.dumps(
            [*pieces(["I-PER", "I-PER", "I-PER"].__getitem__, *MERKEL), {"entity": "O", "index": 4, "word": "met", "start": 14, "end": 17}]
        ),
        1.0,
    ),
    "strings under entities, with an id": (
        ALONE,
        "a1.json",
        json.dumps({"id": "a1", "entities": [{"text": ONE[s:e], "label": t} for s, e, t in FIRST]}),
        1.0,
    ),
    "strings by label": (ALONE, "a1.json", json.dumps({"PER": ["Angela Merkel", "Emmanuel Macron"], "LOC": ["Paris"]}), 1.0),
    "doccano with entities and relations": (
        ALONE,
        "p.jsonl",
        lines(
            {
                "id": 0,
                "text": ONE,
                "entities": [{"id": n, "label": t, "start_offset": s, "end_offset": e} for n, (s, e, t) in enumerate(FIRST)],
                "relations": [],
                "Comments": [],
            }
        ),
        1.0,
    ),
    "an empty list first": (BOTH, "p.json", json.dumps([[], [{"start": s, "end": e, "label": t} for s, e, t in SECOND]]), 2 / 3),
    "a name with another ending": (ALONE, "a1.ner.json", json.dumps([{"start": s, "end": e, "label": t} for s, e, t in FIRST]), 1.0),
    "a comment that names the article": (
        ALONE,
        "p.conll",
        "# id = a1\nAngela B-PER\nMerkel I-PER\nmet O\nEmmanuel B-PER\nMacron I-PER\nin O\nParis B-LOC\non O\nMonday O\n. O\n",
        1.0,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_right_or_told(case, tmp_path):
    own, name, content, right = CASES[case]
    (tmp_path / "gold.jsonl").write_text(own)
    (tmp_path / name).write_text(content)
    code, out, err = cli("score", str(tmp_path / name), "--gold", str(tmp_path / "gold.jsonl"), "-m", "NER", "--json")
    if isinstance(right, str):
        assert (code, right in err) == (2, True), out + err
    else:
        assert code == 0, err
        assert json.loads(out)["scores"]["NER"]["f1"] == pytest.approx(right), out
