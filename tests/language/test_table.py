"""The table on file is the one that lark makes of the grammar; QUALE_GOLDEN=1 writes it anew."""

import os

from quale.language.parsing.automaton_json import table_from_json, table_to_json
from quale.language.parsing.parse import TABLE, grammar_table, grammar_text, table_of


def test_table_on_file_is_the_one_of_the_grammar() -> None:
    text = table_to_json(table_of(grammar_text()), grammar_text())
    if os.environ.get("QUALE_GOLDEN"):
        TABLE.write_text(text, encoding="utf-8")
    assert text == TABLE.read_text(encoding="utf-8")
    assert grammar_table() == table_from_json(text, grammar_text()) == table_of(grammar_text())


def test_table_of_another_grammar_is_not_taken() -> None:
    assert table_from_json(TABLE.read_text(encoding="utf-8"), grammar_text() + "\n") is None
