"""What a reader of a web page does not see: scripts, menus, hidden elements, white text on white."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = {
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "canvas", "map"),
    *("nav", "aside", "footer", "button", "select", "option", "input", "textarea", "label", "dialog", "menu"),
    *("audio", "video", "head", "link", "meta", "base", "datalist", "progress", "meter"),
}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)|"
    r"opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)|(?:left|top|text-indent)\s*:\s*-\d{4,}(?:px|em)|clip\s*:\s*rect\(\s*0",
    re.IGNORECASE,
)
_WHITE = r"(?:#fff(?:fff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
_WHITE_TEXT = re.compile(rf"(?:^|;|\s)color\s*:\s*{_WHITE}", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color|-image)?\s*:\s*([^;]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?:[a-z]+[0-9]?)?([.#])(-?[_a-zA-Z][\w-]*)$")


def strip(root: HtmlElement) -> int:
    """Remove from the tree what nobody sees; return how many hidden pieces held a sentence or more.

    Only text that looks deliberately placed is counted: invisible menus and pop-ups of a site's own
    (display:none on their container) vanish without a word.
    """
    classes, ids = _hidden_by_sheet(root)
    counted = 0
    for element in list(root.iter()):
        if element.getparent() is None:
            continue
        if not isinstance(element.tag, str):
            element.drop_tree() if hasattr(element, "drop_tree") else element.getparent().remove(element)
            continue
        if element.tag in _DROPPED or (element.tag == "header" and _is_site_header(element)):
            element.drop_tree()
        elif _is_hidden(element, classes, ids):
            counted += _is_white(element)
            element.drop_tree()
    return counted


def _is_hidden(element: HtmlElement, classes: set[str], ids: set[str]) -> bool:
    style = element.get("style", "")
    return (
        "hidden" in element.attrib
        or bool(style and _HIDING.search(style))
        or element.get("id", "") in ids
        or not classes.isdisjoint(element.get("class", "").split())
        or _is_white(element)
    )


def _is_white(element: HtmlElement) -> bool:
    """White letters with nothing but white behind them."""
    colour = element.get("color", "").strip().lower() if element.tag == "font" else ""
    white = bool(_WHITE_TEXT.search(element.get("style", ""))) or bool(re.fullmatch(_WHITE, colour))
    if not white or not (element.text_content() or "").strip():
        return False
    for each in (element, *element.iterancestors()):
        match = _BACKGROUND.search(each.get("style", ""))
        behind = match[1].strip().lower() if match else each.get("bgcolor", "").strip().lower()
        if behind and behind not in {"none", "transparent", "inherit", "initial"}:
            return re.match(_WHITE, behind) is not None
        if each.get("class"):
            return False  # a style sheet we do not read may colour the background
    return True


def _is_site_header(element: HtmlElement) -> bool:
    return not any(parent.tag in {"article", "main"} for parent in element.iterancestors())


def _hidden_by_sheet(root: HtmlElement) -> tuple[set[str], set[str]]:
    """Classes and ids that the page's own style sheet hides, by simple selectors outside media rules."""
    classes: set[str] = set()
    ids: set[str] = set()
    for sheet in root.iter("style"):
        rules = re.sub(r"/\*.*?\*/", "", sheet.text or "", flags=re.DOTALL)
        rules = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", rules)
        for selectors, declarations in _RULE.findall(rules):
            if _HIDING.search(declarations):
                for selector in selectors.split(","):
                    match = _SIMPLE.match(selector.strip())
                    if match:
                        (classes if match[1] == "." else ids).add(match[2])
    return classes, ids
