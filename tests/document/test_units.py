"""Labels and their tables, tags over words, units and tokens."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.document import Mention
from dateline.document.edtf import closed, ends, impossible, opened
from dateline.document.inventory import Inventory, Used, shipped
from dateline.document.items import Item
from dateline.document.labels import broader, family, projection, turned, user_table
from dateline.document.tokens import entities_of_tags, stated, tags
from dateline.document.units import LENGTHS, Converter, token_spans

TEXT = "Kim Jong Min met the Bank of Ōsaka."


def item(start, end, label="PER", level="NAM"):
    return Item(start, end, label, (), ((start, end),), Mention(start=start, end=end, level=level))


def test_names_as_tags_the_longest_of_nested_ones_first():
    tagged = tags(TEXT, [item(4, 8), item(0, 12), item(21, 34, "ORG"), item(29, 34, "LOC")])
    assert tagged == ["B-PER", "I-PER", "I-PER", "O", "O", "B-ORG", "I-ORG", "I-ORG", "O"]
    assert tags(TEXT, [item(0, 3, "A"), item(0, 12, "B")])[:3] == ["B-B", "I-B", "I-B"]
    assert tags(TEXT, [item(0, 8, "A"), item(4, 12, "B")])[:3] == ["B-A", "I-A", "O"]
    assert tags(TEXT, [item(0, 3, "B"), item(0, 3, "A")])[:2] == ["B-A", "O"]
    assert tags(TEXT, [item(13, 16, level="NOM"), item(17, 20, level="PRO"), item(-2, -2), item(3, 4)]) == ["O"] * 9
    assert tags(TEXT, [item(0, 3, "", None), item(4, 12, "", None)])[:3] == ["B-none", "B-none", "I-none"]
    assert tags(TEXT, [item(1, 3)]) == ["B-PER", *["O"] * 8]  # the rest of a word is that word


def test_entities_that_tags_spell():
    assert entities_of_tags(TEXT, ["B-PER", "I-PER", "I-PER", "O", "O", "B-ORG", "I-ORG", "I-ORG", "O"]) == [
        Item(0, 12, "PER", (0, 12), ((0, 12),)),
        Item(21, 34, "ORG", (21, 34), ((21, 34),)),
    ]
    assert stated(item(0, 3)) == "NAM"
    assert stated(item(0, 3, level=None)) == ""
    assert stated(Item(0, 3, "", (), ((0, 3),))) == ""


def test_relations_turn_and_broaden():
    assert turned("led_by") == ("leader_of", True, False)
    assert turned("leader_of") == ("leader_of", False, False)
    assert turned("met_with") == ("met_with", False, True)
    assert turned("knows") == ("knows", False, False)
    assert broader("head_of_state") == "leader_of"
    assert broader("leader_of") is None
    assert broader("knows") is None
    assert family("Life.Die") == "Life"
    assert family("Meeting") == "Meeting"


def test_projections():
    ontonotes = projection("ontonotes")
    assert ontonotes("PER") == "PERSON" == ontonotes("PERSON")
    assert ontonotes("TITLE") == "-"
    assert "TITLE" in ontonotes.out
    assert "PER" not in ontonotes.out
    assert ontonotes("what nobody knows") == "what nobody knows"
    assert all(ontonotes(label) == "-" for label in ontonotes.out)
    again = pickle.loads(pickle.dumps(ontonotes))  # noqa: S301 - made here
    assert (again, again.table, again("PER")) == (ontonotes, ontonotes.table, "PERSON")
    assert type(again) is type(ontonotes)


def test_a_user_s_table(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[labels]\n"PERSÖN" = "PER"\n[relations]\nmeets = "met_with"\n[notes]\nx = 3\n', "utf-8")
    assert user_table(str(path))["labels"] == {"PERSÖN": "PER"}
    assert projection(str(path))("PERSÖN") == "PER"
    for wrong in ("[labels]\nA = 3\n", "[notes]\nA = 'B'\n", "labels = 'x'\n", "[labels]\n"):
        path.write_text(wrong, "utf-8")
        with pytest.raises(ValueError, match="a projection is a TOML table"):
            user_table(str(path))
    with pytest.raises(ValueError, match="neither one of ontonotes, conll, ace nor a readable TOML file"):
        user_table(str(tmp_path / "none.toml"))
    path.write_text('[relations]\nmeets = "met_with"\n', "utf-8")
    assert projection(str(path)).table == {}


def test_what_a_gold_may_use():
    assert Used(frozenset({"PER"})).inventory().entities == shipped().entities
    assert Used(frozenset({"PER", "HUMAN"})).inventory() == Inventory(entities=frozenset({"PER", "HUMAN"}))
    assert "led_by" in Used(relations=frozenset({"leader_of", "mine"})).inventory().relations
    assert Used(frozenset({"PER"})).within(Inventory())
    assert not Used(frozenset({"X"})).within(shipped())
    assert Used(frozenset({"A"})).plus(Used(frozenset({"B"}), frozenset({"r"}))) == Used(frozenset({"A", "B"}), frozenset({"r"}))
    assert "PERSON" in Inventory(frozenset({"PER"})).widened("ontonotes").entities
    assert "-" not in Inventory(frozenset({"PER"})).widened("ontonotes").entities
    assert Inventory().widened("ontonotes") == Inventory()
    assert Inventory(frozenset({"PER"})).widened("") == Inventory(frozenset({"PER"}))
    assert "led_by" in shipped().relations


@given(st.text(max_size=12), st.sampled_from(sorted(LENGTHS)))
def test_offsets_of_a_unit_are_those_of_its_lengths(text, unit):
    convert = Converter(text, unit)
    for place in range(len(text) + 1):
        at = LENGTHS[unit](text[:place])
        assert convert(at) == place
        assert convert.back(place) == at
    size = LENGTHS[unit](text)
    assert convert(size + 3) == len(text) + 3
    assert convert(0) == 0


def test_an_offset_inside_a_character_is_that_character_s():
    assert [Converter("a😀b", "byte")(place) for place in range(7)] == [0, 1, 1, 1, 1, 2, 3]
    assert [Converter("a😀b", "utf-16")(place) for place in range(5)] == [0, 1, 1, 2, 3]
    assert LENGTHS["utf-16"]("\ud800") == 1


def test_tokens_are_next_to_each_other_but_for_white_space():
    assert token_spans(["Kim", "met", "Lee", "."], "Kim met\nLee.") == [(0, 3), (4, 7), (8, 11), (11, 12)]
    assert token_spans(["met"], "Kim met") == 0
    assert token_spans(["Kim", "Lee"], "Kim met Lee") == 1
    assert token_spans(["Kim"], " Kim") == [(1, 4)]
    assert token_spans([], "x") == []
    assert token_spans(["a", "a", "a"], "a a") == 2
    assert token_spans(["a", "a"], "aa") == [(0, 1), (1, 2)]
    assert token_spans(["a"], "-a") == 0
    assert token_spans(["b"], "a") == 0


def test_ends_of_intervals_and_days_that_no_calendar_has():
    assert ends("2020", "2020") == 1.0
    assert ends("2020", "2021") == 0.0
    assert ends("x", "x") == 1.0
    assert [opened(text) for text in ("2025/..", "../2025", "2025/", "/2025", "2025/2026", "2025", "..", "")] == [True] * 4 + [False] * 4
    assert ends("x", "2020") == 0.0
    assert [impossible(value) for value in ("2025-02-30", "0000-W01", "2021-W53", "0000-01-01")] == [True] * 4
    assert [impossible(value) for value in ("2025-02-28", "2020-W53", "2025-W10-WE", "2025", "P3Y", "2025-13")] == [False] * 6


@pytest.mark.parametrize(
    ("text", "until", "closed_"),
    [
        ("2025/..", "2025-06-01", "2025/2025-06-01"),
        ("2025/", "2025-06-01", "2025/2025-06-01"),
        ("2025-06-01/..", "2025-06-01", "2025-06-01/2025-06-01"),
        ("2025-06-02/..", "2025-06-01", "2025-06-02/.."),
        ("2025-06-30/..", "2025-06", "2025-06-30/2025-06"),
        ("../2025", "2026", "../2025"),
        ("x/..", "2026", "x/.."),
        ("2025/..", "x", "2025/.."),
        ("2025", "2026", "2025"),
        ("2025/2026", "2027", "2025/2026"),
    ],
)
def test_an_interval_without_an_end_goes_on_until_a_day(text, until, closed_):
    assert closed(text, until) == closed_


def test_offsets_beyond_the_text_go_on_beyond_it():
    bytes_ = Converter("né", "byte")
    assert [bytes_(place) for place in range(6)] == [0, 1, 1, 2, 3, 4]
    plain = Converter("ab", "byte")
    assert [plain(place) for place in range(5)] == [0, 1, 2, 3, 4]
    assert plain.starts == Converter("ab", "code point").starts == [0, 1, 2]
    assert Converter("né", "code point").starts == [0, 1, 2]
