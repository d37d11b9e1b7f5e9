"""Files that a wider door misread: each is right, or refused, or told."""

import json
import time

import pytest

import dateline
from dateline.files.faults import DataError

TEXT = "Kim Lee met Paul Roth in Berlin. Kim Lee works for Acme Corp. in Paris."
OTHER = "The Senate in Rome heard Ann Ray. Oslo Bank left."
FIRST = [("Kim Lee", "PER", 0), ("Paul Roth", "PER", 0), ("Berlin", "LOC", 0)]
NAMES = [*FIRST, ("Kim Lee", "PER", 9), ("Acme Corp.", "ORG", 0), ("Paris", "LOC", 0)]
GOLD = [
    {
        "id": "a1",
        "text": TEXT,
        "mentions": [{"start": TEXT.index(w, at), "end": TEXT.index(w, at) + len(w), "type": kind} for w, kind, at in NAMES],
    },
    {"id": "a2", "text": OTHER, "mentions": [{"start": 14, "end": 18, "type": "LOC"}, {"start": 25, "end": 32, "type": "PER"}]},
    {"id": "a3", "text": "Tom ran.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]},
]
ROWS = [{"document": "a1", "text": "Kim Lee", "label": "PER"}, {"document": "a2", "text": "Rome", "label": "LOC"}]
LINKED = "[Kim Lee](PER) met [Paul Roth](PER) in [Berlin](LOC). [Kim Lee](PER) works for [Acme Corp.](ORG) in [Paris](LOC)."
ALL = (6.0, 6.0)


def counts(path, content, gold=GOLD):
    """How many are right, and how many were given."""
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return tuple(dateline.score(path, gold=gold, metrics="NER")["NER"].counts)[:2]


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(map(repr, ROWS)),
        "\n".join(json.dumps(row).replace("}", ",}") for row in ROWS),
        f"Persons:\n{ROWS[:1]!r}\nPlaces:\n{ROWS[1:]!r}\n",
        f"```json\n{json.dumps(ROWS[0])}\n```\nCorrected:\n```json\n{json.dumps(ROWS[0] | {'label': 'ORG'})}\n```",
    ],
)
def test_nothing_is_lost_behind_what_was_mended(content, tmp_path):
    with pytest.raises(DataError):
        counts(tmp_path / "a1.txt", content)


@pytest.mark.parametrize("before", ["<think>Maybe <ORG>Paul Roth</ORG>?</think>\n", "<p>", "<br>", "<answer>"])
def test_marks_that_are_no_names_change_nothing(before, tmp_path):
    assert counts(tmp_path / "a1.txt", before + LINKED) == ALL
    marked = LINKED.replace("[", "<X>").replace("](PER)", "</X>").replace("](LOC)", "</X>").replace("](ORG)", "</X>").replace("X", "PER")
    assert counts(tmp_path / "a1.txt", before + marked) == (3, 6)


def test_labels_of_links_may_be_in_any_case(tmp_path):
    assert counts(tmp_path / "a1.txt", LINKED.replace("PER", "Per").replace("(LOC)", "(loc)")) == ALL


def test_a_label_of_gold_s_is_no_mark_of_a_page(tmp_path):
    text = "President Kim Lee spoke in Rome."
    gold = [{"id": "a", "text": text, "mentions": [{"start": 0, "end": 9, "type": "TITLE"}, {"start": 10, "end": 17, "type": "PER"}]}]
    assert counts(tmp_path / "a.txt", "<TITLE>President</TITLE> <PER>Kim Lee</PER> spoke in Rome.", gold) == (2, 2)


MARKS = ['<mark class="PER">{}</mark>', "<entity type=PER>{}</entity>", '<PER type="NAM">{}</PER>', "<root><PER>{}</PER></root>"]


@pytest.mark.parametrize("label", MARKS)
def test_where_the_label_of_a_mark_stands(label, tmp_path):
    assert counts(tmp_path / "a3.txt", label.format("Tom") + " ran.") == (1, 1)


def test_a_mark_around_more_than_a_name_is_told(tmp_path):
    (tmp_path / "a1.txt").write_text(f"<passage>{TEXT} {'word ' * 20}</passage> <PER>Kim</PER>")
    assert "not read: 1 × mark around more than a name" in str(dateline.score(tmp_path / "a1.txt", gold=GOLD, metrics="NER"))


def test_a_file_s_name_tells_more_than_a_piece_of_another_article(tmp_path):
    assert counts(tmp_path / "a1.txt", "<ORG>Oslo Bank</ORG>") == (0, 1)


def test_words_around_the_article_move_no_name(tmp_path):
    assert counts(tmp_path / "a1.txt", f"Sure:\n{TEXT[:33]}<PER>Kim Lee</PER>{TEXT[40:]}\nDone.") == (1, 1)
    own = GOLD[0] | {"mentions": [GOLD[0]["mentions"][3]]}
    assert counts(tmp_path / "a1.txt", f"Sure:\n{TEXT[:33]}<PER>Kim Lee</PER>{TEXT[40:]}\nDone.", [own]) == (1, 1)


@pytest.mark.parametrize("indent", [None, 1])
def test_an_article_with_marks_in_a_file_of_json_is_no_marked_text(indent, tmp_path):
    for text in ("<h1>News</h1> Kim Lee met.", "[Tom](REUTERS) Kim Lee met."):
        start = text.index("Kim")
        gold = [{"id": "a1", "text": text, "mentions": [{"start": start, "end": start + 7, "type": "PER"}]}]
        value = [{"text": text, "entities": [[start, start + 7, "PER"]]}]
        assert counts(tmp_path / "a1.json", json.dumps(value, indent=indent), gold) == (1, 1)


