"""Tokens and word pieces under tags, as taggers write them, are names: by their tags, numbers and the article's own words."""

import json

import pytest

import dateline

TEXT = "Barack Obama met Angela Merkel of the U.S. in New York."
NAMES = {"Barack Obama": "PER", "Angela Merkel": "PER", "U.S.": "GPE", "New York": "GPE"}
GOLD = [{"id": "n", "text": TEXT, "mentions": [{"start": TEXT.index(n), "end": TEXT.index(n) + len(n), "type": NAMES[n]} for n in NAMES]}]
TOKENS = [
    *(("Barack", "B-PER"), ("Obama", "I-PER"), ("met", "O"), ("Angela", "B-PER"), ("Merkel", "I-PER"), ("of", "O"), ("the", "O")),
    *(("U", "B-GPE"), (".", "I-GPE"), ("S", "I-GPE"), (".", "I-GPE"), ("in", "O"), ("New", "B-GPE"), ("York", "I-GPE"), (".", "O")),
]


def placed():
    """The tokens with tags, numbers and offsets."""
    at = 0
    for number, (word, tag) in enumerate(TOKENS, 1):
        at = TEXT.index(word, at)
        yield word, tag, number, at, at + len(word)
        at += len(word)


def bioes(tag, after):
    """A tag with its last piece marked."""
    return tag if tag == "O" or after[:2] == "I-" else {"B": "S", "I": "E"}[tag[0]] + tag[1:]


TAGGED = [*zip(placed(), [bioes(tag, after) for (_, tag), (_, after) in zip(TOKENS, [*TOKENS[1:], ("", "O")], strict=True)], strict=True)]
FILES = {
    "a table of tokens": ("p.csv", "document,word,tag\n" + "".join(f"n,{word},{tag}\n" for word, tag in TOKENS)),
    "a table of one article": ("n.tsv", "Sentence #\tWord\tTag\n" + "".join(f"1\t{word}\t{tag}\n" for word, tag in TOKENS)),
    "Stanza's first editions": (
        "n.json",
        [[{"id": n, "text": w, "misc": f"start_char={s}|end_char={e}", "ner": own} for (w, _, n, s, e), own in TAGGED]],
    ),
    "numbered tokens without marks": (
        "n.json",
        [{"entity": t[2:], "index": n, "word": f"Ġ{w}", "start": s, "end": e} for w, t, n, s, e in placed() if t != "O"],
    ),
    "pieces without offsets": (
        "n.json",
        [{"entity": t, "index": n, "word": w.lower(), "start": None, "end": None} for w, t, n, *_ in placed() if t != "O"],
    ),
    "words without numbers": ("n.json", [{"entity": tag, "word": word} for word, tag in TOKENS]),
}


@pytest.mark.parametrize("how", FILES)
def test_tagged_tokens_are_names(how, tmp_path):
    name, content = FILES[how]
    (tmp_path / name).write_text(content if isinstance(content, str) else json.dumps(content))
    assert dateline.score(tmp_path / name, gold=GOLD, metrics=["NER"])["NER"].counts == (4, 4, 4, 4)


def test_what_is_not_next_to_each_other_is_apart(tmp_path):
    (tmp_path / "n.json").write_text(
        json.dumps([{"entity": "PER", "index": n, "word": w, "start": s, "end": e} for w, _, n, s, e in placed() if n in {1, 5}])
    )
    assert [m.text for m in dateline.read(tmp_path / "n.json", gold=GOLD)[0].mentions] == ["Barack", "Merkel"]


def test_pieces_that_the_article_has_not_are_parted_by_blanks(tmp_path):
    rows = [{"entity": t, "index": n, "word": w} for n, (t, w) in enumerate([("B-PER", "Jo"), ("I-PER", "##hn"), ("I-PER", "Doe")])]
    (tmp_path / "n.json").write_text(json.dumps(rows))
    assert [m.text for m in dateline.read(tmp_path / "n.json", gold=GOLD)[0].mentions] == ["John Doe"]


@pytest.mark.parametrize("key", ["entity", "name", "text", "mention", "value", "span"])
@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"entities": rows}, lambda rows: {"id": "n", "entities": rows}])
def test_names_with_types_are_mentions_whatever_a_name_is_called(key, wrap, tmp_path):
    (tmp_path / "n.json").write_text(json.dumps(wrap([{key: name, "type": kind} for name, kind in NAMES.items()])))
    assert dateline.score(tmp_path / "n.json", gold=GOLD, metrics=["NER"])["NER"].counts == (4, 4, 4, 4)


@pytest.mark.parametrize("label", ["PER", "PER (0.9998)", ["PER (1.0)"], [{"value": "PER", "confidence": 0.5}]])
def test_flair_s_labels_may_have_their_scores_behind_them(label, tmp_path):
    row = {"text": "Kim", "start_pos": 0, "end_pos": 3, "label" if isinstance(label, str) else "labels": label}
    (tmp_path / "d.json").write_text(json.dumps({"text": "Kim met.", "labels": [], "entities": [row]}))
    gold = [{"id": "d", "text": "Kim met.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}]
    assert dateline.score(tmp_path / "d.json", gold=gold, metrics="NER")["NER"].f1 == 1


def test_corenlp_s_tokens_are_names_where_no_entities_are_listed(tmp_path):
    tokens = [
        {"word": w, "originalText": w, "characterOffsetBegin": s, "characterOffsetEnd": e, "ner": t[2:] or "O"}
        for w, t, _, s, e in placed()
    ]
    (tmp_path / "n.json").write_text(json.dumps({"sentences": [{"index": 0, "tokens": tokens}]}))
    assert dateline.score(tmp_path / "n.json", gold=GOLD, metrics=["NER"])["NER"].counts == (4, 4, 4, 4)
    (tmp_path / "n.json").write_text(json.dumps({"sentences": [{"index": 0, "tokens": tokens, "entitymentions": []}]}))
    assert dateline.score(tmp_path / "n.json", gold=GOLD, metrics=["NER"])["NER"].counts == (0, 0, 0, 4)


def test_pieces_are_spelled_as_whole_words_of_the_article(tmp_path):
    text = "Busy men of the US met. The U.S. army left."
    gold = [{"id": "n", "text": text, "mentions": [{"start": 16, "end": 18, "type": "GPE"}]}]
    (tmp_path / "n.json").write_text(
        json.dumps([{"entity": "B-GPE", "index": 5, "word": "Ġu"}, {"entity": "I-GPE", "index": 6, "word": "##s"}])
    )
    assert dateline.score(tmp_path / "n.json", gold=gold, metrics=["NER"])["NER"].counts == (1, 1, 1, 1)
