"""Every variant is an article with exact gold, says nothing of the old world where it is renamed, and can be undone.

`nox -s variants` draws a thousand of each kind and article; here there are few.
"""

import datetime as dt
import hashlib
import os
import re
from itertools import chain, product

import msgspec
import pytest

import dateline
from dateline.corpus.accept import Noted, accept, plain
from dateline.corpus.loading import shipped_gold
from dateline.document import NAMELESS, answered
from dateline.files import LIMITS
from dateline.metrics import headlines
from dateline.variants.asked import asked_for, draw
from dateline.variants.name import KINDS, Name
from dateline.variants.rebuilt import with_variants
from dateline.variants.recipe import recipes, split, world
from fuzz.undoing import record, undone
from tests.conftest import D0, D1, cli

pytestmark = pytest.mark.once

NUMBER = int(os.environ.get("DATELINE_VARIANTS", "12"))
GOLD = shipped_gold()
ARTICLES = GOLD.documents
RECIPES = recipes(GOLD.recipes, ARTICLES)
DRAWN = {kind: draw(GOLD, kind, NUMBER, "law") for kind in KINDS}
EVERY = pytest.mark.parametrize("kind", KINDS)
MADE = {kind: [(ARTICLES[Name.of(variant.id).article], variant) for variant in DRAWN[kind]] for kind in KINDS}


@EVERY
def test_a_variant_passes_the_checker(kind):
    for _, variant in MADE[kind]:
        assert accept(variant, variant.text, ("variants", 1), LIMITS, Noted(), gold=True).faults == []


@EVERY
def test_undone_it_is_the_article_byte_for_byte(kind):
    for article, variant in MADE[kind]:
        back = undone(variant, record(article, variant))
        assert back == article
        assert msgspec.json.encode(back) == msgspec.json.encode(article)
        assert variant.text != article.text or kind == "shifted"


@EVERY
def test_its_gold_is_whole_against_itself(kind):
    metrics = [*headlines().values(), "NER", "B3", "Time(match=value)", "Trigger", "LinkCEAF"]
    for _, variant in MADE[kind][:: max(1, len(MADE[kind]) // 60)]:
        report = dateline.score([plain(variant)], [variant], metrics)
        assert {line.score.f1 for line in report.lines if not line.slice} <= {1.0, None}, variant.id  # an article without times has no F1
        assert report["Dateline"].f1 == 1


@EVERY
def test_accepted_answers_votes_certainty_and_sources_are_carried_through(kind):
    for article, variant in MADE[kind]:
        assert answered(variant) == answered(article)
        for layer in ("mentions", "entities", "times", "relations", "events", "quotes"):
            for old, new in zip(getattr(article, layer), getattr(variant, layer), strict=True):
                assert (old.votes, old.optional, len(old.alternatives or ())) == (new.votes, new.optional, len(new.alternatives or ()))
                for name in ("type", "level", "realis", "polarity", "certainty", "status", "kind", "mod", "basis"):
                    assert getattr(old, name, None) == getattr(new, name, None)
                assert (getattr(old, "asserted_by", None) is None) == (getattr(new, "asserted_by", None) is None)


def forms_of(article):
    """Every string and Wikidata id of what an article names."""
    own = RECIPES[article]
    things = [world().things[split(slot)[0]] for slot in own.names.values() if slot]
    words = {word.replace("[", "").replace("]", "") for word in own.names} | set(chain.from_iterable(t.forms.values() for t in things))
    ids = {id_ for thing in things for id_ in thing.ids.values()} | {entity.qid for entity in ARTICLES[article].entities}
    return words - {"Independence Square", "Foreign Ministry", "Armed Forces", "The U.S. has", "the United States"}, ids - NAMELESS


def test_nothing_of_the_old_world_survives_a_renaming():
    """No name, demonym, capital or id, as whole words or in capitals, in the text, the names or the ids. (A western region is no name.)"""
    for article in ARTICLES:
        words, ids = forms_of(article)
        shown = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in [*words, *map(str.upper, words)]))
        slugs = {entity.id for entity in ARTICLES[article].entities} | {event.referent for event in ARTICLES[article].events}
        for _, variant in (pair for pair in MADE["renamed"] if pair[0].id == article):
            assert not shown.search(variant.text), shown.search(variant.text)
            names = " | ".join(entity.name for entity in variant.entities)
            assert not shown.search(names), shown.search(names)
            kept = {item.qid for item in variant.entities} | {entity.id for entity in variant.entities}
            kept |= {entity.referent for entity in variant.entities} | {event.referent for event in variant.events}
            assert not kept & (ids | slugs)


def test_what_a_renamed_article_names_has_its_own_id_or_none():
    known = {id_ for thing in world().things.values() for id_ in thing.ids.values()} | NAMELESS
    for article, variant in MADE["renamed"]:
        assert {entity.qid for entity in variant.entities} <= known
        for old, new in zip(article.entities, variant.entities, strict=True):
            assert (old.qid == "NIL") <= (new.qid == "NIL")


