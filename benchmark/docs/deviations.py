"""Where this package and a scorer of the field differ on purpose; a test holds each, and all else equal."""

DEVIATIONS = {
    "seqeval, nothing in gold and nothing predicted": "seqeval says 0 with a warning, this package None: there is nothing to score.",
    "scorch, no common mention": "scorch warns or fails with F1 0/0; here it is 0 where gold or prediction is there, None where neither.",
    "scorch, MUC of singletons only": "scorch gives 0/0 as 1 or fails; here it is None: MUC has no links to count.",
    "scorch, BLANC without a class on one side": "scorch has special cases for them; held by golden cases here (conventions A and B).",
    "nervaluate, several candidates overlap": "nervaluate takes the first overlap in list order; here the matching is the best one to one.",
    "nervaluate, exact and partial by type": "nervaluate scores each type alone: a mention under another type is missed; here it is found.",
    "nervaluate, ent_type of a copy": "nervaluate counts a copy as incorrect or spurious by list order; here it is spurious.",
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
