"""Gold that somebody edits, step by step: sound as long as each edit leaves it so, told what is wrong otherwise, right against itself."""

from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

import dateline
from dateline.corpus.loading import gold_of
from dateline.document import Alternative, Argument, Document, Entity, Event, Mention, Quote, Relation, Time
from dateline.files.faults import DataError
from dateline.formats._reader import Read
from dateline.metrics import every

pytestmark = pytest.mark.once

TEXT = "Kim met Lee in Rome on Monday. She praised him, Ola said, and they left Oslo for Paris on Friday."
WORDS = [(0, 3), (8, 11), (15, 19), (31, 34), (43, 46), (48, 51), (62, 66), (72, 76), (81, 86), (4, 7), (35, 42)]
DAYS = [(23, 29), (90, 96)]
SAID = [(31, 46), (48, 61), (63, 96)]
TYPES = ("met_with", "leader_of", "member_of", "employed_by")
ENTITIES = ("kim", "lee", "rome", "both")
ITEMS = ("mentions", "times", "relations", "events", "quotes")


def names(document):
    """What may be referred to: mentions, times and events by id, and entities that a mention tells or whose members are told."""
    told = {mention.entity for mention in document.mentions}
    members = {entity.id: entity.members for entity in document.entities}
    told |= {name for name, inner in members.items() if inner and set(inner) <= told}
    return told | {item.id for layer in (document.mentions, document.times, document.events) for item in layer}


def referred(document):
    """What is referred to."""
    ends = {end for relation in document.relations for end in (relation.head, relation.tail)}
    fillers = {argument.filler for event in document.events for argument in event.arguments}
    members = {member for entity in document.entities for member in entity.members or ()}
    return ends | fillers | {quote.speaker for quote in document.quotes} | members


def sound(document):
    """Whether gold may be so: everything referred to can be told, no span in two entities, and no set without its members."""
    owners = {}
    for mention in document.mentions:
        owners.setdefault((mention.start, mention.end), set()).add(mention.entity)
    declared = {entity.id for entity in document.entities} | {mention.entity for mention in document.mentions}
    members = {member for entity in document.entities for member in entity.members or ()}
    others = referred(document) - members
    return others <= names(document) and members <= declared and all(len(own - {None}) <= 1 for own in owners.values())


def single(document):
    """Whether no two items of a layer are copies, which no answer could match twice."""
    layers = (document.mentions, document.times, document.events)
    places = [[(item.start, item.end) for item in layer] for layer in layers]
    kinds = [relation.type for relation in document.relations], [quote.spans for quote in document.quotes]
    return all(len(set(own)) == len(own) for own in (*places, *kinds))


def read(document):
    """The gold, or its faults."""
    try:
        return gold_of([Read(document, "gold.jsonl", 1)], "own")
    except DataError as error:
        return error.faults


