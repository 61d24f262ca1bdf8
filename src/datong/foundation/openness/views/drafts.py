"""Drafts: list, begin, fill in, attach, preview, hand over, release. No logic: each calls one query or one action."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from datong.foundation.access import service as access
from datong.foundation.openness import service
from datong.foundation.openness.core.attachments import ACCEPT, HINT
from datong.foundation.openness.core.content import Block, Table, Words
from datong.foundation.openness.core.filling import Unreadable, csv_lines, pasted, taken
from datong.foundation.openness.core.redaction import KINDS, OVERRULABLE, kinds_of
from datong.foundation.openness.core.templates import TEMPLATES, table_kinds
from datong.foundation.openness.enums import DESKS, DraftState
from datong.foundation.openness.forms.drafts import BeginForm, Sheet, opened, overruled, sent
from datong.foundation.openness.queries import drafts
from datong.foundation.openness.queries.duties import full_names
from datong.foundation.openness.registry import READERS
from datong.foundation.openness.service import BadDraft, Draft, Moved
from datong.foundation.openness.tables.drafts import draft_columns, draft_rows, titled
from datong.foundation.openness.views.common import actor, in_view, shown
from datong.kernel.bilingual import Text
from datong.web.jinja import language
from datong.web.links import links
from datong.web.paging import paginate
from datong.web.sending import at_most

LARGEST = 12 * 1024 * 1024
EDITABLE = (DraftState.OPEN, DraftState.RETURNED)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The drafts of my places, and what is due and not begun."""
    access.require(request.user, drafts.PREPARE)
    view = in_view(request)
    state = request.GET.get("state", "")
    rows = service.drafts(request.user, state if state in [each.value for each in DraftState] else "")
    page = paginate(rows, request.GET.get("page", 1), request.GET.get("size", 50))
    names = full_names({row.place_code for row in page.items})
    context = shown(
        request,
        page=page,
        columns=draft_columns(),
        rows=draft_rows(page.items, names, links(request)),
        states=[(each.value, each.label.to(language())) for each in DraftState],
        state=state,
        due=drafts.to_prepare(request.user, view.county, view.present),
    )
    return render(request, "openness/draft_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft: of a duty with one press, of anything in the catalogue by choosing."""
    access.require(request.user, drafts.PREPARE)
    view = in_view(request)
    lang = language()
    items = [
        (each.key, f"{each.name_en if lang == 'en' else each.name_zh}")
        for each in service.items(view.county, view.present)
    ]
    home = access.home_place(request.user)
    form = BeginForm(
        request.POST or None, places=drafts.places_of(request.user, view.county), items=[] if request.method == "POST" else items,
        initial={"place": home, "start": view.present.replace(day=1), "end": view.present},
    )  # fmt: skip
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = service.begin(
                actor(request), data["place"], data["key"], data["start"], data["end"], data["stage"]
            )
        except service.OpennessError as refusal:
            form.add_error(None, refusal.text.to(lang))
        else:
            return redirect("openness_draft", row.pk)
    if form.errors:
        again = BeginForm(request.POST, places=drafts.places_of(request.user, view.county), items=items)
        for message in form.non_field_errors():
            again.add_error(None, message)
        form = again
    return render(
        request, "openness/draft_new.html", shown(request, form=form), status=422 if form.errors else 200
    )


def found(request: HttpRequest, pk: int) -> Draft:
    """A draft of the reader's places. Raises Refused, Http404."""
    if not access.can(request.user, drafts.PREPARE):
        access.require(request.user, drafts.RELEASE)
    row = service.draft(request.user, pk)
    if row is None:
        raise Http404
    return row


@at_most(LARGEST)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in a draft. Whatever is pressed saves what was typed first; what cannot be saved is shown as it was typed."""
    row = found(request, pk)
    ready = drafts.prepared(row)
    if request.method != "POST":
        more = request.GET.get("more", "")
        at = int(more) if more.isascii() and more.isdigit() and len(more) < 4 else None
        return page(request, row, opened(Text(row.title_zh, row.title_en), ready, row.moves, row.reason, at))
    sheet = sent(request.POST, ready, correcting=row.corrects_id is not None)
    if sheet.faults:
        return page(
            request, row, sheet, BadDraft(FAULTY.format(count=len(sheet.faults)), tuple(sheet.faults))
        )
    try:
        blocks = changed(request, sheet.read)
        row = service.save(actor(request), pk, blocks, sheet.title, sheet.seen, reason=sheet.reason or None)
    except Moved as refusal:
        sheet.seen = row.moves
        return page(request, row, sheet, refusal, status=409)
    except Unreadable as refusal:
        return page(request, row, sheet, BadDraft(refusal.text))
    except BadDraft as refusal:
        return page(request, row, sheet, refusal)
    return after(request, row)


FAULTY = Text(
    "有 {count} 处读不懂，没有保存；您填的都还在，请改正后再保存。",
    "{count} cells cannot be read and nothing was saved; all you typed is still here. Mend them and save.",
)


def changed(request: HttpRequest, blocks: tuple[Block, ...]) -> list[Block]:
    """The blocks with what a button adds: a paragraph, a table, or a table's lines from a spreadsheet or the clipboard."""
    pressed = request.POST.get("do", "")
    result = list(blocks)
    if pressed == "words":
        result.append(Words(""))
    elif pressed == "table" and request.POST.get("kind") in TEMPLATES:
        result.extend(TEMPLATES[request.POST["kind"]])
    elif (
        pressed.startswith("sheet-")
        and (at := pressed.removeprefix("sheet-")).isdigit()
        and int(at) < len(result)
    ):
        block = result[int(at)]
        if isinstance(block, Table):
            result[int(at)] = taken_in(request, block, int(at))
    return result


def taken_in(request: HttpRequest, table: Table, at: int) -> Table:
    """A table with the lines of the file or text sent for it. Raises Unreadable, BadDraft."""
    file: Any = request.FILES.get(f"b{at}-file")
    lines = lines_of(file.read()) if file else pasted(request.POST.get(f"b{at}-paste", ""))
    result = taken(table, lines)
    if result.faults:
        raise BadDraft(FAULTY.format(count=len(result.faults)), result.sentences)
    return result.table


def lines_of(content: bytes) -> list[Any]:
    """The rows of a workbook or a CSV. Raises Unreadable, BadDraft."""
    if not content.startswith(b"PK") or not READERS:
        return csv_lines(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        path.write_bytes(content)
        return READERS[0](path)


def after(request: HttpRequest, row: Draft) -> HttpResponse:
    """Where a button leads once all is saved."""
    pressed = request.POST.get("do", "")
    to = links(request)
    if pressed == "preview":
        return redirect(to("openness_preview", row.pk))
    messages.success(request, _("已保存。"))
    if pressed.startswith("rows-"):
        return redirect(
            to("openness_draft", row.pk, more=pressed.removeprefix("rows-"))
            + f"#block-{pressed.removeprefix('rows-')}"
        )
    return redirect(to("openness_draft", row.pk))


def page(
    request: HttpRequest, row: Draft, sheet: Sheet, refusal: BadDraft | None = None, status: int | None = None
) -> HttpResponse:
    """The page of a draft, with what was typed."""
    item = drafts.draft_item(row)
    context = shown(
        request,
        draft=row,
        title=titled(row),
        sheet=sheet,
        item=item,
        desk=DESKS.get(item.checks, Text(item.checks, item.checks)),
        place=full_names({row.place_code})[row.place_code],
        files=list(row.files.all()),
        editable=row.state in EDITABLE,
        kinds=[(kind, name.to(language())) for kind, name in table_kinds()],
        accept=ACCEPT,
        hint=HINT,
        refusal=refusal,
    )
    return render(request, "openness/draft_edit.html", context, status=status or (422 if refusal else 200))


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the public would see, with what was left out and what stands in the way."""
    return previewed(request, found(request, pk))


def previewed(request: HttpRequest, row: Draft, refusal: BadDraft | None = None) -> HttpResponse:
    """The preview, perhaps with why something was refused."""
    looked = service.examined(row)
    user = actor(request)
    kinds = kinds_of(looked.findings)
    context = shown(
        request,
        draft=row,
        title=titled(row),
        looked=looked,
        content=looked.content,
        lang=language(),
        shown_cell=service.cell,
        files=list(row.files.select_related("looked_by")),
        item=drafts.draft_item(row),
        members=drafts.signers(row.place_code),
        soft=[(kind, KINDS[kind]) for kind in kinds if kind in OVERRULABLE],
        hard=[KINDS[kind] for kind in kinds if kind not in OVERRULABLE],
        own=user.pk in (row.prepared_by_id, row.submitted_by_id),
        editable=row.state in EDITABLE,
        waits=row.state == DraftState.SUBMITTED,
        may_release=access.can(request.user, drafts.RELEASE, place_code=row.place_code),
        typed=request.POST,
        refusal=refusal,
    )
    return render(request, "openness/draft_preview.html", context, status=422 if refusal else 200)


@at_most(LARGEST)
@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a draft; back to its page, or the page with the sentence why not."""
    row = found(request, pk)
    if act not in ACTS:
        raise Http404
    try:
        done = ACTS[act](request, row)
    except BadDraft as refusal:
        if act in ("attach", "detach", "drop"):
            ready = drafts.prepared(row)
            return page(
                request, row, opened(Text(row.title_zh, row.title_en), ready, row.moves, row.reason), refusal
            )
        return previewed(request, row, refusal)
    return done


def number(request: HttpRequest, name: str) -> int:
    """A number sent with a form; -1 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1


def back(request: HttpRequest, row: Draft, page_name: str = "openness_preview") -> HttpResponse:
    return redirect(links(request)(page_name, row.pk))


def attach(request: HttpRequest, row: Draft) -> HttpResponse:
    files: list[Any] = request.FILES.getlist("files")
    if not files:
        raise BadDraft(Text("请先选择文件。", "Choose a file first."))
    for file in files:
        service.attach(actor(request), row.pk, file.name, file.read())
    messages.success(request, _("附件已检查并保存。"))
    return back(request, row, "openness_draft")


def detach(request: HttpRequest, row: Draft) -> HttpResponse:
    service.detach(actor(request), row.pk, number(request, "file"))
    return back(request, row, "openness_draft")


def look(request: HttpRequest, row: Draft) -> HttpResponse:
    service.look(actor(request), row.pk, number(request, "file"))
    return back(request, row)


def submit(request: HttpRequest, row: Draft) -> HttpResponse:
    service.submit(actor(request), row.pk, number(request, "seen"))
    messages.success(request, _("已提交，请另一位同志审核发布。"))
    return back(request, row)


def send_back(request: HttpRequest, row: Draft) -> HttpResponse:
    service.send_back(actor(request), row.pk, request.POST.get("note", ""))
    messages.success(request, _("已退回。"))
    return back(request, row)


def sign(request: HttpRequest, row: Draft) -> HttpResponse:
    names = request.POST.get("names", "").replace("，", "\n").replace("、", "\n").replace(",", "\n")
    service.sign(actor(request), row.pk, names.splitlines())
    messages.success(request, _("签字已登记；内容再改动，签字即作废。"))
    return back(request, row)


def release(request: HttpRequest, row: Draft) -> HttpResponse:
    reasons = overruled(request.POST, list(OVERRULABLE))
    made = service.release(actor(request), row.pk, number(request, "seen"), overruled=reasons)
    messages.success(request, _("已发布。一分钟内进入公开日志，随即在公开网页上可见。"))
    return redirect(links(request)("openness_publication", made.number))


def drop(request: HttpRequest, row: Draft) -> HttpResponse:
    service.drop(actor(request), row.pk)
    messages.success(request, _("草稿已放弃。"))
    return redirect(links(request)("openness_drafts"))


ACTS: dict[str, Callable[[HttpRequest, Draft], HttpResponse]] = {
    "attach": attach,
    "detach": detach,
    "look": look,
    "submit": submit,
    "send-back": send_back,
    "sign": sign,
    "release": release,
    "drop": drop,
}


@require_safe
def file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """An attachment of a draft as the public would get it."""
    row = found(request, pk)
    kept = row.files.filter(pk=file).first()
    content = service.file_bytes(kept.sha256) if kept else None
    if kept is None or content is None:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(True, kept.name) or "attachment",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=kept.media, headers=headers)
