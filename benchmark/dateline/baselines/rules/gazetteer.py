"""States with demonyms, capitals and Wikidata ids, from the packages countryinfo and country-coder, and word lists of English news.

`countries.csv` is made by `benchmark/tables/countries.py`. Common words that are also names are left to their capitals.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class State(NamedTuple):
    """A state's row."""

    iso: str
    qid: str
    name: str
    demonym: str
    capital: str
    aliases: str


@cache
def states() -> list[State]:
    """All states and territories."""
    text = files(__package__).joinpath("countries.csv").read_text("utf-8")
    return [State(**row) for row in csv.DictReader(text.splitlines())]


@cache
def places() -> dict[str, tuple[str, str]]:
    """Name → (kind, Wikidata id); the kind is `state`, `demonym` or `capital`, whose id is its state's."""
    found: dict[str, tuple[str, str]] = {}
    for state in states():
        if state.capital and not state.capital.startswith(("City of",)):
            found.setdefault(state.capital, ("capital", state.qid))
    for state in states():
        for demonym in filter(None, re.split(r"[,/;]| and | or ", state.demonym)):
            found[demonym.strip()] = ("demonym", state.qid)
            if demonym.strip().endswith(("an", "i")):
                found[demonym.strip() + "s"] = ("people", "")
    for state in states():
        for name in {state.name, *state.aliases.split(";")}:
            for spelled in spellings(name, state):
                found[spelled] = ("state", state.qid)
    return found


def spellings(name: str, state: State) -> list[str]:
    """The ways a state's name is written; bare codes only where English news uses them."""
    if not name or (name == state.iso and name != "US") or (len(name) == 3 and name.isupper() and name not in {"USA", "UAE", "DRC"}):  # noqa: PLR2004
        return []
    plain = name.removeprefix("the ").removeprefix("The ")
    if name.isupper() and len(name) <= 3:  # noqa: PLR2004
        return [name, ".".join(name) + "."]
    return [plain]


TITLES = tuple(
    """President;Vice President;Prime Minister;Foreign Minister;Defense Minister;Defence Minister;Finance Minister;Minister;Chancellor;King;Queen;Prince;Princess;
Emperor;Pope;Senator;Representative;Congressman;Congresswoman;Governor;Mayor;General;Colonel;Major;Captain;Admiral;Lieutenant;Judge;Justice;Secretary of State;Secretary;Speaker;Ambassador;
Lawmaker;Chairman;Chairwoman;Chair;Director;Chief;Premier;Professor;Dr.;Mr.;Mrs.;Ms.;Sir;Lord;Lady;leader;spokesman;spokeswoman;spokesperson;lawmaker;dictator;opposition leader;analyst;journalist;coach;striker""".replace("\n", "").split(";")
)
HEADS_OF_STATE = {"President", "King", "Queen", "Emperor"}
HEADS_OF_GOVERNMENT = {"Prime Minister", "Chancellor", "Premier"}

ORG_WORDS = (
    "Army|Navy|Air Force|Forces|Ministry|Department|Agency|Service|Organization|Organisation|Union|Council|Committee|Commission|Court|Parliament|Congress|Senate|Party|Bank|University|Institute|"
    "Company|Corporation|Corp|Inc|Ltd|Group|Association|Federation|League|Bureau|Office|Police|Guard|Times|Post|News|Press|Club|Foundation|Authority|Treaty Organization"
)
FAC_WORDS = "Square|Airport|Station|Bridge|Stadium|Palace|Hall|Tower|Building|Street|Avenue|House|Cathedral|Church|Mosque|Temple|Museum|Port|Base|Plaza|Gate"
LOC_WORDS = "River|Lake|Sea|Ocean|Mountains|Mount|Island|Islands|Peninsula|Desert|Valley|Gulf|Strait|Coast|Bay|Cape"
GPE_WORDS = "Province|Oblast|County|State|Republic|District|City|Kingdom"
EVENT_WORDS = "World War|War|Summit|Games|Cup|Olympics|Championship|Revolution|Festival|Earthquake|Hurricane|Conference"
LAW_WORDS = "Act|Treaty|Protocol|Convention|Accord|Agreement|Constitution|Resolution"
PLATFORMS = "Twitter|Facebook|Instagram|TikTok|YouTube|Telegram|WhatsApp|Truth Social|LinkedIn|Weibo|WeChat|Reddit|Snapchat|Bluesky|Mastodon"
BODIES = "NATO|UN|U.N.|EU|E.U.|OPEC|WHO|IMF|UNESCO|UNICEF|ASEAN|BRICS|FIFA|FBI|CIA|NASA|United Nations|European Union|White House|Pentagon|Kremlin|Reuters|Hamas|Hezbollah"
REGIONS = "Europe|Asia|Africa|Middle East|Latin America|North America|South America|Antarctica|Balkans|Caucasus|Sahel|Arctic|West Bank"
ADJECTIVES = "Western|Eastern European|European|African|Asian|Arab|Latin American|Christian|Muslim|Jewish|Republican|Democratic"
