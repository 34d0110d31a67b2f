"""The language server as pytest-lsp's client sees it: `make test-lsp`."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.editor.programs import EXAMPLES, PROGRAM, at

TEXTS = {path: path.read_text(encoding="utf-8") for path in EXAMPLES}


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    config=ClientServerConfig(server_command=[sys.executable, "-m", "quale", "lsp"])
)
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    """An editor with all that Visual Studio Code can do."""
    capabilities = client_capabilities("visual-studio-code")
    await lsp_client.initialize_session(types.InitializeParams(capabilities=capabilities))
    yield
    await lsp_client.shutdown_session()


async def opened(client: LanguageClient, path: Path, text: str) -> str:
    """Open a document and return its address when something was told about it."""
    uri = path.as_uri()
    item = types.TextDocumentItem(uri, "quale", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await client.wait_for_notification("textDocument/publishDiagnostics")
    return uri


def place(text: str, before: str, behind: str = "") -> types.Position:
    offset = at(text, before, behind)
    return types.Position(text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1))


@pytest.mark.asyncio
@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
async def test_examples_have_no_errors(client: LanguageClient, path: Path) -> None:
    uri = await opened(client, path, TEXTS[path])
    assert not [each for each in client.diagnostics[uri] if each.severity == types.DiagnosticSeverity.Error]


@pytest.mark.asyncio
async def test_what_an_editor_asks(client: LanguageClient, tmp_path: Path) -> None:
    uri = await opened(client, tmp_path / "walk.quale", PROGRAM)
    document = types.TextDocumentIdentifier(uri)
    where = place(PROGRAM, "agent.", "place += energy")
    shown = await client.text_document_hover_async(types.HoverParams(document, where))
    assert shown is not None
    assert isinstance(shown.contents, types.MarkupContent)
    assert "state place" in shown.contents.value
    found = await client.text_document_completion_async(types.CompletionParams(document, where))
    assert isinstance(found, list)
    assert {"place", "age"} <= {each.label for each in found}
    defined = await client.text_document_definition_async(types.DefinitionParams(document, where))
    assert isinstance(defined, list)
    assert len(defined) == 1
    context = types.ReferenceContext(include_declaration=True)
    places = await client.text_document_references_async(types.ReferenceParams(context, document, where))
    assert places is not None
    assert len(places) == 5
    edit = await client.text_document_rename_async(types.RenameParams(document, where, "spot"))
    assert edit is not None
    assert edit.changes is not None
    assert len(edit.changes[uri]) == 5
    outline = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert outline is not None
    assert len(outline) == 11


@pytest.mark.asyncio
async def test_a_mistake_is_told_and_mended(client: LanguageClient, tmp_path: Path) -> None:
    text = PROGRAM.replace("maximize near: 1", "maximize neat: 1")
    uri = await opened(client, tmp_path / "walk.quale", text)
    (error,) = [each for each in client.diagnostics[uri] if each.severity == types.DiagnosticSeverity.Error]
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), error.range, types.CodeActionContext([error]))
    (action,) = await client.text_document_code_action_async(params) or []
    assert isinstance(action, types.CodeAction)
    assert action.title == "Write `near`"
