"""The language server: what editors ask by the protocol, answered by the rooms beside it."""

from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlparse

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from quale.diagnostics import Diagnostic, Severity, Source, Span
from quale.editor.analysis import Analysis, analyse_file
from quale.editor.complete import complete
from quale.editor.fixes import fix
from quale.editor.hover import hover
from quale.editor.positions import Lines
from quale.editor.rename import RefusedError, place_of_name, renamed
from quale.editor.symbols import Symbol, symbols
from quale.language.layout.format import format_source

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_KINDS = {
    "state": types.SymbolKind.Variable,
    "world": types.SymbolKind.Field,
    "hidden": types.SymbolKind.Variable,
    "sensor": types.SymbolKind.Interface,
    "actuator": types.SymbolKind.Event,
    "machine": types.SymbolKind.Enum,
    "machine state": types.SymbolKind.EnumMember,
    "entity": types.SymbolKind.Struct,
    "property": types.SymbolKind.Property,
    "query": types.SymbolKind.Method,
    "metric": types.SymbolKind.Number,
    "constant": types.SymbolKind.Constant,
    "function": types.SymbolKind.Function,
}
_COMPLETIONS = {
    "keyword": types.CompletionItemKind.Keyword,
    "field": types.CompletionItemKind.Field,
    "block": types.CompletionItemKind.Module,
    "function": types.CompletionItemKind.Function,
    "value": types.CompletionItemKind.EnumMember,
    "constant": types.CompletionItemKind.Constant,
    "property": types.CompletionItemKind.Property,
}


class QualeServer(LanguageServer):
    """Knows the programs that an editor has open."""

    def __init__(self) -> None:
        super().__init__("quale", version("quale-lang"))
        self.known: dict[str, Analysis] = {}  # by the document's address
        self.told: dict[str, set[str]] = {}  # by document: the files that something was told about

    def unsaved(self) -> dict[Path, str]:
        """Return the texts of all open documents."""
        return {path_of(uri): document.source for uri, document in self.workspace.text_documents.items()}

    def analysis(self, uri: str) -> Analysis:
        """Return what is known about a document's program."""
        if uri not in self.known:
            self.known[uri] = analyse_file(path_of(uri), self.unsaved())
        return self.known[uri]

    def source(self, uri: str) -> Source:
        """Return a document's text as its program has it."""
        path = path_of(uri)
        found = self.analysis(uri).source(path)
        return found if found is not None else Source(str(path), self.workspace.get_text_document(uri).source)

    def place(self, uri: str, position: types.Position) -> tuple[Analysis, Source, int]:
        """Return a document's program, its text, and a place in that."""
        source = self.source(uri)
        return self.analysis(uri), source, Lines(source).offset(position.line, position.character)

    def refresh(self, uri: str) -> None:
        """Analyse a document anew and publish what is told about it; other documents are when they are asked for."""
        self.known.clear()
        analysis = self.analysis(uri)
        found: dict[str, list[Diagnostic]] = {str(path_of(uri)): []}
        for diagnostic in analysis.diagnostics:
            name = diagnostic.span.source.name if diagnostic.span is not None else diagnostic.file
            found.setdefault(name or str(path_of(uri)), []).append(diagnostic)
        for name in self.told.get(uri, set()) - set(found):
            found[name] = []
        self.told[uri] = {name for name, told in found.items() if told}
        for name, told in found.items():
            items = [diagnostic_of(each) for each in told]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri_of(Path(name)), items))


def path_of(uri: str) -> Path:
    """Return the file of a document's address; a document without a file has its address for one."""
    parsed = urlparse(uri)
    return Path(unquote(parsed.path)) if parsed.scheme == "file" else Path(f"{parsed.path or 'untitled'}.quale")


def uri_of(path: Path) -> str:
    """Return the address of a file."""
    return path.as_uri() if path.is_absolute() else f"untitled:{str(path).removesuffix('.quale')}"


def range_of(span: Span) -> types.Range:
    """Return a place as the protocol counts it."""
    (line, column), (last, end) = Lines(span.source).range(span)
    return types.Range(types.Position(line, column), types.Position(last, end))


def diagnostic_of(found: Diagnostic) -> types.Diagnostic:
    """Return a finding in the protocol's words."""
    start = types.Position(0, 0)
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(uri_of(Path(note.span.source.name)), range_of(note.span)), note.message
        )
        for note in found.notes
        if note.span is not None
    ]
    words = [found.message, *([found.label] if found.label else []), *([f"= {found.hint}"] if found.hint else [])]
    unused = found.message.startswith(("nothing uses", "no evolve block uses")) or "is never used" in found.message
    return types.Diagnostic(
        range=range_of(found.span) if found.span is not None else types.Range(start, start),
        message="\n".join(words),
        severity=_SEVERITIES[found.severity],
        source="quale",
        related_information=related or None,
        tags=[types.DiagnosticTag.Unnecessary] if unused else None,
    )


