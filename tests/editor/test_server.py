"""The language server: what an editor sends, and what it is sent. `make test-lsp` asks it by pytest-lsp."""

from pathlib import Path
from typing import Any

from tests.editor.client import Client
from tests.editor.programs import PROGRAM, at

DIAGNOSTICS = "textDocument/publishDiagnostics"


def place(text: str, before: str, behind: str = "") -> dict[str, int]:
    offset = at(text, before, behind)
    start = text.rfind("\n", 0, offset) + 1
    return {"line": text.count("\n", 0, offset), "character": offset - start}


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """A text after the edits of an answer, which do not overlap."""
    starts = [0, *(i + 1 for i, letter in enumerate(text) if letter == "\n")]

    def offset(position: dict[str, int]) -> int:
        return starts[position["line"]] + position["character"] if position["line"] < len(starts) else len(text)

    for edit in sorted(edits, key=lambda each: offset(each["range"]["start"]), reverse=True):
        text = text[: offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]) :]
    return text


def test_a_session(tmp_path: Path) -> None:
    uri = (tmp_path / "walk.quale").as_uri()
    wrong = PROGRAM.replace("maximize near: 1", "maximize neat: 1").replace("population: 30", "population:30")
    document = {"uri": uri}
    with Client(tmp_path) as client:
        client.tell(
            "textDocument/didOpen", textDocument={**document, "languageId": "quale", "version": 1, "text": wrong}
        )
        (error,) = [each for each in client.wait(DIAGNOSTICS, uri)["diagnostics"] if each["severity"] == 1]
        assert error["message"] == "unknown metric `neat`\nneither a metric nor a state\n= did you mean `near`?"
        assert error["range"]["start"] == place(wrong, "maximize ")

        (action,) = client.ask(
            "textDocument/codeAction", textDocument=document, range=error["range"], context={"diagnostics": []}
        )
        assert action["title"] == "Write `near`"
        text = applied(wrong, action["edit"]["changes"][uri])
        assert text == PROGRAM.replace("population: 30", "population:30")

        client.tell("textDocument/didChange", textDocument={**document, "version": 2}, contentChanges=[{"text": text}])
        assert not [each for each in client.wait(DIAGNOSTICS, uri)["diagnostics"] if each["severity"] == 1]

        change = {"range": {"start": place(text, "population:"), "end": place(text, "population:30")}, "text": "0"}
        client.tell("textDocument/didChange", textDocument={**document, "version": 3}, contentChanges=[change])
        (error,) = [each for each in client.wait(DIAGNOSTICS, uri)["diagnostics"] if each["severity"] == 1]
        assert error["message"].startswith("`population` must be at least 1")
        client.tell("textDocument/didChange", textDocument={**document, "version": 4}, contentChanges=[{"text": text}])

        def ask(method: str, before: str, behind: str = "", **more: Any) -> Any:
            return client.ask(
                f"textDocument/{method}", textDocument=document, position=place(text, before, behind), **more
            )

        assert "state place: -1..1 = 0.25" in ask("hover", "agent.", "place += energy")["contents"]["value"]
        assert {"place", "age"} <= {each["label"] for each in ask("completion", "when ripe { agent.")}
        (found,) = ask("definition", "agent.", "place += energy")
        assert found["range"]["start"] == place(text, "state ", "place")
        assert len(ask("references", "state ", "place", context={"includeDeclaration": True})) == 5
        assert len(ask("references", "state ", "place", context={"includeDeclaration": False})) == 4
        assert len(ask("documentHighlight", "state ", "place")) == 5
        assert ask("prepareRename", "state ", "place")["start"] == place(text, "state ", "place")
        assert ask("prepareRename", "preset: neat") is None
        renamed = applied(text, ask("rename", "state ", "place", newName="spot")["changes"][uri])
        assert renamed.count("spot") == 5
        assert "`in` is no name" in ask("rename", "state ", "place", newName="in")["message"]
        outline = client.ask("textDocument/documentSymbol", textDocument=document)
        assert [each["name"] for each in outline][2:5] == ["Walker", "Runner", "Line"]
        options = {"tabSize": 2, "insertSpaces": True}
        edits = client.ask("textDocument/formatting", textDocument=document, options=options)
        assert "\n  population: 30\n" in applied(text, edits)
        client.tell("textDocument/didClose", textDocument=document)


def test_a_program_of_several_files(tmp_path: Path) -> None:
    """A file that lacks what its neighbours have is looked at with them; edits go to the addresses of all."""
    body, rest = PROGRAM.split("world Line", 1)
    (tmp_path / "body.quale").write_text(body, encoding="utf-8")
    (tmp_path / "walk.quale").write_text(f"world Line{rest}", encoding="utf-8")
    uri, other = (tmp_path / "walk.quale").as_uri(), (tmp_path / "body.quale").as_uri()
    text = f"world Line{rest}"
    with Client(tmp_path) as client:
        item = {"uri": uri, "languageId": "quale", "version": 1, "text": text}
        client.tell("textDocument/didOpen", textDocument=item)
        assert not [each for each in client.wait(DIAGNOSTICS, uri)["diagnostics"] if each["severity"] == 1]
        where = {"textDocument": {"uri": uri}, "position": place(text, "agent.", "place += energy")}
        (found,) = client.ask("textDocument/definition", **where)
        assert found["uri"] == other
        edit = client.ask("textDocument/rename", **where, newName="spot")
        assert {name: len(edits) for name, edits in edit["changes"].items()} == {uri: 4, other: 1}
