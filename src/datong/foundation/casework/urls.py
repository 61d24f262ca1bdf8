"""Addresses of casework: the inbox, cases, their steps and days, objections, and the household's own pages."""

from django.urls import path

from datong.foundation.casework.views import cases, citizens, clocks, inbox, objections, steps

urlpatterns = [
    path("inbox/", inbox.page, name="inbox"),
    path("inbox/together/", inbox.together, name="inbox_together"),
    path("cases/", cases.listing, name="cases"),
    path("cases/watch/", cases.watching, name="case_watch"),
    path("cases/<int:pk>/", cases.one, name="case"),
    path("cases/<int:pk>/steps/<slug:step>/", steps.step, name="case_step"),
    path("cases/<int:pk>/stop/", clocks.stop, name="case_stop"),
    path("cases/<int:pk>/go-on/", clocks.go_on, name="case_go_on"),
    path("cases/<int:pk>/papers/", clocks.upload, name="case_upload"),
    path("cases/<int:pk>/letters/<int:notice>/deliver/", clocks.deliver, name="case_deliver"),
    path("cases/<int:pk>/code/", clocks.code, name="case_code"),
    path("cases/<int:pk>/object/", objections.raise_one, name="case_object"),
    path("cases/deadlines/<int:pk>/why/", cases.why, name="deadline_why"),
    path("cases/deadlines/<int:pk>/extend/", clocks.extend, name="deadline_extend"),
    path("cases/objections/<int:pk>/answer/", objections.answer, name="objection_answer"),
    path("cases/objections/<int:pk>/acknowledge/", clocks.acknowledge, name="objection_acknowledge"),
    path("cases/objections/<int:pk>/withdraw/", objections.withdraw, name="objection_withdraw"),
    path("my/", citizens.open_mine, name="my_case_open"),
    path("my/case/", citizens.mine, name="my_case"),
    path("my/case/object/", citizens.object_mine, name="my_case_object"),
    path("my/case/receipt/", citizens.receipt, name="my_case_receipt"),
    path("my/case/letters/<int:pk>.pdf", citizens.letter, name="my_case_letter"),
    path("my/leave/", citizens.leave, name="my_case_leave"),
]
