"""A file of each layout, as its tool would write it of a text that it saw: what the tests of the door in begin with."""

import json
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

UNITS: dict[str, Callable[[str], int]] = {
    "code point": len,
    "utf-16": lambda words: len(words.encode("utf-16-le")) // 2,
    "byte": lambda words: len(words.encode()),
}


class Item(NamedTuple):
    """A thing that a tool found: its place in the text that it saw, its words as the tool writes them, and its label."""

    start: int
    end: int
    words: str
    label: str


class Seen(NamedTuple):
    """What a tool saw, under which name, what it found there, and what its offsets count."""

    id: str
    text: str
    items: list[Item]
    unit: str = "code point"

    def at(self, place: int) -> int:
        """A place in the tool's unit."""
        return UNITS[self.unit](self.text[:place])

    @property
    def tokens(self) -> list[tuple[int, int, str]]:
        """Its tokens, parted by white space; words are written as its items are."""
        lower = any(item.words != self.text[item.start : item.end] for item in self.items)
        return [(m.start(), m.end(), m[0].lower() if lower else m[0]) for m in re.finditer(r"\S+", self.text)]

    @property
    def indexed(self) -> list[tuple[int, int, Item]]:
        """Its items with the numbers of their first and last tokens."""
        found = []
        for item in self.items:
            inside = [n for n, (start, end, _) in enumerate(self.tokens) if start < item.end and end > item.start]
            found.append((inside[0], inside[-1], item))
        return found

    @property
    def words(self) -> list[str]:
        """Its tokens' words."""
        return [words for _, _, words in self.tokens]

    def tags(self, first: str = "B", single: str = "B", last: str = "I") -> list[str]:
        """A tag for each token."""
        tags = ["O"] * len(self.tokens)
        for begin, end, item in self.indexed:
            tags[begin : end + 1] = [f"I-{item.label}"] * (end + 1 - begin)
            tags[end] = f"{last}-{item.label}"
            tags[begin] = f"{single if begin == end else first}-{item.label}"
        return tags

    def clusters(self) -> dict[str, list[tuple[int, int, Item]]]:
        """Its items by label, which here is what they refer to."""
        return {label: [one for one in self.indexed if one[2].label == label] for label in sorted({item.label for item in self.items})}


def offsets(item: Item, seen: Seen) -> tuple[int, int]:
    """An item's place in the tool's unit."""
    return seen.at(item.start), seen.at(item.end)


def said(value: object) -> bytes:
    """JSON."""
    return json.dumps(value, ensure_ascii=False).encode()


def lines(rows: list[str]) -> bytes:
    """Lines."""
    return "".join(f"{row}\n" for row in rows).encode()


def straight(words: str) -> str:
    """Words without tabs and line breaks, which a row cannot hold."""
    return re.sub(r"[\t\r\n]+", " ", words)


def spacy_json(seen: Seen) -> bytes:
    """spaCy's `Doc.to_json()`."""
    return said({"text": seen.text, "ents": [{"start": i.start, "end": i.end, "label": i.label} for i in seen.items]}) + b"\n"


def langextract(seen: Seen) -> bytes:
    """LangExtract's JSONL."""
    found = []
    for item in seen.items:
        start, end = offsets(item, seen)
        place = {"char_interval": {"start_pos": start, "end_pos": end}, "alignment_status": "match_exact"}
        found.append({"extraction_class": item.label, "extraction_text": item.words, **place})
    return said({"document_id": seen.id, "text": seen.text, "extractions": found}) + b"\n"


def label_studio(seen: Seen) -> bytes:
    """Label Studio's tasks."""
    found = []
    for number, item in enumerate(seen.items):
        start, end = offsets(item, seen)
        value = {"start": start, "end": end, "text": item.words, "labels": [item.label]}
        found.append({"id": f"r{number}", "from_name": "label", "to_name": "text", "type": "labels", "value": value})
    return said([{"id": 3, "data": {"text": seen.text}, "annotations": [{"result": found}]}])


def pubannotation(seen: Seen) -> bytes:
    """PubAnnotation's denotations, which have no words."""
    items = [{"id": f"T{n}", "span": {"begin": i.start, "end": i.end}, "obj": i.label} for n, i in enumerate(seen.items)]
    return said({"text": seen.text, "denotations": items})


