"""Labels and their projections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.document import Document, Mention


@given(
    st.sampled_from(["ontonotes", "conll", "ace"]),
    st.sampled_from(["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WEA", "PRODUCT", "WORK", "LAW", "TITLE"]),
)
def test_projections_are_idempotent(name, label):
    from dateline.document.labels import OUT, projection

    once = projection(name)(label)
    assert once == OUT or projection(name)(once) == once


def test_a_users_projection(tmp_path):
    table = tmp_path / "mine.toml"
    table.write_text('[labels]\nPER = "person"\nORG = "thing"\nGPE = "-"\n')
    gold = [Document(id="d", text="Kim in Rome", mentions=(Mention(start=0, end=3, type="PER"), Mention(start=7, end=11, type="GPE")))]
    report = dateline.score(
        [{"id": "d", "mentions": [{"start": 0, "end": 3, "type": "person"}]}], gold=gold, metrics=["NER"], labels=str(table)
    )
    assert report.lines[0].score.f1 == 1.0
    table.write_text('[labels]\nPER = "ORG"\nORG = "thing"\n')
    with pytest.raises(ValueError, match="a target stays what it is"):
        dateline.score([], gold=gold, metrics=["NER"], labels=str(table))
