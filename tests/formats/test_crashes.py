"""What once ended in a traceback is a fault with its file, or a score."""

import pytest

from tests.conftest import ROOT, cli

CRASHES = sorted((ROOT / "tests" / "formats" / "crashes").iterdir())


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: path.name)
def test_a_file_of_the_fuzzer_is_a_fault_or_a_score(path):
    format_ = path.name.split("-")[0].removesuffix("_csv").removesuffix("_tsv")
    for more in ((), ("--format", format_)):
        code, _, err = cli("score", str(path), *more)
        assert code in {0, 2}
        assert code == 0 or path.name in err or "dateline: --" in err, err
