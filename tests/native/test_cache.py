import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from quale.compiler.compile import native
from quale.native import cache
from quale.native.cache import cache_folder, cached, key_of, sealed, source_digest
from quale.native.kernel import function_of, kernel
from quale.native.link import assemble, host
from quale.native.load import load
from tests.compiler.small_program import program

CODE = bytes(range(256)) * 8


def never() -> bytes:
    raise AssertionError("the entry was there")


def kept(folder: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """What is used of an entry: all of it as it is."""
    return cached(folder, key, make, bytes)


def entry(folder: Path) -> Path:
    (path,) = folder.glob("*.o")
    return path


def test_the_folder_is_the_users_own_unless_the_environment_names_one() -> None:
    assert cache_folder({"HOME": "/home/x"}) == Path("/home/x/.cache/quale")
    assert cache_folder({"HOME": "/home/x", "XDG_CACHE_HOME": "/var/x"}) == Path("/var/x/quale")
    assert cache_folder({"HOME": "/home/x", "QUALE_CACHE": "/srv/here"}) == Path("/srv/here")
    assert cache_folder({"HOME": "/home/x", "QUALE_CACHE": ""}) is None
    assert cache_folder({}) is None


def test_an_entry_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "cache"
    assert kept(folder, "k", lambda: CODE) == CODE
    assert kept(folder, "k", never) == CODE
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["k.o"]  # nothing temporary is left


def test_without_a_folder_every_call_makes() -> None:
    codes = [b"first", b"second"]
    assert [kept(None, "k", lambda: codes.pop(0)) for _ in range(2)] == [b"first", b"second"]


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "foreign"])
def test_a_damaged_entry_is_made_anew(tmp_path: Path, damage: str) -> None:
    kept(tmp_path, "k", lambda: CODE)
    path = entry(tmp_path)
    content = bytearray(path.read_bytes())
    if damage == "truncated":
        content = content[:-1]
    elif damage == "flipped":
        content[-7] ^= 1
    elif damage == "empty":
        content = bytearray()
    else:
        content = bytearray(b"\x7fELF") + content
    path.write_bytes(content)
    assert kept(tmp_path, "k", lambda: CODE) == CODE
    assert kept(tmp_path, "k", never) == CODE


def test_an_entry_under_anothers_name_is_made_anew(tmp_path: Path) -> None:
    kept(tmp_path, "one", lambda: CODE)
    (tmp_path / "one.o").rename(tmp_path / "other.o")
    assert kept(tmp_path, "other", lambda: b"the other's") == b"the other's"
    assert kept(tmp_path, "other", never) == b"the other's"


def test_an_entry_that_does_not_link_is_made_anew(tmp_path: Path) -> None:
    kept(tmp_path, "k", lambda: b"no code")

    def use(code: bytes) -> bytes:
        if code == b"no code":
            raise RuntimeError("not recognized as a valid object file")
        return code

    assert cached(tmp_path, "k", lambda: CODE, use) == CODE
    assert cached(tmp_path, "k", never, use) == CODE


def test_what_does_not_link_when_it_is_made_is_an_error_and_not_kept(tmp_path: Path) -> None:
    def use(_: bytes) -> bytes:
        raise RuntimeError("memory may not be made executable")

    with pytest.raises(RuntimeError, match="executable"):
        cached(tmp_path, "k", lambda: CODE, use)
    assert list(tmp_path.iterdir()) == []


def stand_in(path: Path, what: str) -> None:
    """Put something in the place of an entry that is not to be read."""
    whole = path.read_bytes()
    if what == "a link":
        elsewhere = path.with_name("elsewhere")
        elsewhere.write_bytes(whole)
        path.unlink()
        path.symlink_to(elsewhere)
    elif what == "a FIFO":
        path.unlink()
        os.mkfifo(path)
    elif what == "writable by others":
        path.chmod(0o602)
    elif what == "writable by a group":
        path.chmod(0o620)
    else:
        os.truncate(path, cache.MOST + 1)


