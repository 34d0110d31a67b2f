"""From a keystroke to the diagnostics in an editor: a program of 500 lines, over the protocol, with `quale lsp`.

    python benchmarks/keystroke.py [--lines 500] [--strokes 30]

Each stroke changes one number in the middle of the program and is answered by diagnostics. Prints the median and the
slowest, in elapsed time and in CPU time of the server; Linux.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "examples"


def program(lines: int) -> str:
    """Return examples/operator.quale, made longer by states and by what happens to them."""
    text = (EXAMPLES / "operator.quale").read_text(encoding="utf-8")
    count = 0
    while text.count("\n") < lines:
        count += 1
        state = "  state warnings_seen: int = 0\n"
        text = text.replace(state, f"{state}  state extra_{count}: 0..1 = 0.5\n", 1)
        rule = "    fatigue += 0.0003 + 0.004 * strain\n"
        text = text.replace(rule, f"{rule}    extra_{count} += 0.1 * random() - speed / 100\n", 1)
    return text


class Editor:
    """Speaks to a server by standard input and output."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "quale", "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, **message: Any) -> None:
        """Send a message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        if self.process.stdin is not None:
            self.process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
            self.process.stdin.flush()

    def wait(self, method: str) -> None:
        """Read until a message of a method, or an answer where it is "", has come."""
        stream = self.process.stdout
        while stream is not None:
            length = 0
            while line := stream.readline().strip():
                length = int(line.split(b":")[1]) if line.lower().startswith(b"content-length") else length
            if json.loads(stream.read(length)).get("method", "") == method:
                return

    def seconds(self) -> float:
        """Return the CPU time that the server has taken."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Type, and print how long the answers took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=500)
    parser.add_argument("--strokes", type=int, default=30)
    given = parser.parse_args()
    text, told = program(given.lines), "textDocument/publishDiagnostics"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.quale"
        (Path(folder) / "operator_zones.csv").write_bytes((EXAMPLES / "operator_zones.csv").read_bytes())
        editor = Editor()
        editor.send(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
        editor.wait("")
        editor.send(method="initialized", params={})
        document = {"uri": file.as_uri(), "languageId": "quale", "version": 1, "text": text}
        editor.send(method="textDocument/didOpen", params={"textDocument": document})
        editor.wait(told)
        waited, before = list[float](), editor.seconds()
        for stroke in range(given.strokes):
            changed = text.replace("0.004 * strain", f"0.00{stroke + 10} * strain")
            start = time.perf_counter()
            params = {
                "textDocument": {"uri": file.as_uri(), "version": stroke + 2},
                "contentChanges": [{"text": changed}],
            }
            editor.send(method="textDocument/didChange", params=params)
            editor.wait(told)
            waited.append(time.perf_counter() - start)
        cpu = (editor.seconds() - before) / given.strokes
        editor.process.terminate()
        editor.process.wait()
    lines = text.count("\n")
    print(
        f"{lines} lines: {statistics.median(waited) * 1000:.0f} ms in the middle, {max(waited) * 1000:.0f} ms at most,"
    )
    print(f"{cpu * 1000:.0f} ms of CPU time a stroke")


if __name__ == "__main__":
    main()
