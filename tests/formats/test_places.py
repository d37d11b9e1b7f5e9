"""Where a row says that it stands, in whatever shape; and what only looks like a place."""

import json

import pytest

import dateline

TEXT = "Rome is far. Kim Lee met Ann Roy and Bo Li in Rome, and Kim Lee left Rome in 1939-1945."
GOLD = {"id": "d", "text": TEXT, "mentions": [{"start": 46, "end": 50, "type": "GPE"}, {"start": 69, "end": 73, "type": "GPE"}]}
SHAPES = [
    {"span": {"start": 46, "end": 50}},
    {"position": {"begin": 46, "end": 50}},
    {"offsets": {"start_offset": 46, "end_offset": 50}},
    {"location": {"from": 46, "to": 50}},
    {"char_interval": {"start_pos": 46, "end_pos": 50}},
    {"span": "46-50"},
    {"span": "[46, 50]"},
    {"char_range": "46:50"},
    {"pos": [46, 50]},
    {"position": 46},
    {"char_pos": 46},
    {"nth": 2},
    {"nth": "2"},
]
SEVERAL = [
    {"occurrences": [{"start": 46, "end": 50}, {"start": 69, "end": 73}]},
    {"positions": [[46, 50], [69, 73]]},
    {"mentionOffsets": [{"startOffset": 46, "endOffset": 50}, {"startOffset": 69, "endOffset": 73}]},
    {"offsets": [46, 69]},
    {"positions": [46, 69]},
]


def counts(tmp_path, content, name="d.json", gold=GOLD):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content) + "\n", "utf-8")
    found = dateline.score(path, gold=[gold, {"id": "e", "text": "Nothing.", "mentions": []}], metrics=["NER"])["NER"].counts
    return found.right_predicted, found.predicted


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_place_is_read_in_any_shape(shape, tmp_path):
    row = {"text": "Rome", "label": "GPE", **shape}
    assert counts(tmp_path, [row]) == (1, 1)
    assert counts(tmp_path, {"d": [row]}, "p.json") == (1, 1)
    assert counts(tmp_path, {"id": "d", "text": TEXT, "entities": [row]}, "p.jsonl") == (1, 1)
    if not isinstance(next(iter(shape.values())), str | int) or "nth" in shape:  # which only the article tells from a rank
        assert counts(tmp_path, {"response": {"entities": [row]}}) == (1, 1)


@pytest.mark.parametrize("shape", SEVERAL, ids=str)
def test_a_row_of_several_places_is_several_mentions(shape, tmp_path):
    assert counts(tmp_path, [{"text": "Rome", "label": "GPE", **shape}]) == (2, 2)


def test_what_looks_like_a_place_may_be_words(tmp_path):
    gold = {**GOLD, "mentions": [{"start": 77, "end": 86, "type": "DATE"}]}
    assert counts(tmp_path, [{"span": "1939-1945", "label": "DATE"}], gold=gold) == (1, 1)


THREE = [("Kim Lee", 13, 20, "PER"), ("Ann Roy", 25, 32, "PER"), ("Bo Li", 37, 42, "PER")]
PEOPLE = {**GOLD, "mentions": [{"start": start, "end": end, "type": label} for _, start, end, label in THREE]}


@pytest.mark.parametrize("first", [0, 1, 7])
def test_an_index_that_counts_rows_joins_none(first, tmp_path):
    rows = [{"index": n, "start": s, "end": e, "label": label, "text": t} for n, (t, s, e, label) in enumerate(THREE, first)]
    assert counts(tmp_path, rows, gold=PEOPLE) == (3, 3)
    assert counts(tmp_path, [{k: v for k, v in row.items() if k not in {"start", "end"}} for row in rows], gold=PEOPLE) == (3, 3)
    assert counts(tmp_path, [{k: v for k, v in row.items() if k != "text"} for row in rows], gold=PEOPLE) == (3, 3)


def test_an_index_of_tokens_joins_those_that_touch(tmp_path):
    tokens = [("Kim", 13, 16, 5), ("Lee", 17, 20, 6), ("Ann", 25, 28, 8), ("Roy", 29, 32, 9), ("Bo", 37, 39, 11), ("Li", 40, 42, 12)]
    rows = [{"entity": "PER", "index": index, "word": word, "start": start, "end": end, "score": 0.9} for word, start, end, index in tokens]
    assert counts(tmp_path, rows, gold=PEOPLE) == (3, 3)
    assert counts(tmp_path, [{**row, "entity": "I-PER"} for row in rows], gold=PEOPLE) == (3, 3)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 2), (1, 2, 3), (1, 2, 3, 0), (3, 1, 2, 0)], ids=str)
