"""The format as it is written down, and files of every version of it that are kept for good."""

from collections.abc import Iterator
from pathlib import Path

from quale.checkpoint.format.codec import decode, encode
from quale.checkpoint.format.header import VERSION
from quale.checkpoint.format.kinds import Items, Kind, Maybe, Table
from quale.checkpoint.format.migrations import MIGRATIONS
from quale.checkpoint.format.schema import HEADER, SECTION_SCHEMAS
from tests.checkpoint.made import ORIGIN

FIXTURES = Path(__file__).parent / "fixtures"
PAGE = Path(__file__).parents[2] / "docs" / "checkpoint-format.md"


def fields(kind: Kind) -> Iterator[str]:
    """Yield the names of all fields of a kind and of what it holds."""
    match kind:
        case Table():
            for name, inner in kind.fields:
                yield name
                yield from fields(inner)
        case Items():
            yield from fields(kind.item)
        case Maybe():
            yield from fields(kind.kind)


def test_every_field_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for section, kind in (("header", HEADER), *SECTION_SCHEMAS):
        assert f"\n### {section}\n" in page
        missing = [name for name in fields(kind) if f"`{name}`" not in page]
        assert not missing, f"section {section} has fields that the page lacks: {missing}"


def test_every_version_has_a_file_and_every_older_one_a_migration() -> None:
    names = sorted(path.name for path in FIXTURES.iterdir())
    assert names == sorted(f"version{version}.quale-ckpt" for version in range(1, VERSION + 1))
    assert len(MIGRATIONS) == VERSION - 1


def test_files_of_every_version_are_read() -> None:
    for path in sorted(FIXTURES.iterdir()):
        data = path.read_bytes()
        header, found = decode(data, path.name)
        assert (header.run, header.generation, header.run_id) == ("Phase1", 3, ORIGIN.run_id)
        assert len(found.state.population) == 5
        if header.version == VERSION:
            assert encode(found, ORIGIN) == data
