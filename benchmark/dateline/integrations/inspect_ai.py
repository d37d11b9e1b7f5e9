"""`inspect eval dateline/extract --model …`: the benchmark as an Inspect AI task; needs `dateline[inspect]`.

The instructions are derived from the inventories, structured output from the document's own schema; the metrics are this package's,
over the corpus, never a mean of samples; each sample shows its article's scores and costliest errors. `--model replay/NAME -M
predictions=PATH` scores offline what is stored: native predictions, or a folder of raw answers named by their articles.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec
from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ChatMessage, GenerateConfig, ModelAPI, ModelOutput, ModelUsage, ResponseSchema, modelapi
from inspect_ai.scorer import Metric, SampleScore, Score, Scorer, Target, metric, scorer
from inspect_ai.solver import TaskState, generate, system_message
from inspect_ai.util import JSONSchema

from dateline import api
from dateline.corpus.accept import Noted, accept
from dateline.corpus.folders import expand_any
from dateline.corpus.loading import shipped_gold
from dateline.corpus.mistakes import told
from dateline.corpus.repair import loosened
from dateline.document import Document
from dateline.files import LIMITS
from dateline.formats import native
from dateline.formats._articles import Articles
from dateline.formats._reader import Texts
from dateline.integrations import prompt
from dateline.reporting.text import table


@task
def extract() -> Task:
    """All layers of both articles."""
    samples = [
        Sample(id=d.id, input=f"Article id: {d.id}\nDocument creation time: {d.dct}\n\n{d.text}", metadata={"document": d.id})
        for d in api.gold()
    ]
    instructions = system_message(prompt.instructions().replace("{", "{{").replace("}", "}}"))
    shape = ResponseSchema(name="document", json_schema=JSONSchema.model_validate(prompt.schema()))
    return Task(
        dataset=MemoryDataset(samples), solver=[instructions, generate()], scorer=answers(), config=GenerateConfig(response_schema=shape)
    )


def scores_of(samples: list[SampleScore]) -> dict[str, float]:
    """The corpus scores of all samples' answers; an undefined one is 0 here, as Inspect knows no `None`."""
    documents = [msgspec.convert((sample.score.metadata or {})["answer"], Document) for sample in samples]
    report = api.score(documents)
    return {str(line.metric): line.score.f1 or 0.0 for line in report.lines if not line.slice}


@metric
def corpus_f1() -> Metric:
    """F1 of each layer's headline and of the whole, over the corpus."""
    return cast("Metric", scores_of)


@scorer(metrics=[corpus_f1()])
def answers() -> Scorer:
    """Reads each answer and scores its article; one that is no document answers nothing, and says why."""

    async def judge(state: TaskState, target: Target) -> Score:  # noqa: ARG001 - the caller's signature
        name = str(state.metadata["document"])
        document, why = understood(name, state.output.completion)
        answer = document or Document(id=name)
        report = api.score([answer], gold=[shipped_gold().documents[name]])
        scores = {str(line.metric): line.score.f1 for line in report.lines if not line.slice}
        return Score(
            value=scores["Dateline"] or 0.0,
            explanation=f"{why}\n\n{table(report, 0)}",
            metadata={"answer": json.loads(native.write([answer])), "scores": scores},
        )

    return judge


def understood(name: str, completion: str) -> tuple[Document | None, str]:
    """The document in a completion, its id the article's."""
    noted = Noted()
    loose = loosened(completion, lambda *_: name, noted.mistakes)
    if loose is None:
        return None, "no document: the answer holds no JSON object that can be read without a guess"
    found = msgspec.structs.replace(loose[0][0], id=name)
    against = shipped_gold().documents[name]
    faults = accept(found, against.text, (name, 0), LIMITS, noted).faults
    return (None, str(faults[0])) if faults else (found, "; ".join(["read", *loose[1], *told(noted.mistakes)]))


class Replay(ModelAPI):
    """A model that answers with stored predictions."""

    def __init__(self, model_name: str, predictions: str = "", **more: Any) -> None:
        super().__init__(model_name, **more)
        self.stored = dict(raw(predictions) if Path(predictions).is_dir() else stored(predictions))

    async def generate(self, input: list[ChatMessage], tools: Any, tool_choice: Any, config: GenerateConfig) -> ModelOutput:  # noqa: A002
        """The stored answer of the article that the last message is about."""
        name = input[-1].text.split("\n", 1)[0].removeprefix("Article id: ")
        output = ModelOutput.from_content(self.model_name, self.stored.get(name, json.dumps({"id": name})))
        output.usage = ModelUsage(input_tokens=0, output_tokens=0, total_tokens=0)
        return output


def stored(path: str) -> Iterator[tuple[str, str]]:
    """Native predictions by article."""
    yield from ((read.document.id, native.write([read.document]).decode()) for read in native.read(path))


def raw(folder: str) -> Iterator[tuple[str, str]]:
    """The answers of a folder as they are, by the article that each file is named after."""
    articles = Articles((document.id, document.text) for document in api.gold())
    for path in expand_any(folder):
        yield Texts(path, articles).identify(), Path(path).read_text("utf-8")


@modelapi(name="replay")
def replay() -> type[ModelAPI]:
    """The `replay` provider."""
    return Replay
