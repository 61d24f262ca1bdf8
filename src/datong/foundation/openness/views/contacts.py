"""Who is responsible for what, with the office's telephone: kept here, shown on the public pages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from datong.foundation.access import service as access
from datong.foundation.openness import service
from datong.foundation.openness.forms.objections import ContactForm
from datong.foundation.openness.queries import asking
from datong.foundation.openness.queries import contacts as queries
from datong.foundation.openness.views.objecting import done, me
from datong.web.paging import paginate

FIELDS = ("name", "duty", "phone", "hours", "mailbox")


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Contacts where the reader keeps them, and a form for one more, or for one to change (`?change=`)."""
    access.require(request.user, "contacts.edit")
    changed = queries.one(request.user, request.GET.get("change", ""))
    if request.GET.get("change") and changed is None:
        raise Http404
    initial = {name: getattr(changed, name) or "" for name in (*FIELDS, "order")} if changed else {}
    places = asking.places_of(request.user, "contacts.edit")
    form = ContactForm(
        places, request.POST or None, initial=initial | {"place": changed.place_code if changed else ""}
    )

    def act() -> None:
        said = form.cleaned_data
        new = service.NewContact(**{name: said[name] for name in FIELDS}, order=said["order"] or 0)
        mine = changed.pk if changed else None
        place = changed.place_code if changed else said["place"]
        service.put_contact(me(request), place, new, pk=mine, duty_mobile=said["duty_mobile"])

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("已保存，会在公开页面上显示。"))
        return redirect("contacts")
    page = paginate(queries.seen(request.user), request.GET.get("page", 1), request.GET.get("size", 50))
    context = {"form": form, "page": page, "names": queries.place_names(page.items), "changed": changed}
    return render(request, "openness/objection_contacts.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a contact off."""
    service.remove_contact(me(request), pk)
    messages.success(request, _("已删除。"))
    return redirect("contacts")
