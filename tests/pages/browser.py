"""A headless Chromium for the tests of pages: Debian's, driven by playwright; `python -m tests.pages.browser` looks.

Nothing is downloaded: playwright's own browsers are not used.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

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
def opened_page(address: str) -> Iterator[tuple[Any, list[str]]]:
    """Yield a page that is open in a browser, and the list that its errors are put into: console, scripts, requests."""
    from playwright.sync_api import sync_playwright

    errors: list[str] = []
    with sync_playwright() as driver:
        path = next(filter(None, map(shutil.which, NAMES)))
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda sent: errors.append(sent.url) if sent.url != address else None)
        page.goto(address)
        yield page, errors
        browser.close()


if __name__ == "__main__":
    sys.exit(missing())
