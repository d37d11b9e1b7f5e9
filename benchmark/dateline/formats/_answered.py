"""What language models print around an answer: a thought before it, a code fence."""

import re

THOUGHT = re.compile(r"<(think|thinking|reasoning|thought|scratchpad)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
FENCE = re.compile(r"```\w*[ \t]*\r?\n(.*?)(?:\n[ \t]*```|\Z)", re.DOTALL)
THINKING, FENCED = "a thought before the answer passed over", "JSON read out of a code fence"


def bared(said: str, repairs: list[str]) -> tuple[str, int]:
    """An answer without a thought, out of its fences, one after the other, and how many fences there were."""
    text = THOUGHT.sub("", said)
    repairs += [THINKING] if text != said else []
    fenced = FENCE.findall(text)
    repairs += [FENCED] if fenced else []
    return "\n".join(fenced) if fenced else text, len(fenced)
