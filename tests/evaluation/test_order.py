"""Output is the same to the bit whatever the order."""

import random
import subprocess
import sys

from msgspec.structs import replace

from dateline import api
from dateline.baselines.rules import extract
from dateline.formats import native
from tests.strategies import shuffled


def test_output_is_bit_identical_whatever_the_order(tmp_path):
    documents = [replace(extract(d.text), id=d.id) for d in api.gold()]
    printed = set()
    for seed in range(4):
        draw = random.Random(seed)
        mixed = [shuffled(d, seed) for d in documents]
        draw.shuffle(mixed)
        path = tmp_path / f"{seed}.jsonl"
        path.write_bytes(native.write(mixed))
        command = [
            sys.executable,
            "-m",
            "dateline",
            "score",
            str(path),
            "--json",
            "-m",
            "BLANC",
            "-m",
            "LEA",
            "-m",
            "Arg",
            "-m",
            "Evidence",
            "-m",
            "Quote(match=overlap)",
        ]
        printed.add(subprocess.run(command, capture_output=True, check=True).stdout)
    assert len(printed) == 1
