"""Where this package and a scorer of the field differ on purpose; a test holds each, and all else equal."""

DEVIATIONS = {
    "seqeval, nothing in gold and nothing predicted": "seqeval says 0 with a warning, this package None: there is nothing to score.",
    "seqeval, `average=macro` without types": "seqeval says 0 or an error, this package None: there is no type to average over.",
    "scorch, no common mention": "scorch warns or fails with F1 0/0; here it is 0 where gold or prediction is there, None where neither.",
    "scorch, MUC of singletons only": "scorch gives 0/0 as 1 or fails; here it is None: MUC has no links to count.",
    "scorch, BLANC without a class on one side": "scorch has special cases for them; held by golden cases here (conventions A and B).",
    "nervaluate, several candidates overlap": (
        "nervaluate takes the first overlap in list order; here the matching is the best one to one."
    ),
    "nervaluate, exact and partial by type": (
        "nervaluate scores each type alone: a mention under another type is missed; here it is found."
    ),
    "nervaluate, ent_type of a copy": "nervaluate counts a copy as incorrect or spurious by list order; here it is spurious.",
    "CorefUD scorer, head match without a head": (
        "it needs a head on both sides; here one that is left out is lent, to a span of at most twice the words. With heads on "
        "both sides the numbers are the same (`singletons=no` is its default)."
    ),
    "CoNLL script, a mention in two clusters": (
        "it keeps the first in the file without a word; here it is a fault of gold, and the second of a prediction is left aside and told."
    ),
    "all of them, undefined values": (
        "0, 1 or a failure, by scorer; here a denominator of 0 is None, means leave it out and say so, and F1 is None only where "
        "neither side has anything."
    ),
    "neleval, a key given twice": "the last wins; here a span may have two labels with one id, and copies match nothing.",
    "DocRED, evidence": (
        "sentences over all facts together; `Evidence` is characters, the Dice of each matched relation, so that a relation with "
        "much evidence weighs as one with little."
    ),
    "DocRED, Ign F1": (
        "`Ign(seen=FILE)` leaves out the facts of any list by their names, in precision only, as DocRED does those of its training set."
    ),
    "DWIE, soft and hard": (
        "soft is the share of mention pairs, hard wants whole clusters equal and in one order; `Rel` wants each argument to be "
        "gold's entity by half of its mentions at least, once each: repeating a mention earns nothing."
    ),
    "TempEval-3, value": (
        "values of expressions that overlap, in order of ids; `When` and `Time(match=value,span=equal)` want equal spans too, as "
        "overlap alone is given to a shift; `Time(match=value)` is the peer's, matched best one to one."
    ),
}


def table() -> str:
    """Where this package and a scorer of the field differ on purpose."""
    rows = [f"| {where} | {reason} |" for where, reason in DEVIATIONS.items()]
    head = [
        "# Deviations from other scorers",
        "",
        "Everywhere else `tests/parity/test_parity.py` holds the numbers equal to 1e-9.",
        "",
        "| where | what, and who is right |",
    ]
    return "\n".join([*head, "|---|---|", *rows]) + "\n"