def test_tuples_in_any_order(order, tmp_path):
    rows = [[row[place] for place in order] for row in THREE]
    assert counts(tmp_path, {"id": "d", "text": TEXT, "entities": rows}, "p.jsonl", PEOPLE) == (3, 3)


def test_lists_in_a_file_named_after_an_article_are_its_sentences(tmp_path):
    rows = [[{"text": THREE[0][0], "label": "PER"}], [{"text": text, "label": "PER"} for text, *_ in THREE[1:]]]
    assert counts(tmp_path, rows, gold=PEOPLE) == (3, 3)


def test_a_string_is_put_where_no_other_item_stands(tmp_path):
    rows = [{"text": "Rome", "label": "GPE"}, {"text": "Rome", "label": "GPE", "start": 0, "end": 4}, {"text": "Rome", "label": "GPE"}]
    assert counts(tmp_path, rows) == (2, 3)


@pytest.mark.parametrize("score", ["high", "98%", "98 %", "0.98", 1, None])
def test_a_score_is_no_reason_to_refuse(score, tmp_path):
    assert counts(tmp_path, [{"text": "Rome", "nth": 2, "label": "GPE", "confidence": score}]) == (1, 1)


@pytest.mark.parametrize("link", ["Q220", ["Q220"], {"id": "Q220", "label": "Rome"}, {"qid": "http://www.wikidata.org/entity/Q220"}])
def test_a_link_may_be_in_a_list_or_an_object(link, tmp_path):
    path = tmp_path / "d.json"
    path.write_text(json.dumps([{"start": 46, "end": 50, "label": "GPE", "wikidata": link}]))
    gold = {**GOLD, "mentions": [{**GOLD["mentions"][0], "qid": "Q220"}]}
    assert dateline.score(path, gold=[gold], metrics=["Link"])["Link"].f1 == 1


@pytest.mark.parametrize(
    "content",
    [
        {"entities": [{"name": "Kim Lee", "type": "PER"}], "relations": [{"subject": "Kim Lee", "relation": "met", "object": "Ann Roy"}]},
        {"entities": {"PER": ["Kim Lee"]}, "relations": [{"head": "Kim Lee", "type": "met", "tail": "Ann Roy"}]},
        {"d": {"entities": [{"id": 1, "text": "Kim Lee", "label": "PER"}], "relations": [{"head": 1, "type": "met", "tail": "Ann Roy"}]}},
        [{"id": "d", "entities": [{"text": "Kim Lee", "label": "PER"}], "triples": [{"h": "Kim Lee", "r": "met", "t": "Ann Roy"}]}],
    ],
    ids=str,
)
def test_relations_beside_entities_are_read(content, tmp_path):
    path = tmp_path / "d.json"
    path.write_text(json.dumps(content))
    mentions = [{"id": "a", "start": 13, "end": 20, "type": "PER"}, {"id": "b", "start": 25, "end": 32, "type": "PER"}]
    gold = {"id": "d", "text": TEXT, "mentions": mentions, "relations": [{"head": "a", "type": "met", "tail": "b"}]}
    assert dateline.score(path, gold=[gold], metrics=["Rel"])["Rel"].f1 == 1


LATER = "Rome is far. Oslo is near. Then Kim saw Rome and Oslo."
SENTENCE = LATER[27:]
SEEN = {"id": "d", "text": LATER, "mentions": [{"start": 40, "end": 44, "type": "GPE"}, {"start": 49, "end": 53, "type": "GPE"}]}


@pytest.mark.parametrize("key", ["sentence", "sent", "Sentence"])
def test_words_are_placed_in_the_sentence_beside_them(key, tmp_path):
    rows = [{"text": name, "label": "GPE", key: SENTENCE} for name in ("Rome", "Oslo")]
    assert counts(tmp_path, rows, gold=SEEN) == (2, 2)
    table = "".join(f'd,{name},GPE,"{SENTENCE}"\n' for name in ("Rome", "Oslo"))
    assert counts(tmp_path, f"document,text,label,{key}\n{table}", "p.csv", SEEN) == (2, 2)


def test_words_are_placed_in_the_part_that_a_record_is_of(tmp_path):
    record = {"id": "d", "text": SENTENCE, "entities": [{"text": "Rome", "label": "GPE"}, {"text": "Oslo", "label": "GPE"}]}
    assert counts(tmp_path, record, "p.jsonl", SEEN) == (2, 2)


def test_marks_in_an_excerpt_stand_where_it_does(tmp_path):
    assert counts(tmp_path, "Then Kim saw <GPE>Rome</GPE> and <GPE>Oslo</GPE>.", "d.txt", SEEN) == (2, 2)