class Editing(RuleBasedStateMachine):
    """A document, the versions that it had, and numbers for ids."""

    @initialize()
    def begin(self):
        said = tuple(Mention(id=f"m-{n}", start=s, end=e, type="PER", entity=n) for n, (s, e) in zip(ENTITIES, WORDS, strict=False))
        self.document = Document(id="d", text=TEXT, dct="2020-05-05", **{**dict.fromkeys((*ITEMS, "entities"), ()), "mentions": said[:2]})
        self.versions = []
        self.numbers = count(1)

    def edited(self, **layers):
        self.versions.append(self.document)
        self.document = replace(self.document, **layers)

    def known(self, data):
        """Something to refer to, which now and then is not there."""
        there = sorted(filter(None, names(self.document)))
        return data.draw(st.sampled_from(there if there and data.draw(st.integers(0, 7)) else ENTITIES))

    @rule(span=st.sampled_from(WORDS), type_=st.sampled_from(("PER", "GPE", "ORG")), entity=st.sampled_from((*ENTITIES[:3], None)))
    def add_mention(self, span, type_, entity):
        new = Mention(id=f"m{next(self.numbers)}", start=span[0], end=span[1], type=type_, entity=entity)
        self.edited(mentions=(*self.document.mentions, new))

    @rule(span=st.sampled_from(DAYS), value=st.sampled_from(("2020-05-04", "XXXX-WXX-1", None)))
    def add_time(self, span, value):
        new = Time(id=f"t{next(self.numbers)}", start=span[0], end=span[1], type="DATE", value=value)
        self.edited(times=(*self.document.times, new))

    @rule(data=st.data(), type_=st.sampled_from(TYPES))
    def add_relation(self, data, type_):
        new = Relation(id=f"r{next(self.numbers)}", head=self.known(data), tail=self.known(data), type=type_)
        self.edited(relations=(*self.document.relations, new))

    @rule(data=st.data(), span=st.sampled_from(WORDS))
    def add_event(self, data, span):
        own = (Argument(role="Participant", filler=self.known(data)),)
        new = Event(id=f"e{next(self.numbers)}", start=span[0], end=span[1], type="Contact.Meet", date="2020-05-04", arguments=own)
        self.edited(events=(*self.document.events, new))

    @rule(data=st.data(), span=st.sampled_from(SAID))
    def add_quote(self, data, span):
        self.edited(quotes=(*self.document.quotes, Quote(id=f"q{next(self.numbers)}", spans=(span,), speaker=self.known(data))))

    @precondition(lambda self: "both" not in {entity.id for entity in self.document.entities})
    @rule(members=st.sampled_from((("kim", "lee"), ("kim", "rome"))))
    def declare_a_set(self, members):
        self.edited(entities=(*self.document.entities, Entity(id="both", members=members)))

    @rule(data=st.data(), layer=st.sampled_from(ITEMS))
    def remove(self, data, layer):
        items = getattr(self.document, layer)
        if items and not data.draw(st.integers(0, 1)):  # what is added stays for a while
            gone = data.draw(st.integers(0, len(items) - 1))
            self.edited(**{layer: (*items[:gone], *items[gone + 1 :])})

    @rule(old=st.sampled_from(ENTITIES[:3]), new=st.sampled_from(ENTITIES[:3]))
    def merge_entities(self, old, new):
        self.edited(mentions=tuple(replace(m, entity=new) if m.entity == old else m for m in self.document.mentions))

    @rule(data=st.data(), how=st.sampled_from(({"optional": True}, {"alternatives": (Alternative(type="ORG"),)}, {"votes": 2})))
    def judge(self, data, how):
        if self.document.mentions:
            at = data.draw(st.integers(0, len(self.document.mentions) - 1))
            self.edited(mentions=tuple(replace(m, **how) if n == at else m for n, m in enumerate(self.document.mentions)))

    @precondition(lambda self: self.versions)
    @rule()
    def undo(self):
        self.document = self.versions.pop()

    @precondition(lambda self: self.versions)
    @rule(data=st.data())
    def reorder(self, data):
        """Which is no edit."""
        before, layer = read(self.document), data.draw(st.sampled_from(ITEMS))
        self.document = replace(self.document, **{layer: tuple(data.draw(st.permutations(getattr(self.document, layer))))})
        after = read(self.document)
        assert isinstance(before, list) == isinstance(after, list)

    @invariant()
    def told_what_is_wrong_or_right_against_itself(self):
        found = read(self.document)
        assert isinstance(found, list) != sound(self.document), found
        if isinstance(found, list):
            assert all(fault.path.startswith("$.") and str(fault.fix) for fault in found)
            return
        assert found.digest == read(self.document).digest
        plain = {"optional": None, "alternatives": None, "votes": None}
        bare = replace(self.document, mentions=tuple(replace(mention, **plain) for mention in self.document.mentions))
        if not single(self.document):
            return
        report = dateline.score([bare], gold=[self.document], metrics=[metric for metric in every() if not metric.across])
        assert {str(line.metric): line.score.f1 for line in report.lines if not line.slice and line.score.f1 not in {1.0, None}} == {}


Editing.TestCase.settings = settings(stateful_step_count=12)
test_editing = Editing.TestCase
