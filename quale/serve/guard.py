"""What may come in: small requests for reading, under a name of this server, with its token where it has one.

All else is refused before anything of Quale sees it, and every answer says what a page may do.
"""

import ipaddress
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_TARGET = 2048
"""Bytes of path and query."""

LARGEST_HEADERS = 8192

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""Of every answer that does not say otherwise."""

COOKIE = "quale-token"


class Guard:
    """Lets pass what is allowed to, to the application behind it.

    `names` are those that a `Host` header may have, in lower case; with `addresses` it may be any address, too: a page
    of somebody else's can have a name lead here (DNS rebinding), but not an address.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str], token: str = "", *, addresses: bool = False) -> None:
        self._app, self._names, self._token, self._addresses = app, frozenset(names), token, addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1003})
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope, Headers(scope=scope))
        await (refusal or self._app)(scope, receive, sealed)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to what may not pass, None for what may."""
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("this server only reads", 405, {"allow": "GET, HEAD"})
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_TARGET:
            return PlainTextResponse("the address is too long", 414)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS:
            return PlainTextResponse("the headers are too large", 431)
        if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
            return PlainTextResponse("a request for reading has no content", 413)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return PlainTextResponse("this server has another name; `quale serve --name NAME` gives it one more", 421)
        site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "")
        if site not in ("none", "same-origin") and mode != "navigate":
            return PlainTextResponse("another site's page has nothing to read here", 403)
        return self._without_token(scope, headers) if self._token else None

    def _is_ours(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if name in self._names:
            return True
        if not self._addresses:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to who has no token; who brings it in the address gets it as a cookie."""
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if any(name == "token" and self._is_token(value) for name, value in asked):
            rest = urlencode([(name, value) for name, value in asked if name != "token"])
            answer = RedirectResponse(f"{_path(scope)}?{rest}" if rest else _path(scope), 303)
            answer.set_cookie(COOKIE, self._token, httponly=True, samesite="strict", path="/")
            return answer
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if self._is_token(bearer) or self._is_token(_cookie(headers)):
            return None
        words = "this page wants the token that `quale serve` printed: open the whole address, with ?token=…"
        return PlainTextResponse(words, 401, {"www-authenticate": "Bearer"})

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())


def _path(scope: dict[str, Any] | Scope) -> str:
    """Return the path to go to: one slash at its beginning, so that it is no other server's."""
    return "/" + str(scope["path"]).lstrip("/\\")


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