def native(seen: Seen) -> bytes:
    """The native format, with places and words."""
    items = [{"start": seen.at(i.start), "end": seen.at(i.end), "text": i.words, "type": i.label} for i in seen.items]
    return said({"id": seen.id, "mentions": items}) + b"\n"


def brat(seen: Seen) -> bytes:
    """brat's text-bound annotations."""
    return lines([f"T{n}\t{i.label} {seen.at(i.start)} {seen.at(i.end)}\t{straight(i.words)}" for n, i in enumerate(seen.items, 1)])


def columns(seen: Seen) -> bytes:
    """Tokens and tags between tabs."""
    return lines([f"-DOCSTART- ({seen.id})", "", *map("\t".join, zip(seen.words, seen.tags(), strict=True))])


def bilou(seen: Seen) -> bytes:
    """Tokens and BILOU tags."""
    return lines([f"# id = {seen.id}", *map("\t".join, zip(seen.words, seen.tags(single="U", last="L"), strict=True))])


def conll2012(seen: Seen) -> bytes:
    """Chains in the last column."""
    cells: list[list[str]] = [[] for _ in seen.tokens]
    for chain, members in enumerate(seen.clusters().values()):
        for first, last, _ in members:
            if first == last:
                cells[first].append(f"({chain})")
            else:
                cells[first].append(f"({chain}")
                cells[last].append(f"{chain})")
    rows = [f"{seen.id}\t0\t{n}\t{word}\t{'|'.join(cell) or '-'}" for n, (word, cell) in enumerate(zip(seen.words, cells, strict=True))]
    return lines([f"#begin document ({seen.id}); part 000", *rows, "", "#end document"])


def conllu(seen: Seen) -> bytes:
    """CorefUD's entities."""
    cells: list[str] = ["" for _ in seen.tokens]
    for number, (first, last, item) in enumerate(seen.indexed):
        cells[first] += f"(e{number}-{item.label}-1" + (")" if first == last else "")
        cells[last] += "" if first == last else f"e{number})"
    head = ["# global.Entity = eid-etype-head-other", f"# newdoc id = {seen.id}", "# sent_id = 1"]
    rows = zip(seen.words, cells, strict=True)
    return lines([*head, *(f"{n}\t{w}\t_\tX\t_\t_\t0\troot\t_\t{f'Entity={c}' if c else '_'}" for n, (w, c) in enumerate(rows, 1)), ""])


def aida(seen: Seen) -> bytes:
    """AIDA's links: an item's label is a thing of Wikidata."""
    rows = [[word] for word in seen.words]
    for first, last, item in seen.indexed:
        for number in range(first, last + 1):
            rows[number] += ["B" if number == first else "I", item.words, QIDS[item.label.upper()]]
    return lines([f"-DOCSTART- ({seen.id})", *map("\t".join, rows)])


def webanno(seen: Seen) -> bytes:
    """WebAnno TSV 3."""
    head = ["#FORMAT=WebAnno TSV 3.3", "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value"]
    labels = ["_"] * len(seen.tokens)
    for number, (first, last, item) in enumerate(seen.indexed, 1):
        labels[first : last + 1] = [f"{item.label}[{number}]" if first < last else item.label] * (last + 1 - first)
    escaped = [re.sub(r"([\\\[\]|_>;*]|->)", r"\\\1", word) for word in seen.words]
    rows = [
        f"1-{n}\t{seen.at(start)}-{seen.at(end)}\t{word}\t{label}\t"
        for n, ((start, end, _), word, label) in enumerate(zip(seen.tokens, escaped, labels, strict=True), 1)
    ]
    text = seen.text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")
    return lines([*head, "", "", f"#Text={text}", *rows])


def booknlp(seen: Seen) -> bytes:
    """BookNLP's entities; its tokens stand in a file beside."""
    rows = [f"{n}\t{first}\t{last}\tPROP\t{item.label}\t{item.words}" for n, (first, last, item) in enumerate(seen.indexed)]
    return lines(["COREF\tstart_token\tend_token\tprop\tcat\ttext", *(re.sub("[\r\n]+", " ", row) for row in rows)])


