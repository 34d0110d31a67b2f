"""docs/api.md says what the docstrings say, and every public name has its words."""

import quale
from tests.reference_of_api import PAGE, reference


def test_the_page_is_made_from_the_docstrings() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "python -m tests.reference_of_api"


def test_every_public_name_is_there_and_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert set(quale.__all__) == set(quale.PUBLIC)
    for name in quale.__all__:
        assert f"\n## `{name}" in page
        assert getattr(quale, name).__doc__
