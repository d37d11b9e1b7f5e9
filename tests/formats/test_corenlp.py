"""Stanford CoreNLP's times and finer labels."""

import json

import pytest

import dateline

TEXT = "Kim came to Kyiv on Monday, president."
NAMES = [{"start": 0, "end": 3, "type": "PER"}, {"start": 12, "end": 16, "type": "GPE"}]
GOLD = [{"id": "a", "text": TEXT, "mentions": NAMES, "times": [{"start": 20, "end": 26, "type": "DATE", "value": "2025-09-01"}]}]
TAGS = {"Kim": "PERSON", "Kyiv": "CITY", "Monday": "DATE", "president": "TITLE"}


def page(*, listed, value="2025-09-01"):
    """What CoreNLP writes, with its entities listed or as its tokens' tags alone."""
    tokens, at = [], 0
    for word in ("Kim", "came", "to", "Kyiv", "on", "Monday", ",", "president", "."):
        at = TEXT.index(word, at)
        place = {"characterOffsetBegin": at, "characterOffsetEnd": at + len(word), "ner": TAGS.get(word, "O")}
        timex = (
            {"timex": {"tid": "t1", "type": "DATE", **({"value": value} if value else {"altValue": "THIS P1D"})}}
            if word == "Monday"
            else {}
        )
        tokens.append({"word": word, "originalText": word, **place, **timex})
    names = [{key: token[key] for key in token if key not in {"word", "originalText"}} for token in tokens if token["ner"] != "O"]
    return {"docId": "a", "sentences": [{"tokens": tokens, **({"entitymentions": names} if listed else {})}]}


@pytest.mark.parametrize("listed", [True, False])
def test_times_are_read_with_their_values_and_finer_labels_are_conlls(listed, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(page(listed=listed)))
    report = dateline.score(path, gold=GOLD, metrics=["NER", "Time(match=value)"])
    assert [tuple(report[name].counts) for name in ("NER(labels=conll)", "Time(match=value)")] == [(2, 2, 2, 2), (1, 1, 1, 1)]
    assert "labels read: 'CITY' as 'LOC', 'PERSON' as 'PER'" in str(report)
    path.write_text(json.dumps(page(listed=listed, value=None)))
    assert dateline.score(path, gold=GOLD, metrics="Time(match=value)")["Time(match=value)"].counts != (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("labels", "told", "counts"),
    [
        (["COUNTRY"], "'COUNTRY' as 'LOC'", (2, 3, 2, 2)),
        (["nationality", "URL"], "'URL' left out, 'nationality' as 'MISC'", (2, 3, 2, 2)),
        (["URL"], "labels of entities that the gold does not have are wrong: 'URL'", (2, 3, 2, 2)),  # says nothing of the others
    ],
)
def test_what_each_is_read_as_is_told(labels, told, counts):
    said = {"id": "a", "mentions": [*NAMES, *({"start": 28 + n, "end": 37, "type": label} for n, label in enumerate(labels))]}
    report = dateline.score([said], gold=GOLD, metrics="NER")
    assert told in " ".join(str(report).split())
    assert tuple(report["NER"].counts) == counts


def test_own_gold_keeps_its_words():
    gold = [{"id": "a", "text": TEXT, "mentions": [{"start": 12, "end": 16, "type": "CITY"}, {"start": 28, "end": 37, "type": "URL"}]}]
    assert tuple(dateline.score(gold, gold=gold, metrics="NER")["NER"].counts) == (2, 2, 2, 2)
