"""The published schema accepts what the package accepts."""

import json

from tests.conftest import cli


def test_schema_accepts_what_the_package_accepts():
    schema = json.loads(cli("describe", "schema")[1])
    assert {"mentions", "entities", "times", "relations", "events", "quotes"} <= set(schema["$defs"]["Document"]["properties"])
    prompt = cli("describe", "prompt")[1]
    assert "head_of_state" in prompt
    assert "Contact.Meet" in prompt
