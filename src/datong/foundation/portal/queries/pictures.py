"""The pictures of money, with bars out of a form: they are some of a page's dearest letters, so the component
(components/charts.html) is drawn once for each language, with holes, and its line is repeated here."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext
from markupsafe import Markup, escape

from datong.foundation.portal.core import finance
from datong.foundation.portal.queries.holes import form, hole
from datong.foundation.portal.queries.money import Money
from datong.foundation.portal.queries.remembering import remembered
from datong.foundation.portal.queries.rendering import macro_of, piece, speaking
from datong.web import charts, jinja

START, END = "<tbody>\n", "  </tbody>"
WHOLE, PART = 'x="0.0%%" width="100.0%%"', 'x="%(x)s%%" width="%(width)s%%"'


def pictures(money: Money | None, lang: str) -> Markup:
    """What a page shows of money; nothing where there is none."""
    return piece("money", "pictures", lang, money, bars(lang)) if money else Markup()


class Bars:
    """The component in one language: `head` and `tail` of its table, and one `line`, as `%` fills them. What it draws is
    the component's, byte for byte."""

    def __init__(self, drawn: str) -> None:
        self.head, _, rest = drawn.partition(START)
        line, _, self.tail = rest.rpartition(END)
        if line.count(WHOLE) != 1:
            raise ValueError("components/charts.html: a line of bars is not what it was")
        self.line = line.replace(WHOLE, PART)

    def table(self, data: Sequence[charts.Datum], caption: str, name: str) -> Markup:
        """Data as the component draws it, `name` over its labels, amounts in yuan."""
        given = {"caption": escape(caption), "name": escape(name), "unit": gettext("元")}
        lines = "".join(
            [
                self.line
                % {
                    "label": escape(each.datum.label),
                    "text": each.datum.text,
                    "x": each.x,
                    "width": each.width,
                }
                for each in charts.bars(data)
            ]
        )
        return Markup(f"{self.head % given}{START}{lines}{END}{self.tail % given}")  # noqa: S704 - words are escaped

    def flows(self, rows: Sequence[finance.Flow], caption: str, name: str) -> Markup:
        """Sources or uses; `name`: what one without a name is called."""
        data = [
            charts.Datum(
                gettext("另外 %(count)s 项") % {"count": row.rest} if row.rest else row.name or name,
                row.fen,
                jinja.yuan(row.fen),
            )
            for row in rows
        ]
        return self.table(data, caption, name)

    def compared(
        self, changes: Sequence[finance.Change], names: Mapping[str, str], caption: str, name: str
    ) -> Markup:
        """Each amount now and the time before."""
        said = (gettext("%(what)s（这一期）"), gettext("%(what)s（上一期）"))
        data = [
            charts.Datum(words % {"what": names[change.key]}, fen, jinja.yuan(fen))
            for change in changes
            for words, fen in zip(said, (change.now, change.before), strict=True)
        ]
        return self.table(data, caption, name)


@remembered
def bars(lang: str) -> Bars:
    """The component, drawn with holes."""
    one = charts.Datum(hole("label"), 1, hole("text"))
    with speaking(lang):
        component = macro_of("components/charts.html", "bars", lang)
        return Bars(form(component([one], hole("caption"), label=hole("name"), unit=hole("unit"))))
