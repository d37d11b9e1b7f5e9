"""Where the shipped data lies: inside an installed wheel, else in the checkout."""

from pathlib import Path


def root() -> Path:
    """The folder that holds `seeds` and `annotations`; the checkout of an editable install comes first."""
    package = Path(__file__).parent.parent
    checkout = package.parent.parent
    return checkout if (checkout / "seeds" / "manifest.toml").exists() else package / "_data"


def path(*parts: str) -> Path:
    """A file of the shipped data, as `path("annotations", "labels.toml")`."""
    return root().joinpath(*parts)
