"""The example of the prompt is an answer that is read whole."""

from collections import Counter

from dateline.corpus.accept import Noted, accept
from dateline.corpus.repair import loosened
from dateline.files import LIMITS
from dateline.integrations.prompt import instructions


def test_the_prompts_example_is_read_without_a_mistake():
    example = instructions().split("Example, of ")[1].split("\n\n")[0]
    text, _, answer = example.partition('":\n')
    mistakes = Counter()
    ((document,), repairs) = loosened(answer, lambda *_: "d", mistakes)
    noted = Noted()
    found = accept(document, text.lstrip('"'), ("prompt", 1), LIMITS, noted)
    assert (repairs, mistakes, found.faults, noted.mistakes, noted.lost) == ([], Counter(), [], Counter(), [])
    assert noted.alignment.exact == 6
    assert noted.alignment.none == 0
