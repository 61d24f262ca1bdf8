"""Error pages (错误页): what happened, what was kept, what to do next; without a query, naming no person.

Wired in the root addresses: `handler400 = "datong.web.errors.bad_request"`, `handler403 = "…forbidden"`,
`handler404 = "…not_found"`, `handler500 = "…server_error"`, and `CSRF_FAILURE_VIEW = "…csrf_failure"`.
htmx gets the sentence as plain text; the shell's script puts it where messages stand.
"""

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from datong.kernel.bilingual import Text
from datong.web.jinja import language

__all__ = ["bad_request", "conflict", "csrf_failure", "forbidden", "not_found", "server_error", "too_large"]

LAST_RESORT = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>500</title>'
    "<h1>系统出错了</h1><p>已保存的内容不受影响，请稍后再试。</p>"
    '<h1 lang="en">Something went wrong</h1><p lang="en">What was saved is safe. Please try again later.</p>'
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 with the reason, if the exception has a bilingual `sentence`; or 413 when refused for its size."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    sentence = getattr(exception, "sentence", None)
    said = sentence.to(language()) if isinstance(sentence, Text) else _("这个请求读不懂，没有作任何改动。")
    return _page(request, 400, said)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the reason: `exception.sentence` (a bilingual `Text` or a string), if it has one."""
    sentence = getattr(exception, "sentence", None)
    if isinstance(sentence, Text):
        return _page(request, 403, sentence.to(language()))
    return _page(request, 403, str(sentence) if sentence else _("您的岗位没有查看这一页或办理这件事的权限。"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404."""
    return _page(request, 404, _("这个地址没有内容，或者它不在您的查看范围内。"))


def too_large(request: HttpRequest, sentence: Text | None = None) -> HttpResponse:
    """413; `sentence` says which limit was passed, if the caller knows."""
    said = sentence.to(language()) if sentence else _("送来的内容超过了允许的大小，没有保存。")
    return _page(request, 413, said)


def conflict(request: HttpRequest, sentence: Text) -> HttpResponse:
    """409: what was sent does not go together with what was sent before."""
    return _page(request, 409, sentence.to(language()))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 after a form came back without its proof of origin; the reason goes to the log only."""
    logging.getLogger("django.security.csrf").info("refused form: %s", reason)
    said = _("这个页面打开太久，或者浏览器没有保存登录信息，为安全起见没有提交。")
    return _page(request, 403, said, page="csrf")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, also when the page itself cannot be drawn."""
    try:
        return _page(request, 500, _("系统出错了，这一步没有完成；此前保存的内容不受影响。"))
    except Exception:
        logging.getLogger("django.request").exception("the error page failed too")
        return HttpResponse(LAST_RESORT, status=500)


def _page(request: HttpRequest, status: int, sentence: str, page: str = "") -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    context = {"status": status, "sentence": sentence}
    html = render_to_string(f"errors/{page or status}.html", context, using="jinja2")
    return HttpResponse(html, status=status)
