"""A headless Chromium for the tests of pages: Debian's, driven by playwright; `python -m tests.pages.browser` looks.

Nothing is downloaded: playwright's own browsers are not used.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Literal

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing() -> str:
    """Return what is missing for a browser, "" where nothing is."""
    if find_spec("playwright") is None:
        return "playwright is not installed: pip install 'quale-lang[pages]', or make test-pages"
    if not any(map(shutil.which, NAMES)):
        return f"there is no {', '.join(NAMES[:-1])} on this machine: apt-get install chromium"
    return ""


@contextmanager
def opened_page(
    address: str, *, own: str = "", scheme: Literal["light", "dark"] = "light", width: int = 1280
) -> Iterator[tuple[Any, list[str]]]:
    """Yield a page that is open in a browser, and the list that its errors are put into: console, scripts, requests.

    A request is an error unless it is for the page, or begins with `own`.
    """
    from playwright.sync_api import sync_playwright

    errors: list[str] = []
    with sync_playwright() as driver:
        path = next(filter(None, map(shutil.which, NAMES)))
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda sent: errors.append(sent.url) if not _is_own(sent.url, address, own) else None)
        page.goto(address)
        yield page, errors
        browser.close()


def _is_own(asked: str, address: str, own: str) -> bool:
    return asked == address or asked.startswith("data:") or bool(own and asked.startswith(own))


if __name__ == "__main__":
    sys.exit(missing())
