"""The upload of a built dataset to the Hub: one commit on top of what was there, or nothing."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dateline.files.faults import DataError, one

if TYPE_CHECKING:
    from huggingface_hub import HfApi

OWN = {".gitattributes"}


def upload(folder: str, repository: str, revision: str | None = None) -> str:
    """Upload a folder as one commit; returns its address. Every refusal is one message, and leaves the remote as it was."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalTokenNotFoundError, RepositoryNotFoundError

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
            delete_patterns="data/*" if before else None,
        )
    except RepositoryNotFoundError as error:
        raise refused(
            repository, f"cannot be found or written: {first_line(error)}", "check the name, and that your token may write it"
        ) from None
    except (LocalTokenNotFoundError, HFValidationError) as error:
        raise refused(repository, first_line(error), "log in with `hf auth login`; a name is ORG/NAME") from None
    except HfHubHTTPError as error:
        code = getattr(error.response, "status_code", None)
        fix = {
            401: "log in with `hf auth login`",
            403: "use a token that may write",
            409: "somebody else published meanwhile: look, then try again",
        }
        fix[412] = fix[409]
        raise refused(repository, f"the Hub refused ({code}): {first_line(error)}", fix.get(code or 0, "try again later")) from None
    except (transport_error(), OSError) as error:
        raise refused(repository, f"the connection failed: {first_line(error)}", "nothing was published; try again") from None
    return str(info.commit_url)


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
        raise refused(repository, f"exists and holds other files, as {foreign[0]!r}", "publish under another name, or empty it first")
    return info.sha


def refused(repository: str, what: str, fix: str) -> DataError:
    """A refusal as a fault."""
    return one(repository, 0, "", what, fix)


def first_line(error: BaseException) -> str:
    """What an error says first."""
    return str(error).strip().split("\n")[0] or type(error).__name__
