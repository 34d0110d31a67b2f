"""Every bit of a real file flipped."""

from pathlib import Path

from quale.checkpoint.directory.store import file_name
from tests.faults.small import go, planned
from tests.faults.test_damage import flips


def test_every_bit(tmp_path: Path) -> None:
    go(tmp_path, planned(2))
    data = (tmp_path / "small" / file_name(2)).read_bytes()
    print(f"{len(data) * 8} bits")
    assert flips(data, all_bits=True) == 0
