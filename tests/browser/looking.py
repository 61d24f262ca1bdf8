"""An accessibility checker over a page: axe, which works out the contrast of the same colours three times at most.

Contrast takes four fifths of axe's time, and is the same wherever a text and all it stands in look the same: for each
such look it is worked out at the first texts that have it, in whatever page they are. Every other rule whose breach is
grave is asked of every page; the others, which nobody asserts, of none.
"""

from collections import Counter
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
ENOUGH = 3
MARK = "data-contrast-asked"
OPTIONS = {"resultTypes": ["violations"]}
# Marks the visible texts with a look that is not yet known well enough; gives the looks marked, as they occur.
ASK = """([known, mark, enough]) => {
  const properties = ["color", "backgroundColor", "backgroundImage", "backgroundClip", "opacity", "fontSize", "fontWeight",
    "textShadow", "webkitTextStroke", "filter", "mixBlendMode", "position", "zIndex", "clipPath"];
  const looks = new Map(), asked = [], times = new Map(known);
  const folded = (text) => {
    let first = 0xdeadbeef, second = 0x41c6ce57;
    for (let at = 0; at < text.length; at++) {
      first = Math.imul(first ^ text.charCodeAt(at), 2654435761);
      second = Math.imul(second ^ text.charCodeAt(at), 1597334677);
    }
    return `${first >>> 0}-${second >>> 0}`;
  };
  const look = (element) => {
    if (!element) return "";
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const own = properties.map((name) => style[name]).join("|");
      looks.set(element, folded(`${look(element.parentElement)}|${element.matches(":disabled")}|${own}`));
    }
    return looks.get(element);
  };
  const written = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 1);
  for (const element of document.body.querySelectorAll("*")) {
    if (!written(element) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const own = look(element);
    if ((times.get(own) ?? 0) >= enough) continue;
    times.set(own, (times.get(own) ?? 0) + 1);
    element.setAttribute(mark, "");
    asked.push(own);
  }
  return asked;
}"""
RUN = """async ([mark, options, grave]) => {
  const mild = axe._audit.rules.filter((rule) => rule.impact && !grave.includes(rule.impact));
  axe.configure({ rules: [
    { id: "color-contrast", selector: `[${mark}]` }, ...mild.map((rule) => ({ id: rule.id, enabled: false })),
  ] });
  try {
    return (await axe.run(options)).violations;
  } finally {
    for (const element of document.querySelectorAll(`[${mark}]`)) element.removeAttribute(mark);
  }
}"""


class Inspector:
    """Looks at pages, and remembers which looks had their contrast worked out how often."""

    def __init__(self) -> None:
        self.script = Axe().axe_script
        self.known: Counter[str] = Counter()

    def violations(self, page: Page) -> list[dict[str, Any]]:
        """What axe finds in the page by the rules whose breach is grave."""
        page.evaluate(self.script)
        self.known.update(page.evaluate(ASK, [list(self.known.items()), MARK, ENOUGH]))
        found: list[dict[str, Any]] = page.evaluate(RUN, [MARK, OPTIONS, GRAVE])
        return found

    def __call__(self, page: Page) -> None:
        """Assert that the page has no serious or critical violation."""
        grave = {
            f"{found['id']} ({found['impact']}): {found['help']}": [
                node["target"] for node in found["nodes"][:3]
            ]
            for found in self.violations(page)
            if found["impact"] in GRAVE
        }
        assert grave == {}, f"{page.url}"
