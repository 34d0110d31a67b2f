"""A growing log, read piece by piece: every line once, whatever happens to the file meanwhile."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quale.checkpoint.directory.tail import News, Tail


def test_lines_are_given_out_once_and_when_they_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "log"
    tail = Tail(path)
    assert tail.look() == News((), False)
    with path.open("ab", buffering=0) as log:
        log.write(b"one\ntw")
        assert tail.look() == News((b"one",), False)
        assert tail.look() == News((), False)
        log.write(b"o\n\nfour\n")
        assert tail.look() == News((b"two", b"", b"four"), False)
    assert tail.look() == News((), False)


@given(st.lists(st.binary(max_size=6), max_size=6))
def test_pieces_add_up_to_the_lines_of_the_whole(pieces: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "log"
        tail = Tail(path)
        found: list[bytes] = []
        for piece in pieces:
            with path.open("ab") as log:
                log.write(piece)
            news = tail.look()
            assert not news.anew
            found += news.lines
        assert found == b"".join(pieces).split(b"\n")[:-1]


def test_another_file_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"one\ntwo\n")
    tail = Tail(path)
    tail.look()
    (tmp_path / "new").write_bytes(b"one\nother\nthree\n")
    (tmp_path / "new").replace(path)
    assert tail.look() == News((b"one", b"other", b"three"), True)


def test_a_log_that_was_cut_or_written_over_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"one\ntwo\n")
    tail = Tail(path)
    tail.look()
    path.write_bytes(b"one\n")
    assert tail.look() == News((b"one",), True)
    path.write_bytes(b"eno\ntwo\n")
    assert tail.look() == News((b"eno", b"two"), True)
    path.unlink()
    assert tail.look() == News((), True)
    assert tail.look() == News((), False)
    path.write_bytes(b"again\n")
    assert tail.look() == News((b"again",), False)


def test_what_cannot_be_read_is_empty(tmp_path: Path) -> None:
    assert Tail(tmp_path).look() == News((), False)