def docbin(seen: Seen) -> bytes:
    """spaCy's DocBin, white space as tokens of its own."""
    from spacy.tokens import Doc, DocBin
    from spacy.vocab import Vocab

    words = re.findall(r"\s+|\S+", seen.text)
    doc = Doc(Vocab(), words=words, spaces=[False] * len(words))
    doc.ents = [span for i in seen.items if (span := doc.char_span(i.start, i.end, i.label, alignment_mode="expand"))]
    return DocBin(docs=[doc]).to_bytes()


def flat(seen: Seen) -> bytes:
    """A list of items."""
    return said([{"start": seen.at(i.start), "end": seen.at(i.end), "label": i.label, "text": i.words} for i in seen.items])


def table(seen: Seen) -> bytes:
    """A CSV table."""
    rows = [(seen.id, str(seen.at(i.start)), str(seen.at(i.end)), i.label, '"' + i.words.replace('"', '""') + '"') for i in seen.items]
    return lines(["document,start,end,label,text", *map(",".join, rows)])


def records(seen: Seen) -> bytes:
    """doccano's JSONL."""
    return said({"text": seen.text, "label": [[seen.at(i.start), seen.at(i.end), i.label] for i in seen.items]}) + b"\n"


def tagged(seen: Seen) -> bytes:
    """Rows of tokens and tags."""
    return said({"id": seen.id, "tokens": seen.words, "ner_tags": seen.tags()}) + b"\n"


def compromise(seen: Seen) -> bytes:
    """compromise's entities: a start and a length."""
    rows = []
    for item in seen.items:
        start, end = offsets(item, seen)
        rows.append({"text": item.words, "label": item.label, "offset": {"start": start, "length": end - start}})
    return said(rows)


def stanza(seen: Seen) -> bytes:
    """Stanza's sentences."""
    rows = zip(seen.tokens, seen.tags(single="S", last="E"), strict=True)
    return said([[{"text": w, "start_char": seen.at(s), "end_char": seen.at(e), "ner": tag} for (s, e, w), tag in rows]])


def corenlp(seen: Seen) -> bytes:
    """CoreNLP's JSON."""
    begin, end = "characterOffsetBegin", "characterOffsetEnd"
    tokens = [{"word": w, "originalText": w, begin: seen.at(s), end: seen.at(e)} for s, e, w in seen.tokens]
    names = [{"text": i.words, "ner": i.label, begin: seen.at(i.start), end: seen.at(i.end)} for i in seen.items]
    return said({"sentences": [{"tokens": tokens, "entitymentions": names}]})


def cas(seen: Seen) -> bytes:
    """UIMA CAS XMI."""
    space = 'xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:t="http:///custom.ecore" xmi:version="2.0"'
    items = "".join(
        f'<t:NamedEntity xmi:id="{n}" sofa="1" begin="{seen.at(i.start)}" end="{seen.at(i.end)}" value="{i.label}"/>'
        for n, i in enumerate(seen.items, 10)
    )
    members = " ".join(str(n) for n, _ in enumerate(seen.items, 10))
    text = quoteattr(seen.text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    sofa = f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString={text}/>'
    sofa += f'<cas:View sofa="1" members="{members}"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?><xmi:XMI {space}><cas:NULL xmi:id="0"/>{items}{sofa}</xmi:XMI>'.encode()


def cas_json(seen: Seen) -> bytes:
    """UIMA CAS JSON."""
    kind = "custom.NamedEntity"
    text = {"%NAME": "value", "%RANGE": "uima.cas.String"}
    items = [
        {"%ID": n, "%TYPE": kind, "@sofa": 1, "begin": seen.at(i.start), "end": seen.at(i.end), "value": i.label}
        for n, i in enumerate(seen.items, 10)
    ]
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": seen.text}
    types = {kind: {"%NAME": kind, "%SUPER_TYPE": "uima.tcas.Annotation", "value": text}}
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [item["%ID"] for item in items]}}
    return said({"%TYPES": types, "%FEATURE_STRUCTURES": [sofa, *items], "%VIEWS": views})


