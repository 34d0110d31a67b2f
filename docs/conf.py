"""The pages as a site: `make docs`. They are plain Markdown; what a site needs beyond that is made here.

The navigation is that of index.md: each of its sections, with the links in it, becomes a part of the tree.
"""

import re
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]

project = "Quale"
copyright = "the authors of Quale, MIT licence"  # noqa: A001 the name that Sphinx reads
extensions = ["myst_parser"]
myst_heading_anchors = 4
myst_links_external_new_tab = False

root_doc = "docs/index"
include_patterns = ["docs/**.md", "grammar/README.md", "tests/README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
exclude_patterns = [".*", "build", "checkpoints", "quale", "**/__pycache__"]

html_theme = "furo"
html_title = "Quale"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["style"]
html_css_files = ["site.css"]
html_extra_path = ["root"]
html_theme_options = {"footer_icons": []}
highlight_language = "none"
# A file that is no page, such as an example or the grammar, is handed out with the site; a folder is named, not linked.
FOLDER = re.compile(r"\[([^\]]*)\]\([^)#]*/\)")
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
LINK = re.compile(r"^- \[[^\]]+\]\(([^)#:]+)\.md\)", re.MULTILINE)


def prepare(_app: Sphinx, page: str, text: list[str]) -> None:
    """Give a page what Markdown has no word for."""
    text[0] = FOLDER.sub(r"`\1`", text[0])
    if page == root_doc:
        text[0] += navigation(text[0])


def navigation(index: str) -> str:
    """Return the tree of pages that the sections of the index list."""
    _, *parts = SECTION.split(index)
    trees = []
    for title, section in zip(parts[::2], parts[1::2], strict=True):
        pages = "\n".join(LINK.findall(section))
        trees.append(f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{pages}\n```\n")
    return "".join(trees)


def setup(app: Sphinx) -> None:
    """Hear every page before it is read."""
    app.connect("source-read", prepare)
