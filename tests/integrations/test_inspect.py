"""Inspect AI: the task by its entry point, over stored predictions, gives the numbers of `dateline score`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline.integrations.model_card import eval_result, model_index

SAMPLES = Path(__file__).parent


@pytest.fixture(scope="module")
def predictions(tmp_path_factory):
    path = tmp_path_factory.mktemp("inspect") / "rules.jsonl"
    subprocess.run([sys.executable, "-m", "dateline", "run", "rules", "-o", str(path)], check=True)
    return path


def evaluated(predictions, tmp_path):
    """The log of the task over what is stored."""
    pytest.importorskip("inspect_ai", reason="pip install 'dateline[inspect]'; nox runs this on the first interpreter")
    env = {**os.environ, "INSPECT_LOG_FORMAT": "json", "INSPECT_LOG_DIR": str(tmp_path), "HF_HUB_OFFLINE": "1", "INSPECT_DISPLAY": "none"}
    command = [
        sys.executable,
        "-m",
        "inspect_ai",
        "eval",
        "dateline/extract",
        "--model",
        "replay/stored",
        "-M",
        f"predictions={predictions}",
    ]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    log = json.loads(next(tmp_path.glob("*.json")).read_text("utf-8"))
    assert log["status"] == "success", log.get("error")
    return log


def test_inspect_gives_the_same_numbers(predictions, tmp_path):
    log = evaluated(predictions, tmp_path)
    for sample in log["samples"]:
        told = sample["scores"]["answers"]
        alone = dateline.score([told["metadata"]["answer"]], gold=[d for d in dateline.gold() if d.id == sample["id"]])
        assert told["value"] == pytest.approx(alone["Dateline"].f1)
        assert told["metadata"]["scores"]["Claim"] == pytest.approx(alone["Claim"].f1)
        assert "costliest errors" in told["explanation"]
    theirs = {name: m["value"] for score in log["results"]["scores"] for name, m in score["metrics"].items()}
    report = dateline.score(predictions)
    ours = {str(line.metric): line.score.f1 for line in report.lines if not line.slice}
    assert theirs == pytest.approx(ours, abs=1e-12)


@pytest.mark.parametrize("dressed", [["{}", "```json\n{}```"], ["Here it is:\n{}\nThat is all.", "<think>Who is {{it}}?</think>{}"]])
def test_raw_answers_score_as_the_command_line_scores_them(dressed, tmp_path):
    folder = tmp_path / "answers"
    folder.mkdir()
    for document, around in zip(dateline.gold(), dressed, strict=True):
        entities = [{"name": m.text, "type": "PER", "mentions": [{"text": m.text}]} for m in document.mentions if m.level == "NAM"][:20]
        (folder / f"{document.id}.txt").write_text(around.format(json.dumps({"entities": entities, "mood": "good"})), "utf-8")
    log = evaluated(folder, tmp_path)
    theirs = {name: m["value"] for score in log["results"]["scores"] for name, m in score["metrics"].items()}
    report = dateline.score(folder)
    assert theirs == pytest.approx({str(line.metric): line.score.f1 for line in report.lines if not line.slice}, abs=1e-12)
    assert theirs["NER(level=NAM)"] > 0.02


def test_a_result_can_stand_on_a_models_card(predictions):
    hub = pytest.importorskip("huggingface_hub", minversion="1.4")  # which knows such entries; what is written needs no Hub
    report = dateline.score(predictions)
    entries = hub.parse_eval_result_entries(eval_result(report, "org/dateline", "https://example.org/run"))
    assert hub.eval_result_entries_to_yaml(entries)[0]["dataset"] == {"id": "org/dateline", "task_id": "extract"}
    index = model_index(report, "org/dateline", "my-model")
    assert index["model-index"][0]["results"][0]["metrics"][-1]["name"] == "Dateline"


def test_the_schema_asked_of_models_is_self_contained():
    from dateline.integrations import prompt

    text = json.dumps(prompt.schema())
    assert "$ref" not in text
    assert set(prompt.schema()["properties"]) == {"id", "text", "mentions", "entities", "times", "relations", "events", "quotes"}
    assert prompt.schema()["properties"]["quotes"]["items"]["properties"]["spans"]["items"]["properties"] == {"text": {"type": "string"}}
