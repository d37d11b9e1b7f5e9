"""Where counts are booked: cells, their names, and what a matched pair is booked under."""

from dateline.document import Document, Mention
from dateline.document.items import Item
from dateline.kernel.pair import Pair
from dateline.kernel.slicing import ALL, KEPT, TOTAL, Slicing, columns_of, names, values

PAIR = Pair.of(Document(id="doc-1", text="Kim met\nLee.", mentions=()), None)


def item(start, label="PER", **of):
    return Item(start, start + 3, label, (), ((start, start + 3),), Mention(start=start, end=start + 3, **of))


ITEMS = [item(0, "Life.Die", level="NAM", score=0.25), item(8, "", votes=2)]


def test_items_by_paragraph_and_by_values():
    assert Slicing(("type",)).cells(PAIR, ITEMS) == ["Life.Die", ""]
    assert TOTAL.cells(PAIR, ITEMS) == ["Life.Die", ""]
    assert Slicing(("level",)).cells(PAIR, ITEMS) == ["NAM", ""]
    assert Slicing(("document",)).cells(PAIR, ITEMS) == ["doc-1", "doc-1"]
    assert Slicing(("votes",)).cells(PAIR, ITEMS) == ["", ""]
    assert Slicing(("score",)).cells(PAIR, ITEMS) == [("", ("0.25",)), ("", ("",))]
    assert Slicing(("type",), paragraphs=True).cells(PAIR, ITEMS) == [("0", ("Life.Die",)), ("1", ("",))]
    assert Slicing((), paragraphs=True).cells(PAIR, ITEMS) == [("0", ()), ("1", ())]
    assert Slicing(("family", "document")).cells(PAIR, ITEMS) == [("", ("Life", "doc-1")), ("", ("", "doc-1"))]
    assert Slicing(("score", "votes")).cells(PAIR, ITEMS) == [("", ("0.25", "")), ("", ("", ""))]
    assert Slicing(("score", "votes")).cells(PAIR, ITEMS, gold=True) == [("", (ALL, "")), ("", (ALL, "2"))]


def test_a_label_alone_says_where():
    assert TOTAL.plain
    assert Slicing(("type",)).plain
    assert not Slicing(("level",)).plain
    assert not Slicing((), paragraphs=True).plain


def test_values_of_an_axis():
    labels, sources = [item.label for item in ITEMS], [item.source for item in ITEMS]
    assert values(PAIR, labels, sources, "type") == ["Life.Die", ""]
    assert values(PAIR, labels, sources, "family") == ["Life", ""]
    assert values(PAIR, labels, sources, "document") == ["doc-1", "doc-1"]
    assert values(PAIR, labels, sources, "level") == ["NAM", ""]
    assert values(PAIR, labels, sources, "votes") == ["", "2"]
    assert values(PAIR, labels, sources, "no such") == ["", ""]


def test_a_matched_pair_is_booked_under_what_each_says():
    plain = Slicing(("type",))
    assert plain.booked("PER", "ORG") == ("PER", "ORG")
    assert plain.booked("PER", "") == ("PER", "PER")
    several = Slicing(("type", "score", "level"))
    gold, pred = ("0", ("PER", ALL, "NAM")), ("1", ("", "0.3", "NOM"))
    assert several.booked(gold, pred) == (("0", ("PER", "0.3", "NAM")), ("1", ("PER", "0.3", "NOM")))
    unscored = ("1", ("ORG", "", ""))
    assert several.booked(gold, unscored) == (("0", ("PER", "", "NAM")), ("1", ("ORG", "", "NAM")))
    assert several.booked(gold, ("1", ("none", "0.3", "NOM"))) == (("0", ("PER", "0.3", "NAM")), ("1", ("none", "0.3", "NOM")))
    assert Slicing(("level",)).booked("NAM", "") == ("NAM", "NAM")


def test_the_names_of_a_cell():
    assert names(Slicing(("type",)))("PER") == (("", ""), ("", "type=PER"))
    assert names(Slicing(("type",)))("") == (("", ""), ("", "type=none"))
    assert names(TOTAL)("PER") == (("", ""),)
    assert names(Slicing(("type", "level")))(("3", ("PER", "NAM"))) == (("3", ""), ("3", "type=PER"), ("3", "level=NAM"))
    assert names(Slicing(("level",)))("") == (("", ""), ("", "level=none"))
    assert names(Slicing(("type", "level")))(("", ("", "NAM")))[1:] == (("", "type=none"), ("", "level=NAM"))
    assert names(Slicing(("score",)))(("", ("",))) == (("", ""),)
    assert names(Slicing(("score",)))(("", ("0.25",)))[1:] == tuple(("", f"score=at least {n / 10}") for n in (0, 1, 2))
    assert names(Slicing(("score",)))(("", ("0.28",)))[1:] == tuple(("", f"score=at least {n / 10}") for n in (0, 1, 2))
    assert names(Slicing(("score",)))(("", ("0.3",)))[1:] == tuple(("", f"score=at least {n / 10}") for n in (0, 1, 2, 3))
    assert names(Slicing(("score",)))(("", ("1.0",)))[1:] == tuple(("", f"score=at least {n / 10}") for n in range(11))
    assert names(Slicing(("score",)))(("", (ALL,)))[1:] == tuple(("", f"score=at least {n / 10}") for n in range(11))


def test_columns_of_cells():
    found = {name: four for _, name, four in columns_of(Slicing(("type",)), {"PER": 2}, {"PER": 3, "ORG": 1}, {"PER": 2}, {"GPE": 5})}
    assert found == {
        "": [[2.0], [4.0], [2.0], [5.0]],
        "type=PER": [[2.0], [3.0], [2.0], [0.0]],
        "type=ORG": [[0.0], [1.0], [0.0], [0.0]],
        "type=GPE": [[0.0], [0.0], [0.0], [5.0]],
    }
    assert list(columns_of(TOTAL, {}, {}, {}, {})) == [("", "", [[0.0], [0.0], [0.0], [0.0]])]
    assert list(columns_of(TOTAL, {"PER": 1}, {"PER": 2}, {"PER": 1}, {"": 3})) == [("", "", [[1.0], [2.0], [1.0], [3.0]])]


def test_without_items_there_is_a_total_alone():
    assert list(columns_of(Slicing(("type", "level")), {}, {}, {}, {})) == [("", "", [[0.0], [0.0], [0.0], [0.0]])]


def test_an_item_without_a_label_stands_with_those_that_are_called_none():
    alone = {name: four for _, name, four in columns_of(Slicing(("type",)), {"": 0.5}, {"": 2}, {"": 1}, {"PER": 1})}
    assert alone == {"": [[0.5], [2.0], [1.0], [1.0]], "type=none": [[0.5], [2.0], [1.0], [0.0]], "type=PER": [[0.0], [0.0], [0.0], [1.0]]}
    both = {name: four for _, name, four in columns_of(Slicing(("type",)), {"": 0.5, "none": 1}, {"none": 2, "": 1}, {}, {"none": 1})}
    assert both == {"": [[1.5], [3.0], [0.0], [1.0]], "type=none": [[1.5], [3.0], [0.0], [1.0]]}


def test_so_many_names_are_kept():
    known = names(Slicing(("type",)))
    for number in range(KEPT + 1):
        assert known(f"T{number}") == (("", ""), ("", f"type=T{number}"))
    assert known.cache_info().currsize == KEPT
    assert known is names(Slicing(("type",)))
    assert known("PER") is known("PER")