def test_states_and_people_of_a_swapped_article_change_roles():
    own = {id_ for thing in world().things.values() if thing.kind in {"state", "person"} and not thing.people for id_ in thing.ids.values()}
    leads = {thing.ids["full"]: world().things[thing.leads].ids["name"] for thing in world().things.values() if thing.leads}
    for article, variant in MADE["swapped"]:
        for old, new in zip(article.entities, variant.entities, strict=True):
            if old.qid in own - NAMELESS and old.qid != "Q3178":
                assert new.qid != old.qid
                assert new.qid in own | NAMELESS
        ids = {entity.id: entity.qid for entity in variant.entities}
        for relation in variant.relations:
            if relation.type == "head_of_state" and ids[relation.head] in leads:
                assert ids[relation.tail] != leads[ids[relation.head]]


def test_a_shifted_article_is_consistent_with_its_day():
    for article, variant in MADE["shifted"]:
        text = variant.text
        assert variant.dct != article.dct
        for time in variant.times:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", time.value):
                assert text[time.start : time.end] == f"{dt.date.fromisoformat(time.value):%A}"
            if counted := re.fullmatch(r"(\d+) years ago", text[time.start : time.end]):
                assert int(time.value) == int(variant.dct[:4]) - int(counted[1])
        since = int(re.search(r"(\d+)(?:st|nd|rd|th) anniversary", text)[1])
        then = str(int(variant.dct[:4]) - since)
        assert {new.date for old, new in zip(article.events, variant.events, strict=True) if old.date == "1945"} == {then}


def test_every_date_of_a_shifted_article_moves_alike():
    for article, variant in MADE["shifted"]:
        days = dt.date.fromisoformat(variant.dct) - dt.date.fromisoformat(article.dct)
        for old, new in zip(article.events, variant.events, strict=True):
            if old.date and re.fullmatch(r"\d{4}-\d\d-\d\d", old.date) and old.date[:4] == article.dct[:4]:
                assert dt.date.fromisoformat(new.date) - dt.date.fromisoformat(old.date) == days
            assert (old.date is None) == (new.date is None)


def test_a_typographic_variant_has_the_same_letters():
    def letters(text):
        return "".join(filter(str.isalnum, text.casefold()))

    for article, variant in MADE["typographic"]:
        assert letters(variant.text) == letters(article.text)
        for old, new in zip(article.mentions, variant.mentions, strict=True):
            assert letters(new.text) == letters(old.text)


def test_the_seed_alone_makes_a_variant():
    """The same on every machine and in every version of Python."""
    made = b"".join(msgspec.json.encode(document) for kind in KINDS for document in draw(GOLD, kind, 2, "pinned"))
    assert hashlib.sha256(made).hexdigest()[:16] == "f0b4be364d16a612"
    assert draw(GOLD, "renamed", 1, "a")[0].text != draw(GOLD, "renamed", 1, "b")[0].text


@EVERY
def test_most_variants_are_distinct(kind):
    for article in ARTICLES.values():
        assert len({variant.text for old, variant in MADE[kind] if old is article}) > min(NUMBER, 60) / 2


def test_gold_knows_a_variant_by_its_id():
    documents = with_variants(GOLD).documents
    (made,) = draw(GOLD, "renamed", 1, "x")[:1]
    assert documents[made.id] == made
    assert list(documents) == [D0, D1]
    for unknown in ("nothing", "other~renamed.x.1"):
        assert documents.get(unknown) is None
    for ending in ("renamed.x", "eaten.x.1", "renamed.x.01", f"renamed.{'x' * 33}.1", "renamed.x.-1", "renamed..1"):
        assert documents.get(f"{D0}~{ending}") is None


@pytest.mark.parametrize("asked", ["renamed", "renamed:0", "renamed:x", "renamed:1000000", "eaten:3", ""])
def test_what_is_asked_amiss_is_told(asked):
    with pytest.raises(ValueError, match=r"KIND:N|no such kind"):
        asked_for(asked)


def test_names_parse_back():
    for kind, seed, number in product(KINDS, ("7", "a-B_9"), (0, 12)):
        assert Name.of(str(Name("an~article.1", kind, seed, number))) == ("an~article.1", kind, seed, number)


def test_the_command_line_writes_variants_and_texts(tmp_path):
    code, out, err = cli("variants", "renamed:2", "--seed", "7", "-o", str(tmp_path / "v.jsonl"))
    assert (code, out) == (0, "")
    assert "4 documents, 4 distinct texts" in err
    code, out, _ = cli("variants", "all:1", "--seed", "7", "--texts")
    assert code == 0
    assert [set(msgspec.json.decode(line)) for line in out.splitlines()] == [{"id", "text", "dct", "dct_basis"}] * 10
    code, _, err = cli("variants", "renamed:2", "--seed", "no good")
    assert code == 2
    assert "--seed 'no good'" in err


def test_a_variants_file_is_gold(tmp_path):
    path = tmp_path / "v.jsonl"
    cli("variants", "swapped:2", "--seed", "7", "-o", str(path))
    assert cli("check", "--gold", str(path))[0] == 0
    code, out, _ = cli("score", str(path), "--gold", str(path), "-m", "Dateline")
    assert code == 0
    assert "1.000" in out
