"""The rules know the language, not these articles."""

import re

from msgspec.structs import replace

import dateline
from dateline import api
from dateline.baselines.rules import extract
from dateline.document.parts import changed, unchanged, with_items
from tests.conftest import ROOT

SWAPS = {
    "Kim Jong Un": "Narendra Modi",
    "Vladimir Putin": "Emmanuel Macron",
    "Xi Jinping": "Lula Ferreira",
    "Donald Trump": "William Ruto",
    "DONALD J. TRUMP": "WILLIAM J. RUTO",
    "Lee Seong Kweun": "Pedro Alonso Vega",
    "Putin": "Macron",
    "Kim": "Modi",
    "Xi": "Ferreira",
    "Trump": "Ruto",
    "North Korean": "Indian",
    "North Korea": "India",
    "Pyongyang": "New Delhi",
    "South Korean": "Spanish",
    "South Korea": "Spain",
    "Russian": "French",
    "Russia": "France",
    "Moscow": "Paris",
    "Chinese": "Brazilian",
    "China": "Brazil",
    "Ukrainian": "Algerian",
    "Ukraine": "Algeria",
    "Beijing": "Lima",
    "Tiananmen Square": "Trafalgar Square",
    "Yonhap News Agency": "Reuters News Agency",
    "Kursk": "Oran",
    "New Delhi": "Nairobi",
    "The United States of America": "The Republic of Kenya",
    "United States": "Kenya",
    "U.S.": "Kenya",
    "American": "Kenyan",
    "Americans": "Kenyans",
    "Truth Social": "Facebook",
    "Japan": "Italy",
    "Shanghai": "Andean",
    "NATO": "ASEAN",
    "Kremlin": "Pentagon",
}


def test_rules_do_not_know_these_articles():
    """Other real names in the articles' places: entities and quotes stay within 5 points."""
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(SWAPS, key=len, reverse=True)))
    gold = api.gold()
    renamed, before = [], []
    for document in gold:
        edits = [(m.start(), m.end(), SWAPS[m.group()]) for m in pattern.finditer(document.text)]
        renamed.append(rewritten(document, edits))
        before.append(extract(document.text))
    first = dateline.score([replace(p, id=d.id) for p, d in zip(before, gold, strict=True)], gold=gold)
    after = [replace(extract(d.text), id=d.id) for d in renamed]
    second = dateline.score(after, gold=renamed)
    for name in ("NER(level=NAM)", "Quote(match=joint)"):
        assert abs(first[name].f1 - second[name].f1) <= 0.05, (name, first[name], second[name])


def rewritten(document, edits):
    """The document with parts of its text replaced and every offset moved along."""
    out, at = [], 0
    for start, end, new in edits:
        out += [document.text[at:start], new]
        at = end
    text = "".join([*out, document.text[at:]])

    def move(place):
        shift = 0
        for low, high, new in edits:
            if high <= place:
                shift += len(new) - (high - low)
            elif low < place:
                return place + shift
        return place + shift

    def moved(item):
        done = changed(item, lambda span: (move(span[0]), move(span[1])), unchanged)
        return replace(done, text=text[done.start : done.end]) if getattr(item, "text", None) else done

    return replace(with_items(document, moved), text=text)


def test_the_gazetteer_knows_every_united_nations_member_and_observer():
    from dateline.baselines.rules import gazetteer

    listed = {row["iso"] for row in [s._asdict() for s in gazetteer.states()]}
    members = (ROOT / "tests" / "baselines" / "un_members.txt").read_text("utf-8").split()
    assert len(members) == 195
    assert set(members) <= listed
    named = {s.iso: s for s in gazetteer.states()}
    assert all(named[iso].capital for iso in members)
    assert all(named[iso].demonym for iso in members)
