"""A page of docs/ followed as a reader would: files saved, commands run, Python run, what is quoted compared.

What a page may hold, in its order:

* "Save this as `NAME`:" and a block: the file; "Add this to `NAME`:" puts the block behind what the file has;
* a block of `sh`: commands, run one after the other. `quale` runs in this process; another tool has to be there,
  else its line and what is quoted of it are left out; `cd` goes on for the page;
* a block of `python` that is not to be saved: run in the page's folder;
* a plain block behind one that ran: lines that must have been printed; one that ends in `…` must begin so.

Blocks that are indented, and of other languages, are read by people alone.
"""

import contextlib
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.command import quale

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SAVED = re.compile(r"(Save|Add) this (?:as|to) `([\w./-]+)`:\s*\Z")


@dataclass(slots=True)
class Reader:
    """Somebody who follows a page, in a folder."""

    folder: Path
    said: str = ""  # by the last block that ran
    sure: bool = False  # whether all of that block ran
    ran: int = 0
    quoted: int = 0
    missing: list[str] = field(default_factory=list)  # tools that are not there

    def follow(self, page: str) -> None:
        """Do all that the page says."""
        end = 0
        for block in BLOCK.finditer(page):
            language, text, between = block[1], block[2], page[end : block.start()]
            to_save = SAVED.search(between)
            if to_save is not None:
                path = self.folder / to_save[2]
                before = path.read_text(encoding="utf-8") + "\n" if to_save[1] == "Add" else ""
                path.write_text(before + text, encoding="utf-8")
            elif language == "sh":
                self.say("".join(self.commands(text.splitlines())))
            elif language == "python":
                self.say(self.python(text))
            elif not language and self.said and not between.strip():
                self.compare(text)
            if language not in ("sh", "python"):
                self.said = ""
            end = block.end()

    def say(self, text: str) -> None:
        self.said, self.ran = text or "\n", self.ran + 1

    def commands(self, lines: list[str]) -> Iterator[str]:
        self.sure = True
        for line in lines:
            tool, *arguments = line.split()
            if tool == "cd":
                self.folder = self.folder / arguments[0]
            elif tool == "quale":
                yield quale(*arguments, cwd=self.folder).stdout
            elif tool.startswith("./") or shutil.which(tool):
                done = subprocess.run(
                    [tool, *arguments], cwd=self.folder, capture_output=True, text=True, check=False, timeout=60
                )
                assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
                yield done.stdout
            else:
                self.missing.append(tool)
                self.sure = False

    def python(self, text: str) -> str:
        self.sure = True
        out, before = io.StringIO(), set(sys.modules)
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out):
            sys.path.insert(0, str(self.folder))
            try:
                exec(compile(text, "page", "exec"), {"__name__": "page"})  # noqa: S102  # it is our own page
            finally:
                sys.path.remove(str(self.folder))
                for name in set(sys.modules) - before:
                    if str(getattr(sys.modules[name], "__file__", "")).startswith(str(self.folder)):
                        del sys.modules[name]
        return out.getvalue()

    def compare(self, quoted: str) -> None:
        printed = [line.rstrip() for line in self.said.splitlines()]
        for line in filter(None, map(str.rstrip, quoted.splitlines())):
            self.quoted += 1
            if not self.sure:
                continue
            begun = line.endswith("…") and any(each.startswith(line.removesuffix("…")) for each in printed)
            assert begun or line in printed, f"{line}\nis not among\n{self.said}"
