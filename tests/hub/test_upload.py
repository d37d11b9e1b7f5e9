"""Whatever the Hub answers to an upload is one message with what to do; nothing is published, and the token is told to nobody."""

import re

import pytest
from huggingface_hub import constants

from dateline.files.faults import DataError
from dateline.hub.upload import upload
from tests.hub import conftest as hub

NAME = "org/dateline"
pytestmark = [pytest.mark.once, pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")]  # of the Hub's client


@pytest.fixture
def store(tmp_path, monkeypatch):
    (tmp_path / "built").mkdir()
    for name in ("README.md", "croissant.json"):
        (tmp_path / "built" / name).write_text("{}")
    (tmp_path / "built" / "data.parquet").write_bytes(b"PAR1")
    with hub.running() as (endpoint, store):
        monkeypatch.setattr(constants, "ENDPOINT", endpoint)
        monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
        monkeypatch.setattr("huggingface_hub.utils._http.time.sleep", lambda _: None)  # between tries again
        monkeypatch.setenv("HF_TOKEN", store.token)
        yield store


def told(folder, store):
    """What a refused upload says."""
    with pytest.raises(DataError) as refusal:
        upload(str(folder / "built"), NAME)
    said = str(refusal.value)
    assert store.token not in said
    assert said.startswith(NAME)
    assert re.search("\n    fix: .+", said)
    assert len(said.splitlines()) <= 4
    return said


FIXES = {
    401: "log in with `hf auth login`",
    403: "a token that may write",
    409: "somebody else",
    412: "somebody else",
    413: "",
    422: "",
    429: "wait",
    500: "try again later",
    503: "try again later",
}


@pytest.mark.parametrize("status", FIXES)
@pytest.mark.parametrize("step", ["create", "preupload", "object", "commit"])
def test_a_refusal_is_one_message_and_nothing_is_published(step, status, store, tmp_path):
    if (step, status) == ("create", 409):  # the repository is there already, which is no refusal
        return
    store.failing[step] = status
    said = told(tmp_path, store)
    assert FIXES[status] in said
    assert not store.repositories.get(NAME)
    store.failing.clear()
    assert "/commit/" in upload(str(tmp_path / "built"), NAME)
    assert len(store.repositories[NAME]) == 1


def test_a_dropped_connection_publishes_nothing(store, tmp_path):
    store.drop = True
    assert "the connection failed" in told(tmp_path, store)
    assert not store.repositories.get(NAME)


def test_the_token_is_in_no_log(store, tmp_path, caplog, capsys):
    caplog.set_level("INFO")
    store.failing["commit"] = 403
    told(tmp_path, store)
    assert store.token not in caplog.text + "".join(capsys.readouterr())


@pytest.mark.parametrize("answer", [b"{}", b"[1]", b"<html>login</html>"])
@pytest.mark.parametrize("step", ["create", "preupload", "commit"])
def test_what_answers_and_is_not_the_hub_is_told(step, answer, store, tmp_path):
    store.saying[step] = answer
    if step == "create" and answer != b"<html>login</html>":  # that nothing is known of the repository is found out later
        return
    assert re.search("what answered is not understood as the Hub|the Hub refused", told(tmp_path, store))


def test_a_repository_that_may_not_be_seen_is_told(store, tmp_path):
    store.failing["preupload"] = 404
    said = told(tmp_path, store)
    assert "cannot be found or written" in said
    assert "check the name, and that your token may write it" in said
