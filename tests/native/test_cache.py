import os
from pathlib import Path

import pytest

from quale.native import cache
from quale.native.cache import cache_folder, cached, key_of, source_digest

CODE = bytes(range(256)) * 8


def never() -> bytes:
    raise AssertionError("the entry was there")


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
    assert cached(folder, "k", lambda: CODE) == CODE
    assert cached(folder, "k", never) == CODE
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["k.o"]  # nothing temporary is left


def test_without_a_folder_every_call_makes() -> None:
    codes = [b"first", b"second"]
    assert [cached(None, "k", lambda: codes.pop(0)) for _ in range(2)] == [b"first", b"second"]


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "foreign"])
def test_a_damaged_entry_is_made_anew(tmp_path: Path, damage: str) -> None:
    cached(tmp_path, "k", lambda: CODE)
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
    assert cached(tmp_path, "k", lambda: CODE) == CODE
    assert cached(tmp_path, "k", never) == CODE


def test_a_folder_that_cannot_be_used_only_costs_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert cached(blocked / "cache", "k", lambda: CODE) == CODE
    (tmp_path / "cache" / "k.o").mkdir(parents=True)  # an entry that cannot be read or replaced
    assert cached(tmp_path / "cache", "k", lambda: CODE) == CODE
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["k.o"]


def test_the_oldest_entries_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    for age, name in enumerate(("c", "b", "a")):
        cached(tmp_path, name, lambda: CODE)
        os.utime(tmp_path / f"{name}.o", (1000 + age, 1000 + age))
    cached(tmp_path, "d", lambda: CODE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.o", "d.o"]


def test_keys_keep_their_parts_apart() -> None:
    assert key_of(("ab", "c")) != key_of(("a", "bc"))
    assert key_of(("a",)) == key_of(("a",))


def test_the_source_of_the_emitter_is_part_of_the_key() -> None:
    assert source_digest("numeric") == source_digest("numeric")
    assert source_digest("numeric") != source_digest("compiler", "numeric")
    assert len(source_digest("numeric")) == 64
