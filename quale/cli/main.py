"""The command `quale`: which commands there are; each is loaded when it is asked for, so that `--help` is quick."""

import gc
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quale.cli.signals import Interruption

COMMANDS = {
    "evolve": ("quale.cli.evolve", "Run evolution: start, resume or continue it."),
    "check": ("quale.cli.check", "Say everything that is wrong with a program, or print a stage of it."),
    "inspect": ("quale.cli.inspect", "Show what evolved: history, species, the champion's network."),
    "new": ("quale.cli.projects.new", "Make a project to start from."),
    "plot": ("quale.cli.plots.plot", "Draw runs as curves over the generations."),
    "compare": ("quale.cli.plots.compare", "Say whether one experiment does better than another, over their runs."),
    "score": ("quale.cli.score", "Score a genome on scenarios that it has never met."),
    "replay": ("quale.cli.files.replay", "Show one scenario tick by tick, or write it as a table or a page."),
    "serve": ("quale.cli.pages.serve", "Show the runs of a directory on a live page."),
    "runs": ("quale.cli.runs", "List the runs of a directory; remove, rename or tag them."),
    "fmt": ("quale.cli.writing.fmt", "Lay a program's text out in the one canonical way."),
    "lsp": ("quale.cli.writing.lsp", "Serve an editor that speaks the language server protocol."),
    "export": (
        "quale.cli.files.export",
        "Write the champion's network for use elsewhere: C, ONNX and others.",
    ),
}
"""Name of each command, the module that has it as `command`, and what it does."""

EXAMPLES = """\b
quale evolve examples/forager.quale --run Phase1
quale inspect Phase1
"""


class Commands(TyperGroup):
    """The commands of the table, imported one at a time."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # the signature is typer's
        """Return the names in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return a command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(cmd_name, no_args_is_help=False)(import_module(COMMANDS[cmd_name][0]).command)
        command = typer.main.get_command(app)
        gc.freeze()  # what is loaded stays: no collection need look at it
        gc.enable()
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the table without importing what it names."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


def version(asked: bool) -> None:
    """Print the version and stop, where `--version` asks for it."""
    if asked:
        typer.echo(f"quale {import_module('importlib.metadata').version('quale-lang')}")
        raise typer.Exit


def start(
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Quale: evolve neural networks in worlds that you declare in a text file."""


def main(arguments: list[str] | None = None, interruption: Interruption | None = None) -> int:
    """Run the command line and return the exit code: 0 done, 2 wrong usage, and what the commands say.

    `interruption` hears the signals, if somebody listens.
    """
    try:
        application()(arguments, prog_name="quale", obj=Interruption() if interruption is None else interruption)
    except SystemExit as end:
        code = end.code
    return code if isinstance(code, int) else 0


def application() -> typer.Typer:
    """Return the command with all its commands."""
    app = typer.Typer(
        cls=Commands, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, epilog=EXAMPLES
    )
    app.callback(no_args_is_help=True)(start)
    return app
