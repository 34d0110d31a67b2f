"""`quale serve` as a person types it."""

import importlib.util
import json
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from tests.cli.command import arguments_of, environment, quale

pytest.importorskip("uvicorn")


def test_it_says_where_serves_and_ends_at_once(tmp_path: Path) -> None:
    """In an empty directory, too: runs may come later."""
    command = arguments_of("serve", "--port", "0", "--json")
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        assert said["event"] == "serving"
        assert said["directory"] == "checkpoints"
        with urllib.request.urlopen(said["address"], timeout=60) as answer:
            assert b"<title>Quale" in answer.read()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_elsewhere_it_wants_a_token(tmp_path: Path) -> None:
    command = arguments_of("serve", tmp_path, "--host", "0.0.0.0", "--port", "0")
    given = environment() | {"QUALE_SERVE_TOKEN": "chosen-by-somebody-1"}
    with subprocess.Popen(command, cwd=tmp_path, env=given, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[0]
        assert "encrypted" in process.stdout.readline()
        base, _, token = address.replace(socket.gethostname(), "127.0.0.1").partition("?token=")
        assert token == "chosen-by-somebody-1"
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(base, timeout=60)
        asked = urllib.request.Request(base, headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(asked, timeout=60) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 143


@pytest.mark.parametrize("token", ["short", "with spaces and so on", "ümlautümlautümlaut"])
def test_a_weak_token_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("QUALE_SERVE_TOKEN", token)
    said = quale("serve", tmp_path, "--host", "0.0.0.0", "--port", "0", cwd=tmp_path, code=2)
    assert "QUALE_SERVE_TOKEN: wanted at least 16" in said.stderr


def test_what_cannot_be_served_is_told(tmp_path: Path) -> None:
    assert "nowhere is no directory" in quale("serve", "nowhere", cwd=tmp_path, code=2).stderr
    (tmp_path / "file").write_text("")
    assert "file is no directory" in quale("serve", "file", cwd=tmp_path, code=2).stderr
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = quale("serve", tmp_path, "--port", port, cwd=tmp_path, code=2).stderr
        assert f"cannot listen on 127.0.0.1, port {port}: Address already in use; `--port 0`" in said
    assert "cannot listen on 192.0.2.1" in quale("serve", tmp_path, "--host", "192.0.2.1", cwd=tmp_path, code=2).stderr


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec

    def missing(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "sse_starlette" else found(name, package)

    monkeypatch.setattr("quale.cli.pages.serve.find_spec", missing)
    said = quale("serve", tmp_path, cwd=tmp_path, code=2)
    assert "`quale serve` needs sse_starlette: pip install 'quale-lang[serve]'" in said.stderr
