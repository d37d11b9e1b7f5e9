"""Hypothesis profiles: the same laws, quick at hand and thorough in the long session."""

import os

from hypothesis import HealthCheck, Phase, settings

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
settings.register_profile(
    "quick",
    max_examples=40,
    deadline=None,
    phases=QUICK,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
settings.register_profile(
    "thorough",
    max_examples=int(os.environ.get("DATELINE_EXAMPLES", "1000")),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("DATELINE_HYPOTHESIS", "quick"))