def oneie(seen: Seen) -> bytes:
    """OneIE's graph."""
    entities = [[first, last + 1, item.label, "NAM", 0.9] for first, last, item in seen.indexed]
    graph = {"entities": entities, "triggers": [], "relations": [], "roles": []}
    return said({"doc_id": seen.id, "sent_id": f"{seen.id}-0", "tokens": seen.words, "graph": graph}) + b"\n"


def spert(seen: Seen) -> bytes:
    """SpERT's entities."""
    entities = [{"type": item.label, "start": first, "end": last + 1} for first, last, item in seen.indexed]
    return said([{"tokens": seen.words, "entities": entities, "relations": [], "orig_id": 7}])


def gliner(seen: Seen) -> bytes:
    """GLiNER's training data."""
    names = [[first, last, item.label] for first, last, item in seen.indexed]
    return said({"tokenized_text": seen.words, "ner": names, "id": seen.id}) + b"\n"


def docred(seen: Seen) -> bytes:
    """DocRED's vertices."""
    vertices = [[{"name": i.words, "pos": [first, last + 1], "sent_id": 0, "type": i.label}] for first, last, i in seen.indexed]
    return said([{"title": seen.id, "sents": [seen.words], "vertexSet": vertices, "labels": []}])


def dygie(seen: Seen) -> bytes:
    """DyGIE++'s names."""
    names = [[first, last, item.label] for first, last, item in seen.indexed]
    return said({"doc_key": seen.id, "sentences": [seen.words], "ner": [names]}) + b"\n"


def tac(seen: Seen) -> bytes:
    """TAC's mentions, ends inclusive."""
    rows = [
        f"run\tm{n}\t{straight(i.words)}\t{seen.id}:{seen.at(i.start)}-{seen.at(i.end) - 1}\tNIL{n}\t{i.label}\tNAM\t1.0"
        for n, i in enumerate(seen.items, 1)
    ]
    return lines(rows)


def allennlp(seen: Seen) -> bytes:
    """Clusters over tokens."""
    clusters = [[[first, last] for first, last, _ in members] for members in seen.clusters().values()]
    return said({"document": seen.words, "clusters": clusters})


def fastcoref(seen: Seen) -> bytes:
    """Clusters over characters."""
    clusters = [[[seen.at(i.start), seen.at(i.end)] for _, _, i in members] for members in seen.clusters().values()]
    return said({"text": seen.text, "clusters": clusters})


def timeml(seen: Seen) -> bytes:
    """Times inline."""
    marked, at = "", 0
    for n, item in enumerate(sorted(seen.items), 1):
        marked += f'{seen.text[at : item.start]}<TIMEX3 tid="t{n}" type="DATE" value="2020-05-03">{item.words}</TIMEX3>'
        at = item.end
    return f"<TimeML>{marked}{seen.text[at:]}</TimeML>".encode()


def recognizers(seen: Seen) -> bytes:
    """Recognizers-Text's dates, ends inclusive."""
    value = {"timex": "2020-05-03", "type": "date", "value": "2020-05-03"}
    rows = [
        {
            "start": seen.at(i.start),
            "end": seen.at(i.end) - 1,
            "text": i.words.lower(),
            "typeName": "datetimeV2.date",
            "resolution": {"values": [value]},
        }
        for i in seen.items
    ]
    return said(rows)


def citron(seen: Seen) -> bytes:
    """Citron's quotes."""
    quotes = [
        {"contents": [{"start": seen.at(i.start), "end": seen.at(i.end), "text": i.words}], "sources": [], "cue": None} for i in seen.items
    ]
    return said({"text": seen.text, "quotes": quotes})


