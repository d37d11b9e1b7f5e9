"""Shards of a set, by the names of files."""

import pytest

from dateline.files.shards import incomplete


@pytest.mark.parametrize(
    ("given", "whole", "what"),
    [
        ([0, 1], 2, []),
        ([0], 2, ["shard 1 of 2 is missing"]),
        ([0], 3, ["shards 1, 2 of 3 are missing"]),
        ([0], 6, ["shards 1, 2, 3, 4, 5 of 6 are missing"]),
        ([1], 7, ["shards 0, 2, 3, 4, 5 and 1 other of 7 are missing"]),
        ([7], 9, ["shards 0, 1, 2, 3, 4 and 3 others of 9 are missing"]),
    ],
)
def test_what_is_missing_of_a_set_is_told(given, whole, what):
    found = incomplete([f"set/shard-{number:05}-of-{whole:05}.jsonl" for number in given])
    assert [(fault.file, fault.what, fault.fix) for fault in found] == [("set", one, "give all shards of the set") for one in what]
