"""Fonts that write Kyrgyz, icons that draw, and the licences beside them."""

import re
from xml.etree import ElementTree

import pytest

from qms_desktop.core.paths import resources_dir

FONTS = resources_dir() / "fonts"
ICONS = resources_dir() / "icons"
LETTERS = "ҢңӨөҮү" + "".join(map(chr, range(ord("А"), ord("я") + 1))) + "Ёё" + "«»“”–—№×≥≤…·§%<>/()"
SIGNS = "→●✓✔☐☑"
FACES = {
    "PTS55F.ttf": b"PTSans-Regular",
    "PTS75F.ttf": b"PTSans-Bold",
    "PTF55F.ttf": b"PTSerif-Regular",
    "PTF75F.ttf": b"PTSerif-Bold",
    "PTF56F.ttf": b"PTSerif-Italic",
    "DejaVuSans.ttf": b"DejaVuSans",
}
NEEDED = [
    "ban",
    "calendar",
    "calendar-check",
    "calendar-clock",
    "chart-line",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "circle-alert",
    "circle-check",
    "circle-dashed",
    "circle-dot",
    "circle-help",
    "circle-stop",
    "clipboard-check",
    "clock",
    "columns-3",
    "copy",
    "download",
    "eye",
    "external-link",
    "file-plus",
    "file-spreadsheet",
    "file-text",
    "file-x",
    "flask-conical",
    "folder-open",
    "git-compare",
    "git-pull-request-arrow",
    "globe",
    "graduation-cap",
    "history",
    "house",
    "inbox",
    "info",
    "key",
    "landmark",
    "laptop",
    "layout-dashboard",
    "lightbulb",
    "list-checks",
    "list-filter",
    "maximize-2",
    "message-circle-warning",
    "message-square-text",
    "octagon-alert",
    "package",
    "package-x",
    "panel-left",
    "paperclip",
    "pen-line",
    "plus",
    "printer",
    "redo",
    "refresh-cw",
    "search",
    "send",
    "shield-alert",
    "target",
    "thumbs-up",
    "trash-2",
    "triangle-alert",
    "undo",
    "users",
    "workflow",
    "x",
    "zoom-in",
    "zoom-out",
]


@pytest.fixture(scope="module")
def glyphs():
    ttfonts = pytest.importorskip("reportlab.pdfbase.ttfonts")

    def glyphs(name: str):
        return ttfonts.TTFont(name, str(FONTS / name)).face

    return glyphs


@pytest.mark.parametrize("name", FACES)
def test_a_font_is_what_it_is_called_and_writes_kyrgyz(name, glyphs):
    face = glyphs(name)
    assert face.name == FACES[name]
    assert not [letter for letter in LETTERS if ord(letter) not in face.charToGlyph]


def test_one_font_has_the_signs(glyphs):
    assert not [sign for sign in SIGNS if ord(sign) not in glyphs("DejaVuSans.ttf").charToGlyph]


def test_licences_lie_beside():
    assert "ParaType" in (FONTS / "LICENSE-PT.txt").read_text(encoding="utf-8")
    assert "Bitstream Vera" in (FONTS / "LICENSE-DejaVu.txt").read_text(encoding="utf-8")
    assert "ISC License" in (ICONS / "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NEEDED)
def test_the_pictures_have_their_icons(name):
    assert (ICONS / f"{name}.svg").is_file()


@pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_takes_its_colour_from_the_window(path):
    svg = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    assert root.get("stroke-width") == "1.75"
    assert len(root) > 0
    assert "ISC" in svg
    assert not re.search(r"#[0-9a-fA-F]{3,6}", svg)
