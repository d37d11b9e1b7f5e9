"""A file in pieces: together they are the file, and each begins where it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.files import LIMITS, Limits
from dateline.files.faults import DataError
from dateline.files.pieces import PART, Piece, pieces


def begins(_, line):
    return line.startswith(b"#")


def cut(path, content, part, apart=begins, limits=LIMITS):
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.files.pieces.PART", part)
        return list(pieces(str(path), apart, limits))


@given(
    lines=st.lists(st.sampled_from([b"#\n", b"a\n", b"bcd\n", b"\n"]), max_size=12),
    part=st.integers(1, 20),
    last=st.sampled_from([b"", b"x"]),
)
def test_together_they_are_the_file(lines, part, last, tmp_path_factory):
    content = b"".join(lines) + last
    every = cut(tmp_path_factory.mktemp("pieces") / "f", content, part)
    assert b"".join(piece.content for piece in every) == content
    for number, piece in enumerate(every):
        assert content[piece.at :].startswith(piece.content)
        assert piece.first == content[: piece.at].count(b"\n") + 1
        assert piece.whole == (len(every) == 1)
        assert number == 0 or piece.content.startswith(b"#")


def test_a_piece_is_cut_as_late_as_it_may_be_but_not_in_the_last_lines(tmp_path):
    content = b"#1\nx\n#2\n#3\ny\n#4\nz\n"
    assert cut(tmp_path / "f", content, 11) == [
        Piece(1, 0, b"#1\nx\n#2\n", whole=False),
        Piece(4, 8, b"#3\ny\n#4\nz\n", whole=False),
    ]


def test_both_lines_at_a_cut_are_asked(tmp_path):
    asked = []
    cut(tmp_path / "f", b"a\nb\nc\nd\n", 3, lambda before, line: asked.append((before, line)))
    assert asked == [(b"a\n", b"b\n")]


def test_a_file_that_is_not_cut_is_whole(tmp_path):
    assert cut(tmp_path / "f", b"#\na\nb\n", 1, lambda *_: False) == [Piece(1, 0, b"#\na\nb\n", whole=True)]
    assert cut(tmp_path / "f", b"", 1) == []


def test_the_limit_holds_for_the_file(tmp_path):
    with pytest.raises(DataError, match="limit file"):
        cut(tmp_path / "f", b"#a\n" * 5, 1, limits=Limits(file=14))
    assert len(cut(tmp_path / "f", b"#a\n" * 5, 1, limits=Limits(file=15))) == 4


def test_pieces_are_a_quarter_of_a_megabyte():
    assert PART == 1 << 18