def test_the_head_of_columns_says_which_are_the_predictions(tmp_path):
    rows = [(word, "O", "B-LOC" if word == "Rome" else "O") for word in OTHER.replace(".", " .").split()]
    lines = "".join(f"{word} {said} {own}\n" for word, said, own in rows)
    assert counts(tmp_path / "a2.txt", f"token pred label\n{lines}") == (0, 0)
    assert counts(tmp_path / "a2.txt", f"token label other\n{''.join(f'{w} {g} O{chr(10)}' for w, _, g in rows)}") == (1, 1)


LABELS = {"Kim": "PER", "Lee": "PER", "Paul": "PER", "Roth": "PER", "Berlin": "LOC"}
TAGGED = [(word, LABELS.get(word, "O")) for word in ("Kim", "Lee", "met", "Paul", "Roth", "in", "Berlin")]


def test_most_tokens_may_be_names(tmp_path):
    assert counts(tmp_path / "a1.csv", "word,tag\n" + "".join(f"{word},{tag}\n" for word, tag in TAGGED)) == (3, 3)
    assert counts(tmp_path / "a1.json", [{"token": word, "tag": tag} for word, tag in TAGGED]) == (3, 3)


def test_lists_of_a_file_that_is_named_after_an_article_are_its_sentences(tmp_path):
    value = [{"PER": ["Kim Lee"]}, {"LOC": ["Berlin"]}, {"LOC": ["Paris"]}]
    assert counts(tmp_path / "a1.json", value) == (3, 3)
    assert counts(tmp_path / "answers.jsonl", json.dumps({"id": "a1", "output": value[0]}) + "\n") == (1, 1)


def test_relations_move_with_what_they_are_between(tmp_path):
    text = "🎉 Zoë met Ann."
    gold = [
        {
            "id": "a",
            "text": text,
            "mentions": [{"start": 2, "end": 5, "type": "PER", "entity": "z"}, {"start": 10, "end": 13, "type": "PER", "entity": "n"}],
            "relations": [{"head": "z", "type": "leader_of", "tail": "n"}],
        }
    ]
    items = [
        {"id": 1, "label": "PER", "start_offset": 3, "end_offset": 6, "text": "Zoë"},
        {"id": 2, "label": "PER", "start_offset": 11, "end_offset": 14, "text": "Ann"},
    ]
    row = {"text": text, "entities": items, "relations": [{"from_id": 1, "to_id": 2, "type": "leader_of"}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n")
    report = dateline.score(tmp_path / "a.jsonl", gold=gold, metrics=["NER", "Rel"])
    assert (report["NER"].f1, report["Rel"].f1) == (1, 1)


def test_relations_under_items_are_told(tmp_path):
    value = {"PER": [{"text": "Tom", "start": 0, "end": 3, "relations": {"runs": [{"text": "ran"}]}}]}
    (tmp_path / "a3.json").write_text(json.dumps(value))
    assert "not read: 1 × relation" in str(dateline.score(tmp_path / "a3.json", gold=GOLD, metrics="NER"))


def test_a_bracket_in_a_table_makes_no_answers(tmp_path):
    gold = [{"id": "a3", "text": "Tom [R] ran.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}]
    assert counts(tmp_path / "o.csv", "doc_id,word,prediction\na3,Tom,B-PER\na3,[,O\na3,R,O\n", gold) == (1, 1)
    assert counts(tmp_path / "o.csv", "doc_id,begin,end,category,content\na3,0,3,PER,Tom\na3,4,7,ORG,[R]\n", gold) == (1, 2)


@pytest.mark.parametrize(
    "answer",
    [
        "<think>Tom.</think>\nTom B-PER\nran O\n. O\n",
        "```\nTom B-PER\nran O\n. O\n```",
        "text,label\nTom,PER\n",
        "Here:\n| text | label |\n|---|---|\n| Tom | PER |\nDone.",
        "<PER>Tom</PER> ran.",
    ],
)
def test_an_answer_in_a_row_may_be_in_any_layout(answer, tmp_path):
    assert counts(tmp_path / "answers.jsonl", json.dumps({"id": "a3", "output": answer}) + "\n") == (1, 1)


@pytest.mark.parametrize("columns", [["start", "end", "prediction"], ["start", "end", "category", "content"]])
def test_a_frame_of_spans_is_no_frame_of_answers(columns, tmp_path):
    cells = {"start": 0, "end": 3, "prediction": "PER", "category": "PER", "content": "Tom"}
    frame = pytest.importorskip("pandas").DataFrame([{"doc_id": "a3", **{name: cells[name] for name in columns}}])
    assert tuple(dateline.score(frame, gold=GOLD, metrics="NER")["NER"].counts)[:2] == (1, 1)


def test_google_s_answers_a_line_under_their_ids(tmp_path):
    mention = {"text": {"content": "Tom", "beginOffset": 0}, "type": "PROPER"}
    row = {"id": "a3", "entities": [{"name": "Tom", "type": "PERSON", "mentions": [mention]}]}
    (tmp_path / "answers.jsonl").write_text(json.dumps(row) + "\n")
    report = dateline.score(tmp_path / "answers.jsonl", gold=GOLD, metrics="NER(match=exact)")
    assert tuple(report["NER(match=exact)"].counts)[:2] == (1, 1)
    assert "1 file read as google_language" in str(report)


def test_what_never_ends_costs_no_more_than_its_length(tmp_path):
    def spent(number):
        begun = time.process_time()
        with pytest.raises(DataError):
            counts(tmp_path / "a1.txt", '{"mentions": [{"text": "' + '\\"x ' * number)
        with pytest.raises(DataError):
            counts(tmp_path / "out.conll", "".join(f"w{k} O\n\n" for k in range(number)))
        return time.process_time() - begun

    spent(100)
    assert spent(20_000) < 12 * spent(5_000) + 0.2
