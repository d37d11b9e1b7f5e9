"""Files as other tools write them, each with its command and the right answer: `cases/EXPECTED.md` says what each stands for."""

import json
import re
import shutil
import subprocess

import pytest

from tests.conftest import IN_FRONT, ROOT

FOLDER = ROOT / "tests" / "formats" / "cases"
CASES = {case["case"]: case for case in json.loads((FOLDER / "expected.json").read_text("utf-8"))}


@pytest.mark.parametrize("name", CASES)
def test_a_file_of_another_tool_is_read_right_or_told(name, tmp_path):
    place = tmp_path / name
    shutil.copytree(FOLDER / name, place)
    done = subprocess.run(["bash", "-c", CASES[name]["command"]], cwd=place, env=IN_FRONT, capture_output=True, text=True, check=False)
    shown = done.stdout + done.stderr
    assert "Traceback" not in shown
    assert re.search(CASES[name]["pattern"], shown, re.DOTALL), shown
