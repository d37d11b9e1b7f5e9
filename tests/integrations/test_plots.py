"""Scores and intervals as a figure."""

import pytest

from dateline import api
from tests.conftest import ROOT

pytest.importorskip("matplotlib", reason="an extra; nox installs it on the first interpreter")


def test_every_system_stands_where_it_attempted_a_layer(tmp_path):
    from dateline.integrations.plots import intervals

    names = ("rules", "combined")
    reports = {name: api.score(ROOT / "leaderboard" / "submissions" / name / "predictions.jsonl", intervals="jackknife") for name in names}
    figure = intervals(reports)
    (axes,) = figure.axes
    assert [text.get_text() for text in axes.get_yticklabels()][:3] == ["NER(level=NAM)", "CoNLL", "Link"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == list(names)
    rules, combined = (container.lines[0].get_xdata() for container in axes.containers)
    assert len(rules) == 9
    assert len(combined) == 4  # entities, times, quotes and the whole
    figure.savefig(tmp_path / "plot.png")
    assert (tmp_path / "plot.png").stat().st_size > 5_000
