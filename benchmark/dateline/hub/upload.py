"""The upload of a built dataset to the Hub: one commit on top of what was there, or nothing."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dateline.files.faults import DataError, one
from dateline.hub.build import QUOTING

if TYPE_CHECKING:
    from huggingface_hub import HfApi

OWN = {".gitattributes"}
MISREAD = (KeyError, TypeError, AttributeError, ValueError)  # what the Hub's client raises for an answer that is none
UNSURE = "see on the Hub whether a commit was made, then try again"
SEEN = "check the name, and that your token may write it: `hf auth login`"
FIXES = {
    404: SEEN,
    401: "log in with `hf auth login`",
    403: "use a token that may write: `hf auth login`",
    429: "wait some minutes, then try again",
    **dict.fromkeys((409, 412), "somebody else published meanwhile: look, then try again"),
    **dict.fromkeys((400, 413, 422), "see what the Hub says of it; nothing was published"),
}


def upload(folder: str, repository: str, revision: str | None = None) -> str:
    """Upload a folder as one commit; returns its address. A refusal is one message, and a commit is made whole or not at all."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalTokenNotFoundError

    api = HfApi()
    try:
        before = head(api, repository, revision, Path(folder))
        info = api.upload_folder(
            repo_id=repository,
            repo_type="dataset",
            folder_path=folder,
            revision=revision,
            parent_commit=before,
            commit_message="dateline: gold rebuilt",
            delete_patterns=["data/*", *QUOTING] if before else None,
        )
    except (HfHubHTTPError, LocalTokenNotFoundError, HFValidationError, transport_error(), OSError, RuntimeError, *MISREAD) as error:
        if isinstance(error, RuntimeError) and error.__cause__ is None:  # the Hub's client wraps what an upload met
            raise
        raise explained(error.__cause__ if isinstance(error, RuntimeError) and error.__cause__ else error, repository) from None
    return str(info.commit_url)


def explained(error: BaseException, repository: str) -> DataError:
    """What the Hub or the way to it said, as one message; a token that it repeats is no part of it."""
    from huggingface_hub import get_token
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalTokenNotFoundError, RepositoryNotFoundError

    said = first_line(error).replace(get_token() or "\0", "(token)")
    if isinstance(error, LocalTokenNotFoundError | HFValidationError):
        return one(repository, 0, "", said, "log in with `hf auth login`; a name is ORG/NAME")
    if isinstance(error, RepositoryNotFoundError):
        return one(repository, 0, "", f"cannot be found or written: {said}", SEEN)
    if isinstance(error, HfHubHTTPError):
        code = error.response.status_code
        return one(repository, 0, "", f"the Hub refused ({code}): {said}", FIXES.get(code, "try again later"))
    if isinstance(error, MISREAD):
        return one(repository, 0, "", f"what answered is not understood as the Hub: {said}", UNSURE)
    return one(repository, 0, "", f"the connection failed: {said}", UNSURE)


def transport_error() -> type[Exception]:
    """What the Hub's client raises when the connection fails: its HTTP library's own base, whichever that is."""
    try:
        library = import_module("httpx2")
    except ImportError:
        library = import_module("httpx")
    return cast("type[Exception]", library.TransportError)


def head(api: "HfApi", repository: str, revision: str | None, folder: Path) -> str | None:
    """The commit to build on; the repository is made if it is not there, and refused if it holds what this command did not write."""
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        info = api.dataset_info(repository, revision=revision)
    except RepositoryNotFoundError:
        api.create_repo(repository, repo_type="dataset")
        return None
    ours = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    there = {sibling.rfilename for sibling in info.siblings or ()}
    foreign = sorted(there - ours - OWN)
    if foreign and "croissant.json" not in there:
        raise one(repository, 0, "", f"exists and holds other files, as {foreign[0]!r}", "publish under another name, or empty it first")
    return info.sha


def first_line(error: BaseException) -> str:
    """What an error says first."""
    return str(error).strip().split("\n")[0] or type(error).__name__
