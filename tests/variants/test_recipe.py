"""A recipe that says what is not so is told where, and every name that would survive."""

import shutil

import msgspec
import pytest

from dateline.corpus.loading import load_gold, shipped_gold
from dateline.formats import native
from dateline.variants.asked import checked, draw
from dateline.variants.edits import text_after
from dateline.variants.recipe import Recipe, world
from dateline.variants.renaming import Roles, edits_in
from tests.conftest import D0, D1, cli

pytestmark = pytest.mark.once

GOLD = shipped_gold()


@pytest.fixture
def own(tmp_path):
    """The shipped gold as somebody's own, with its recipes beside it."""
    shutil.copytree(GOLD.recipes, tmp_path / "variants")
    (tmp_path / "gold.jsonl").write_bytes(native.write(GOLD.documents.values()))
    return tmp_path


def edited(folder, old, new):
    path = folder / "variants" / f"{D0}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


DURATION = """[[durations]]
text = "at a time"
value = "P90Y"
words = "{} years"
years = 90
beside = 70

[[distances]]"""
WRONG = {
    "there is no 'rusia' in world.toml": ('"russia.name"', '"rusia.name"'),
    "'russia' has no form 'demonym'": ('"russia.adjective"', '"russia.demonym"'),
    "stands neither in the text nor in the name of an entity": ('"Kremlin"', '"Duma"'),
    "'Kremlin' at 1106 would keep its name": ('"Kremlin" = "russia.seat"\n', ""),
    "does not stand in the text": ("[80th] anniversary", "[81st] anniversary"),
    "[80, 80] holds no other number of years": ("range = [50, 110]", "range = [80, 80]"),
    "[110, 50] holds no other number of years": ("range = [50, 110]", "range = [110, 50]"),
    "no distance is of 70 years": ("[[distances]]", DURATION),
    "has no other words": ("[[distances]]", '[vague]\n"amid" = []\n\n[[distances]]'),
    "Object contains unknown field `name`": ("[names]", "name = 1\n[names]"),
    "Expected ']' at the end": ("[names]", "[names"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_a_recipe_is_told(what, own):
    edited(own, *WRONG[what])
    code, _, err = cli("check", "--gold", str(own / "gold.jsonl"))
    assert code == 2
    assert what.lower() in err.lower()
    assert f"{D0}.toml" in err


def test_ones_own_gold_has_the_same_variants(own):
    gold = load_gold(str(own / "gold.jsonl"))
    for kind in ("renamed", "swapped", "shifted", "typographic"):
        assert [one.text for one in draw(gold, kind, 2, "x")] == [one.text for one in draw(GOLD, kind, 2, "x")]
    code, out, _ = cli("check", "--gold", str(own / "gold.jsonl"))
    assert (code, "2 documents, no faults" in out) == (0, True)


def test_what_else_lies_in_the_folder_is_nobodys(tmp_path):
    """Another project's files may lie beside gold, and ids may be too long for a file's name."""
    (tmp_path / "gold.jsonl").write_bytes(msgspec.json.encode({"id": "x" * 300, "text": "Kim left.", "mentions": []}))
    (tmp_path / "variants").mkdir()
    (tmp_path / "variants" / "other.toml").write_text("[not a recipe", "utf-8")
    assert cli("check", "--gold", str(tmp_path / "gold.jsonl"))[0] == 0
    assert cli("variants", "typographic:1", "--seed", "x", "--gold", str(tmp_path / "gold.jsonl"))[0] == 0


def test_a_mended_recipe_counts_at_once(own):
    """In a notebook too: no recipe is remembered from before."""
    gold = load_gold(str(own / "gold.jsonl"))
    before = draw(gold, "renamed", 1, "x")[0].text
    edited(own, '"Kremlin" = "russia.seat"', '"Kremlin" = "russia.square"')
    assert draw(gold, "renamed", 1, "x")[0].text != before


def test_more_things_than_the_world_has_are_told(tmp_path):
    names = [name for name, thing in world().things.items() if thing.kind == "city"]
    text = ", ".join(world().things[name].forms["name"] for name in names)
    (tmp_path / "gold.jsonl").write_bytes(msgspec.json.encode({"id": "d", "text": text, "mentions": []}))
    (tmp_path / "variants").mkdir()
    told = "".join(f'"{world().things[name].forms["name"]}" = "{name}.name"\n' for name in names)
    (tmp_path / "variants" / "d.toml").write_text("[names]\n" + told, "utf-8")
    code, _, err = cli("variants", "renamed:1", "--seed", "x", "--gold", str(tmp_path / "gold.jsonl"))
    assert code == 2
    assert f"it names {len(names)} of kind 'city', and world.toml has 0 others" in err


def test_gold_without_recipes_has_typography_and_days(tmp_path):
    (tmp_path / "gold.jsonl").write_bytes(native.write([GOLD.documents[D1]]))
    path = str(tmp_path / "gold.jsonl")
    assert cli("variants", "typographic:3", "--seed", "x", "--gold", path)[0] == 0
    code, _, err = cli("variants", "renamed:1", "--seed", "x", "--gold", path)
    assert code == 2
    assert f"no variants/{D1}.toml beside the gold" in err
    code, _, err = cli("variants", "shifted:1", "--seed", "x", "--gold", path)
    assert code == 2  # '14 years ago' and 'a century old' are for a recipe to tell
    assert "does not explain '14'" in err
    assert "a recipe can, as a distance or a duration" in err


def test_an_article_of_one_person_can_be_renamed_and_not_swapped(tmp_path):
    text = "Kim Jong Un met reporters. Kim spoke."
    mentions = [{"start": 0, "end": 11, "level": "NAM", "entity": "k"}, {"start": 27, "end": 30, "level": "NAM", "entity": "k"}]
    document = {
        "id": "d",
        "text": text,
        "dct": "2020-05-06",
        "mentions": mentions,
        "entities": [{"id": "k", "type": "PER", "name": "Kim Jong Un"}],
    }
    (tmp_path / "gold.jsonl").write_bytes(msgspec.json.encode(document))
    (tmp_path / "variants").mkdir()
    (tmp_path / "variants" / "d.toml").write_text('[names]\n"Kim Jong Un" = "kim-jong-un.full"\n"Kim" = "kim-jong-un.family"\n')
    gold = load_gold(str(tmp_path / "gold.jsonl"))
    (made,) = draw(gold, "renamed", 1, "x")
    full, family = (made.text[m.start : m.end] for m in made.mentions)
    assert full.endswith(f" {family}")
    assert made.text == f"{full} met reporters. {family} spoke."
    assert made.entities[0].name == full
    assert [note.partition(":")[0] for note in checked(gold)] == ["d cannot be swapped"]


def test_what_must_agree_in_the_world_agrees():
    """States that take another's place have every form that is not drawn; what may have a possessive ends in no s."""
    there = world()
    pool = [thing for thing in there.things.values() if thing.people]
    assert len(pool) > 20
    for thing in pool:
        assert {"name", "adjective", "plural", "long", "capital", "region"} <= thing.forms.keys()
        assert thing.people in there.people
        assert not thing.forms["name"].endswith("s")
        assert not thing.forms["capital"].endswith("s")
    for names in there.people.values():
        assert not any(family.endswith("s") for family in names["family"])
        assert len(names["family"]) >= 5
        assert len(names["given"]) >= 5
    ids = [id_ for thing in there.things.values() for id_ in thing.ids.values() if id_.startswith("Q")]
    assert len(ids) == len(set(ids))


def test_an_article_and_a_before_vowels():
    text = "A State Department man met an American."
    own = Recipe(names={"State Department": "united-states.ministry", "American": "united-states.adjective"})
    expected = {
        "india": "An External Affairs Ministry man met an Indian.",
        "japan": "A Foreign Ministry man met a Japanese.",
        "ukraine": "A Foreign Ministry man met a Ukrainian.",
    }
    for state, words in expected.items():
        roles = Roles(own, {"united-states": world().things[state]}, "'")
        assert text_after(text, edits_in(text, roles)) == words
