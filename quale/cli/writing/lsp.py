"""`quale lsp`: the language server, which an editor starts and talks to by standard input and output."""

import os
from importlib import import_module
from importlib.util import find_spec

from quale.cli.failure import failures
from quale.diagnostics import UsageError


def command() -> None:
    """Serve an editor: diagnostics while typing, hover, completion, definitions, renaming, formatting, quick fixes.

    Editors start it; docs/editors.md says how. Needs the extra `lsp`: pip install 'quale-lang[lsp]'

    Example: quale lsp
    """
    with failures(as_json=False):
        if find_spec("pygls") is None:
            raise UsageError("the language server needs pygls: pip install 'quale-lang[lsp]'")
        server = import_module("quale.editor.server").make_server()
        streams = (os.fdopen(os.dup(number), mode) for number, mode in ((0, "rb"), (1, "wb")))
        server.start_io(*streams)  # streams of its own: it closes them
