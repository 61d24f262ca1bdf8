"""What hangs on the village's board: exactly the fields the rule pack allows, both last days, how to object."""

import datetime as dt
from collections.abc import Sequence

from datong.foundation.casework.service import Case
from datong.foundation.documents.service import Block, Doc, Grid, Heading, Note, Para, Signatures
from datong.foundation.places import service as places
from datong.programmes.dibao.enums import STAGE_NAMES, Stage
from datong.programmes.dibao.models import Posting
from datong.programmes.dibao.queries import boards, counties
from datong.programmes.dibao.queries.papers.parts import Paper, Words


def posting_sheet(place_code: str, on: dt.date, w: Words, *, paper: Paper = "a4", link: str = "") -> Doc:
    """Everything up in a village on a day, each stage a table. `link`: the address of the page, as a code to scan."""
    hung = boards.hung(boards.up_in(place_code, on))
    names = places.names({place_code, place_code[:9] + "000"})
    town, village = names.get(place_code[:9] + "000", ""), names.get(place_code, "")
    blocks: list[Block] = []
    for stage in Stage:
        rows = [each for each in hung if each.posting.stage == stage]
        if rows:
            blocks += [Heading(w.of(STAGE_NAMES[stage])), table(w, rows)]
    if not hung:
        blocks.append(Para(w("现在没有公示的低保事项。", "Nothing is posted now.")))
    return Doc(
        w(f"{village}低保公示", f"Dibao postings, {village}"),
        [
            *blocks,
            Note(how_to_object(w, place_code)),
            Signatures([w("张贴人", "Posted by"), w("监督人", "Witness")]),
        ],
        unit=town,
        dated=on,
        code=link or place_code,
        lang=w.lang,
        paper=paper,
    )


def case_sheet(case: Case | None, w: Words) -> Doc:
    """The sheet of one case's newest posting; a blank form without a case or a posting."""
    last = case.postings.order_by("-id").first() if case else None
    rows = boards.hung([last]) if last is not None and case is not None else []
    grid = (
        table(w, rows)
        if rows
        else Grid(
            [w("申请人", "Applicant"), w("公示内容", "What is posted"), w("公示起止", "From and to")],
            [["", "", ""]] * 6,
            widths=(2, 6, 3),
        )
    )
    title = w.of(STAGE_NAMES[Stage(last.stage)]) if last else w("低保公示", "Dibao posting")
    place = case.place_code if case else ""
    names = places.names({place[:9] + "000"}) if place else {}
    return Doc(
        title,
        [grid, Note(how_to_object(w, place)), Signatures([w("张贴人", "Posted by"), w("监督人", "Witness")])],
        unit=names.get(place[:9] + "000", ""),
        number=case.number if case else "",
        dated=last.starts_on if last else None,
        code=case.number if case else "",
        lang=w.lang,
    )


def table(w: Words, rows: Sequence[boards.Hung]) -> Grid:
    """A column for each field that some row shows; the last column says until when."""
    keys = list(dict.fromkeys(key for each in rows for key, _name, _value in each.fields))
    heads = {key: w.of(name) for each in rows for key, name, _value in each.fields}
    body = [
        [
            *(next((value for own, _n, value in each.fields if own == key), "") for key in keys),
            until(w, each.posting),
        ]
        for each in rows
    ]
    return Grid([*(heads[key] for key in keys), w("公示期", "Posted")], body)


def until(w: Words, posting: Posting) -> str:
    """From when to when; the later of both norms binds."""
    first = posting.starts_on.isoformat()
    if posting.ends_on is None:
        return w(f"{first} 起长期公布", f"from {first} on")
    return w(f"{first} 至 {posting.ends_on}", f"{first} to {posting.ends_on}")


def how_to_object(w: Words, place_code: str) -> str:
    """In three ways, without reasons of form."""
    county = counties.name_of(place_code[:6]) if place_code else w("县", "county")
    return w(
        f"对公示有异议的，可以在公示期内向镇便民服务中心、{county}民政局当面、书面或电话提出，也可以请村干部代写；提出异议的人姓名"
        "不对外公布。公示期满自动撤下。",
        f"Whoever objects may do so while this hangs: in person, in writing or by phone, at the town's service centre or the civil "
        f"affairs bureau of {county}, or through the village. Names of objectors are not made known. It comes down by itself.",
    )