@pytest.mark.parametrize(
    "labels",
    [
        {"type": "NAM", "category": "GPE"},
        {"label": 3, "class": "GPE"},
        {"entity": {"text": "Rome", "type": "GPE"}},
        {"type": {"name": "GPE"}},
        {"labels": {"PER": 0.1, "GPE": 0.9}},
    ],
    ids=str,
)
def test_the_label_among_levels_numbers_and_objects(labels, tmp_path):
    assert counts(tmp_path, [{"text": "Rome", "start": 46, "end": 50, **labels}]) == (1, 1)


@pytest.mark.parametrize("key", ["data", "named_entities"])
def test_a_list_alone_under_any_key_in_a_file_of_its_article(key, tmp_path):
    assert counts(tmp_path, {key: [{"text": "Rome", "start": 46, "end": 50, "label": "GPE"}]}) == (1, 1)


def test_a_label_without_a_list_has_no_names(tmp_path):
    gold = {"id": "d", "text": LATER, "mentions": [{"start": 32, "end": 35, "type": "PER"}]}
    assert counts(tmp_path, {"PER": ["Kim"], "GPE": None}, gold=gold) == (1, 1)


def test_no_title_of_a_page_is_a_name_and_one_among_names_is(tmp_path):
    text = "President Kim saw Rome."
    gold = {"id": "d", "text": text, "mentions": [{"start": 0, "end": 9, "type": "title"}, {"start": 10, "end": 13, "type": "per"}]}
    assert counts(tmp_path, "<title>President</title> <per>Kim</per> saw Rome.", "d.txt", gold) == (2, 2)
    assert counts(tmp_path, "<p><title>President</title> <per>Kim</per> saw Rome.</p>", "d.txt", gold) == (1, 1)


@pytest.mark.parametrize(
    "more",
    [
        {"position": 3},
        {"location": 1},
        {"occurrences": 2},
        {"occurrences": [1, 2]},
        {"idx": 5},
        {"range": "1-1"},
        {"pos": "1:2"},
        {"loc": "1-2"},
        {"nth": "first"},
        {"full_name": "Rome is far"},
        {"canonical": "Rome, and Kim Lee left Rome"},
        {"description": "in Rome, and Kim"},
        {"evidence": "Bo Li in Rome, and Kim"},
    ],
    ids=str,
)
def test_what_is_no_place_is_none(more, tmp_path):
    gold = {**GOLD, "mentions": [{"start": 0, "end": 4, "type": "GPE"}]}
    assert counts(tmp_path, [{"text": "Rome", "label": "GPE", **more}], gold=gold) == (1, 1)
    assert counts(tmp_path, {"id": "d", "text": TEXT, "entities": [{"text": "Rome", "label": "GPE", **more}]}, "p.jsonl", gold) == (1, 1)


@pytest.mark.parametrize("more", [{"range": "0-2"}, {"loc": "3:14"}, {"position": "1-4"}])
def test_numbers_tell_more_than_words_where_a_row_stands(more, tmp_path):
    for words in ({}, {"text": "Rome"}):
        assert counts(tmp_path, [{"start": 46, "end": 50, "label": "GPE", **words, **more}]) == (1, 1)


def test_a_name_whose_last_word_comes_in_pieces_is_one(tmp_path):
    tokens = [("Kim", 5), ("Le", 6), ("##e", 7), ("Ann", 9), ("Ro", 10), ("##y", 11), ("Bo", 13), ("Li", 14)]
    rows = [{"entity": "PER", "index": index, "word": word, "start": None, "end": None} for word, index in tokens]
    assert counts(tmp_path, rows, gold=PEOPLE) == (3, 3)


def test_a_title_that_is_a_line_is_the_pages(tmp_path):
    gold = {"id": "d", "text": "Far\nKim saw Rome.", "mentions": [{"start": 4, "end": 7, "type": "per"}]}
    assert counts(tmp_path, "<title>Far</title>\n<per>Kim</per> saw Rome.", "d.txt", gold) == (1, 1)


def test_ends_of_a_relation_that_count_tokens_are_their_words(tmp_path):
    path = tmp_path / "d.json"
    ends = {"head": {"text": "Kim Lee", "start": 0, "end": 2}, "tail": {"text": "Ann Roy", "start": 3, "end": 5}}
    path.write_text(
        json.dumps({"entities": [{"text": "Kim Lee", "label": "PER"}], "relations": [{**ends, "type": "relation", "label": "met"}]})
    )
    mentions = [{"id": "a", "start": 13, "end": 20, "type": "PER"}, {"id": "b", "start": 25, "end": 32, "type": "PER"}]
    gold = {"id": "d", "text": TEXT, "mentions": mentions, "relations": [{"head": "a", "type": "met", "tail": "b"}]}
    assert dateline.score(path, gold=[gold], metrics=["Rel"])["Rel"].f1 == 1