@pytest.mark.parametrize("what", ["a link", "a FIFO", "writable by others", "writable by a group", "without end"])
def test_what_is_no_entry_of_ones_own_is_not_waited_for_and_made_anew(tmp_path: Path, what: str) -> None:
    kept(tmp_path, "k", lambda: b"foreign")
    stand_in(tmp_path / "k.o", what)
    assert kept(tmp_path, "k", lambda: CODE) == CODE
    assert kept(tmp_path, "k", never) == CODE
    found = (tmp_path / "k.o").lstat()
    assert stat.S_ISREG(found.st_mode)
    assert found.st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("more", "used"), [(0, True), (1, False)])
def test_an_entry_is_read_up_to_the_size_that_one_may_have(
    tmp_path: Path, more: int, used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path, "k", lambda: CODE)
    monkeypatch.setattr(cache, "MOST", (tmp_path / "k.o").stat().st_size - more)
    assert kept(tmp_path, "k", lambda: b"anew") == (CODE if used else b"anew")


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    kept(tmp_path, "k", lambda: b"planted")
    tmp_path.chmod(mode)
    codes = [b"first", b"second"]
    assert [kept(tmp_path, "k", lambda: codes.pop(0)) for _ in range(2)] == [b"first", b"second"]
    tmp_path.chmod(0o700)
    assert kept(tmp_path, "k", never) == b"planted"  # nothing was written there either


def test_what_belongs_to_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path, "k", lambda: b"planted")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    codes = [b"first", b"second"]
    assert [kept(tmp_path, "k", lambda: codes.pop(0)) for _ in range(2)] == [b"first", b"second"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_an_entry_of_somebody_else_in_ones_own_folder_is_made_anew(tmp_path: Path) -> None:
    kept(tmp_path, "k", lambda: b"planted")
    os.chown(tmp_path / "k.o", 12345, 12345)
    assert kept(tmp_path, "k", lambda: CODE) == CODE
    assert (tmp_path / "k.o").stat().st_uid == 0


@kernel
def half(x: float) -> float:
    """Half of a number."""
    return x / 2.0


@pytest.mark.parametrize("code", [b"", b"no object file" * 50, None])
def test_a_kernel_whose_entry_is_no_code_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: bytes | None
) -> None:
    monkeypatch.setenv("QUALE_CACHE", str(tmp_path))
    load(half.function, function_of)
    path = entry(tmp_path)
    good = path.read_bytes()
    foreign = assemble("define void @another() { ret void }", host()) if code is None else code
    path.write_bytes(sealed(path.stem, foreign))
    assert load(half.function, function_of)(5.0) == 2.5
    assert entry(tmp_path).read_bytes() == good


def test_a_programs_entry_that_is_no_code_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALE_CACHE", str(tmp_path))
    native(program(), 1)
    path = entry(tmp_path)
    good = path.read_bytes()
    path.write_bytes(sealed(path.stem, b"no object file"))
    native(program(), 1)
    assert path.read_bytes() == good


def test_what_a_killed_writer_left_is_swept_when_nobody_writes_it_any_more(tmp_path: Path) -> None:
    for name, age in ((".new-old", 7200), (".new-now", 0)):
        (tmp_path / name).write_bytes(b"half")
        now = (tmp_path / name).stat().st_mtime
        os.utime(tmp_path / name, (now - age, now - age))
    kept(tmp_path, "k", lambda: CODE)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".new-now", "k.o"]


def test_a_folder_that_cannot_be_used_only_costs_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert kept(blocked / "cache", "k", lambda: CODE) == CODE
    (tmp_path / "cache" / "k.o").mkdir(parents=True)  # an entry that cannot be read or replaced
    assert kept(tmp_path / "cache", "k", lambda: CODE) == CODE
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["k.o"]


def test_the_oldest_entries_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    for age, name in enumerate(("c", "b", "a")):
        kept(tmp_path, name, lambda: CODE)
        os.utime(tmp_path / f"{name}.o", (1000 + age, 1000 + age))
    kept(tmp_path, "d", lambda: CODE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.o", "d.o"]


def test_keys_keep_their_parts_apart() -> None:
    assert key_of(("ab", "c")) != key_of(("a", "bc"))
    assert key_of(("a",)) == key_of(("a",))


def test_the_source_of_the_emitter_is_part_of_the_key() -> None:
    assert source_digest("numeric") == source_digest.__wrapped__("numeric")  # computed again, not remembered
    assert source_digest("numeric") != source_digest("compiler", "numeric")
    assert len(source_digest("numeric")) == 64
