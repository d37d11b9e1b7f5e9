"""A layer given twice is a fault, whatever stands in either place, and a document that only mentions its words is none."""

import pytest

from dateline.document.parts import ITEM_LAYERS
from dateline.files import LIMITS
from dateline.files.faults import DataError
from dateline.formats.native import Decoded, decode, read

SPELLED = ('"{0}":[],"{0}":[]', '"{0}":[],"{0}":null', '"{0}" : [], "{0}"\t:[]', '"{0}":null,"{0}":[]')


@pytest.mark.parametrize("spelled", SPELLED)
@pytest.mark.parametrize("layer", ITEM_LAYERS)
def test_a_layer_given_twice_is_a_fault(layer, spelled):
    (fault,) = decode("p.jsonl", 3, f'{{"id":"d",{spelled.format(layer)}}}'.encode(), LIMITS)
    assert (fault.line, fault.what) == (3, f"the key '{layer}' is given twice in one object, and the first would be lost")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('{"id":"a","mentions":[],"id":"b"}', "id"),
        ('{"id":"a","mentions":[{"start":0,"end":1,"type":"PER"}],"mention\\u0073":[]}', "mentions"),
        ('{"id":"a","mentions":[{"start":0,"end":1,"type":"ORG","type":"PER"}]}', "type"),
        ('{"id":"a","mentions":[{"start":5,"end":6,"\\u0073tart":0,"text":"a:b\\u003a"}]}', "start"),
        ('{"id":"a","quotes":[{"spans":[[0,1]],"speaker":{"start":0,"end":1,"end":2}}]}', "end"),
    ],
)
@pytest.mark.parametrize("layout", ["{}\n", "[{}]", "{}\n{{}}", "[\n{},\n{{}}]"], ids=["a line", "an array", "lines", "a pretty array"])
def test_a_key_given_twice_anywhere_is_a_fault(line, key, layout, tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text(layout.format(line.replace("{}", "")).replace("{}", '{"id":"z","mentions":[]}'))
    with pytest.raises(DataError, match=f"the key '{key}' is given twice in one object, and the first would be lost"):
        list(read(str(path)))


@pytest.mark.parametrize(
    "line",
    [
        '{"id":"d","mentions":null,"times":null}',
        '{"id":"mentions","text":"\\"mentions\\":[],\\"mentions\\":[]","mentions":[]}',
        '{"id":"d","mentions":[{"text":"mentions"},{"text":"mentions"}]}',
        '{"id":"d","events":[{"text":"s","arguments":[]},{"text":"events","arguments":[]}],"quotes":[{"spans":[[1,2]]}]}',
    ],
)
def test_its_words_elsewhere_are_none(line):
    assert isinstance(decode("p.jsonl", 1, line.encode(), LIMITS), Decoded)