def make_server() -> QualeServer:
    """Return a server that answers for what its documents say."""
    server = QualeServer()
    _watch(server)
    _answer_about_places(server)
    _answer_about_names(server)
    _answer_about_documents(server)
    return server


def _watch(server: QualeServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _opened(params: types.DidOpenTextDocumentParams) -> None:
        server.refresh(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(params: types.DidChangeTextDocumentParams) -> None:
        server.refresh(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _saved(params: types.DidSaveTextDocumentParams) -> None:
        server.refresh(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(params: types.DidCloseTextDocumentParams) -> None:
        server.known.clear()
        for name in server.told.pop(params.text_document.uri, set()):
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri_of(Path(name)), []))


def _answer_about_places(server: QualeServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _hover(params: types.HoverParams) -> types.Hover | None:
        found = hover(*server.place(params.text_document.uri, params.position))
        if found is None:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, found.text), range_of(found.span))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[".", ":", " "]))
    def _complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        found = complete(*server.place(params.text_document.uri, params.position))
        return [
            types.CompletionItem(
                each.word,
                kind=_COMPLETIONS.get(each.sort, types.CompletionItemKind.Variable),
                detail=each.sort,
                documentation=each.told or None,
            )
            for each in found
        ]


def _answer_about_names(server: QualeServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def _define(params: types.DefinitionParams) -> list[types.Location]:
        analysis, source, offset = server.place(params.text_document.uri, params.position)
        found = analysis.index.at(source, offset)
        places = analysis.index.of(found.key) if found is not None else ()
        return [_location(each.span) for each in places if each.declares]

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def _refer(params: types.ReferenceParams) -> list[types.Location]:
        analysis, source, offset = server.place(params.text_document.uri, params.position)
        found = analysis.index.at(source, offset)
        places = analysis.index.of(found.key) if found is not None else ()
        return [_location(each.span) for each in places if params.context.include_declaration or not each.declares]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def _highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
        analysis, source, offset = server.place(params.text_document.uri, params.position)
        found = analysis.index.at(source, offset)
        places = analysis.index.of(found.key) if found is not None else ()
        return [types.DocumentHighlight(range_of(each.span)) for each in places if each.span.source is source]

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def _prepare(params: types.PrepareRenameParams) -> types.Range | None:
        found = place_of_name(*server.place(params.text_document.uri, params.position))
        return range_of(found.span) if found is not None else None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def _rename(params: types.RenameParams) -> types.WorkspaceEdit:
        analysis, source, offset = server.place(params.text_document.uri, params.position)
        try:
            found = renamed(analysis, source, offset, params.new_name, server.unsaved())
        except RefusedError as error:
            raise JsonRpcInvalidParams(str(error)) from error
        changes: dict[str, list[types.TextEdit]] = {}
        for span in found.places:
            changes.setdefault(uri_of(Path(span.source.name)), []).append(types.TextEdit(range_of(span), found.name))
        return types.WorkspaceEdit(changes=changes)


def _answer_about_documents(server: QualeServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def _symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        uri = params.text_document.uri
        return [_symbol(each) for each in symbols(server.analysis(uri), server.source(uri))]

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def _format(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        source = server.source(params.text_document.uri)
        text, wrong = format_source(source)
        if wrong or text == server.workspace.get_text_document(params.text_document.uri).source:
            return []
        return [types.TextEdit(range_of(Span(source, 0, len(source.text))), text)]

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def _act(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri, found = params.text_document.uri, []
        source = server.source(uri)
        for diagnostic in server.analysis(uri).diagnostics:
            change = fix(diagnostic)
            if change is None or change.span.source is not source or diagnostic.span is None:
                continue
            place = range_of(diagnostic.span)
            if place.end.line < params.range.start.line or place.start.line > params.range.end.line:
                continue
            edit = types.WorkspaceEdit(changes={uri: [types.TextEdit(range_of(change.span), change.text)]})
            found.append(
                types.CodeAction(
                    change.title,
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[diagnostic_of(diagnostic)],
                    is_preferred=True,
                    edit=edit,
                )
            )
        return found


def _symbol(symbol: Symbol) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        symbol.name,
        _KINDS.get(symbol.sort, types.SymbolKind.Class),
        range_of(symbol.whole),
        range_of(symbol.place),
        symbol.sort,
        children=[_symbol(each) for each in symbol.inner],
    )


def _location(span: Span) -> types.Location:
    return types.Location(uri_of(Path(span.source.name)), range_of(span))
