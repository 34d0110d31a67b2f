"""What the server refuses, and what every answer says a page may do: over the wire, byte for byte where it matters."""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.small import go, planned
from tests.serve.served import Served, served

TOKEN = "a-token-that-is-long-enough"

READ = ("/", "/parts/main.js", "/champion?run=small", "/replay?run=small")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("refused")
    go(root / "runs", planned(3))
    (root / "secret.txt").write_text("nobody's business")
    (root / "runs" / "small" / "notes.txt").write_text("nobody's business")
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Served]:
    with served(root / "runs") as running:
        yield running


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_changed(server: Served, method: str) -> None:
    for target in ("/", "/events", "/champion?run=small"):
        answer = server.ask(target, method=method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8094",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example@127.0.0.1.nip.io",
        "192.168.1.2",
        "[::2]",
        "",
        "[",
    ],
)
def test_another_name_is_refused_before_anything_is_looked_at(server: Served, host: str) -> None:
    answer = server.ask("/champion?run=small", {"Host": host})
    assert answer.status == 421
    assert b"small" not in answer.content


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:1", "[::1]:8094", "localhost."])
def test_its_own_names_are_not(server: Served, host: str) -> None:
    assert server.ask("/", {"Host": host}).status == 200


def test_two_hosts_are_none(server: Served) -> None:
    two = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"
    assert server.raw(two).split()[1] in {b"400", b"421"}
    assert server.raw(b"GET / HTTP/1.1\r\n\r\n").split()[1] in {b"400", b"421"}


@pytest.mark.parametrize(
    "target",
    [
        "/parts/../../../secret.txt",
        "/parts/..%2f..%2f..%2fsecret.txt",
        "/parts/%2e%2e/%2e%2e/secret.txt",
        "/parts//etc/passwd",
        "/parts/page.css/../../secret.txt",
        "/../secret.txt",
        "/secret.txt",
        "/parts/application.py",
        "/small/notes.txt",
        "/champion?run=..",
        "/champion?run=../secret.txt",
        "/champion?run=%2Fetc%2Fpasswd",
        "/champion?run=small%2F..%2F..%2Fsecret.txt",
        "/champion?run=small%00",
        "/champion?run=small&generation=../../secret.txt",
        "/champion?run=small&generation=99",
        "/champion?run=small&generation=%C2%B2",
        "/champion?run=small&genome=../../secret.txt",
        "/champion?run=small&genome=99999999",
        "/replay?run=small&scenario=-1",
        "/replay?run=small&scenario=9",
        "/replay?run=small&seed=99999999999999999999999",
        "/events?run=../runs/small",
        "/compare",
        "/compare?run=small&by=../secret.txt",
        "/compare?run=small&run=nobody",
    ],
)
def test_no_request_leads_to_a_file_that_is_no_run(server: Served, target: str) -> None:
    first = server.raw(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1"))
    assert first.split()[1] in {b"400", b"404"}, first
    if "//" not in target:
        assert b"nobody's business" not in server.ask(target).content


def test_oversized_requests_are_refused(server: Served) -> None:
    assert server.ask("/champion?run=" + "a" * 3000).status == 414
    assert server.ask("/" + "a" * 3000).status == 414
    assert server.ask("/", {"X-More": "a" * 9000}).status == 431
    assert server.ask("/", {f"X-{number}": "a" * 90 for number in range(99)}).status == 431
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
    assert server.raw(head + b"X: " + b"a" * 100_000 + b"\r\n\r\n").split()[1] in {b"400", b"431"}
    assert server.raw(head + b"Content-Length: 9\r\n\r\n123456789").split()[1] == b"413"
    assert server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n").split()[1] == b"413"
    assert server.ask("/").status == 200


def test_what_is_no_request_gets_no_answer_but_that(server: Served) -> None:
    assert server.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n").split()[1] == b"400"
    upgrade = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a\r\n\r\n"
    assert server.raw(b"GET /events HTTP/1.1\r\nHost: evil.example\r\n" + upgrade).split()[1] == b"421"


def test_another_sites_page_reads_nothing(server: Served) -> None:
    for mode in ("cors", "no-cors", "same-origin", ""):
        for site in ("cross-site", "same-site"):
            assert server.ask("/events", {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}).status == 403
    assert server.ask("/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status == 200
    answer = server.ask("/champion?run=small", {"Origin": "http://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("target", [*READ, "/champion?run=x", "/nothing"])
def test_every_answer_says_what_a_page_may_do(server: Served, target: str) -> None:
    for answer in (server.ask(target), server.ask(target, method="HEAD")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "form-action 'none'" in policy
        assert "frame-ancestors" in policy
        assert not re.search(r"\*|https?:|script-src[^;]*unsafe", policy)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "no-store" in answer.headers["cache-control"]
        assert "server" not in answer.headers


def test_a_replay_may_run_its_own_script_alone(server: Served) -> None:
    answer = server.ask("/replay?run=small")
    allowed = re.findall(r"'sha256-([^']+)'", answer.headers["content-security-policy"])
    scripts = re.findall(r"<script>(.*?)</script>", answer.content.decode(), re.DOTALL)
    assert allowed == [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    assert len(allowed) == 1


def test_with_a_token_nobody_looks_without_it(root: Path) -> None:
    with served(root / "runs", token=TOKEN, names=("lab.example",)) as server:
        for target in (*READ, "/events", "/?token=wrong", "/?token="):
            answer = server.ask(target)
            assert answer.status == 401
            assert TOKEN.encode() not in answer.content
        for headers in ({"Authorization": "Bearer wrong"}, {"Cookie": "quale-token=wrong"}, {"Cookie": '"='}):
            assert server.ask("/", headers).status == 401
        assert server.ask("/", {"Authorization": f"Bearer {TOKEN}"}).status == 200
        moved = server.ask(f"/champion?run=small&token={TOKEN}")
        assert (moved.status, moved.headers["location"]) == (303, "/champion?run=small")
        cookie = moved.headers["set-cookie"]
        assert {"httponly", "samesite=strict", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
        assert server.ask("/champion?run=small", {"Cookie": cookie.split(";")[0]}).status == 200
        elsewhere = server.ask(f"//evil.example/?token={TOKEN}")
        assert elsewhere.status == 303
        assert elsewhere.headers["location"].startswith("/evil.example")
        for host, status in (("lab.example", 200), ("10.0.0.7:80", 200), ("[fe80::1]", 200), ("evil.example", 421)):
            assert server.ask("/", {"Host": host, "Authorization": f"Bearer {TOKEN}"}).status == status


def test_nothing_is_written(root: Path) -> None:
    def tree() -> list[tuple[str, int, int]]:
        found = ((path, path.stat()) for path in sorted((root / "runs").rglob("*")))
        return [(str(path), stat.st_mtime_ns, stat.st_size) for path, stat in found]

    before = tree()
    with served(root / "runs") as server:
        with server.events("/events") as events:
            next(events)
        with server.events("/events?run=small") as events:
            next(events)
        for target in ("/", "/champion?run=small", "/replay?run=small", "/compare?run=small"):
            assert server.ask(target).status == 200
    assert tree() == before