def linked(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Each item with the next, the last with the first; no two pairs of the same labels."""
    ordered = sorted(items, key=lambda item: item.start)
    pairs = zip(ordered, [*ordered[1:], *ordered[:1]], strict=True)
    return list({(a.label.lower(), b.label.lower()): (a, b) for a, b in reversed(list(pairs))}.values())


def google_language(seen: Seen) -> bytes:
    """Google's Natural Language API, an entity for each label."""
    mentions: dict[str, list[dict[str, object]]] = {}
    for item in seen.items:
        text = {"content": item.words, "beginOffset": offsets(item, seen)[0]}
        mentions.setdefault(item.label, []).append({"text": text, "type": "PROPER"})
    return said({"entities": [{"name": label, "type": label, "mentions": own} for label, own in mentions.items()]})


def spacy_training(seen: Seen) -> bytes:
    """spaCy's training data."""
    return said([[seen.text, {"entities": [[item.start, item.end, item.label] for item in seen.items]}]])


def inline(seen: Seen) -> bytes:
    """A text with marks around its names."""
    parts, at = [], 0
    for item in sorted(seen.items, key=lambda item: item.start):
        parts += [seen.text[at : item.start], f"<{item.label}>", seen.text[item.start : item.end], f"</{item.label}>"]
        at = item.end
    return "".join([*parts, seen.text[at:]]).encode()


def triples(seen: Seen) -> bytes:
    """Triples, as REBEL's."""
    return said([{"head": a.words, "type": "leader_of", "tail": b.words} for a, b in linked(seen.items)])


def beside(seen: Seen) -> str:
    """BookNLP's tokens."""
    return "word\n" + "".join(f"{word}\n" for word in seen.words)


QIDS = {"PER": "Q5", "ORG": "Q43229", "LOC": "Q17334923"}
NAMES, COREF, LINKS, TIMES, QUOTES = "NER", "CoNLL", "Link", "Time(match=value,span=equal)", "Quote"


class Layout(NamedTuple):
    """A layout: its format, its writer, the metric of what it holds, whether its offsets have words that prove them, and its unit."""

    format: str
    write: Callable[[Seen], bytes]
    metric: str = NAMES
    offsets: bool = True
    unit: str = "code point"


LAYOUTS = {
    "native": Layout("native", native),
    "brat": Layout("brat", brat),
    "flat": Layout("flat", flat),
    "table": Layout("flat", table),
    "spacy_json": Layout("spacy_json", spacy_json, offsets=False),
    "langextract": Layout("langextract", langextract),
    "label_studio": Layout("label_studio", label_studio),
    "pubannotation": Layout("pubannotation", pubannotation, offsets=False),
    "compromise": Layout("compromise", compromise, unit="utf-16"),
    "corenlp": Layout("corenlp", corenlp),
    "stanza": Layout("stanza", stanza),
    "tac": Layout("tac", tac),
    "recognizers": Layout("recognizers", recognizers, TIMES, unit="utf-16"),
    "webanno": Layout("webanno", webanno),
    "records": Layout("records", records, offsets=False),
    "docbin": Layout("docbin", docbin, offsets=False),
    "cas": Layout("cas", cas, offsets=False, unit="utf-16"),
    "cas_json": Layout("cas", cas_json, offsets=False, unit="utf-16"),
    "fastcoref": Layout("clusters", fastcoref, COREF, offsets=False),
    "citron": Layout("citron", citron, QUOTES),
    "google_language": Layout("google_language", google_language),
    "spacy_training": Layout("spacy_training", spacy_training, offsets=False),
    "inline": Layout("inline", inline, offsets=False),
    "triples": Layout("triples", triples, "Rel", offsets=False),
    "timeml": Layout("timeml", timeml, TIMES, offsets=False),
    "conll": Layout("conll", columns, offsets=False),
    "bilou": Layout("conll", bilou, offsets=False),
    "tagged": Layout("records", tagged, offsets=False),
    "conll2012": Layout("conll2012", conll2012, COREF, offsets=False),
    "conllu": Layout("conllu", conllu, offsets=False),
    "aida": Layout("aida", aida, LINKS, offsets=False),
    "allennlp": Layout("clusters", allennlp, COREF, offsets=False),
    "booknlp": Layout("booknlp", booknlp, offsets=False),
    "docred": Layout("docred", docred, offsets=False),
    "dygie": Layout("dygie", dygie, offsets=False),
    "oneie": Layout("oneie", oneie, offsets=False),
    "spert": Layout("spert", spert, offsets=False),
    "gliner": Layout("gliner_training", gliner, offsets=False),
}
