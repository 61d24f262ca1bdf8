"""Addresses of joint review: sources and their lists, runs; the desk."""

from django.urls import path

from datong.foundation.reviews.views import (
    answers,
    batch,
    card,
    citizens,
    controls,
    desk,
    figures,
    receiving,
    running,
    sources,
)

urlpatterns = [
    path("reviews/sources/", sources.listing, name="reviews_sources"),
    path("reviews/sources/new/", sources.declare, name="reviews_declare"),
    path("reviews/sources/<int:pk>/", sources.source, name="reviews_source"),
    path("reviews/sources/<int:pk>/change/", sources.change, name="reviews_change"),
    path("reviews/sources/<int:pk>/switch/", sources.switch, name="reviews_switch"),
    path("reviews/sources/<int:pk>/receive/", receiving.receive, name="reviews_receive"),
    path("reviews/lists/<int:pk>/", receiving.mapping, name="reviews_list"),
    path("reviews/lists/<int:pk>/withdraw/", receiving.withdraw, name="reviews_withdraw"),
    path("reviews/runs/", running.listing, name="reviews_runs"),
    path("reviews/runs/new/", running.order, name="reviews_run"),
    path("reviews/runs/<int:pk>/", running.result, name="reviews_result"),
    path("reviews/jobs/<int:pk>/", running.job, name="reviews_job"),
    path("reviews/jobs/<int:pk>/progress/", running.job_progress, name="reviews_job_progress"),
    path("reviews/", desk.listing, name="reviews"),
    path("reviews/hits/<int:pk>/", card.one, name="reviews_hit"),
    path("reviews/hits/<int:pk>/tell/", answers.tell, name="reviews_tell"),
    path("reviews/hits/<int:pk>/delivery/", answers.deliver, name="reviews_delivery"),
    path("reviews/hits/<int:pk>/answer/", answers.answer, name="reviews_answer"),
    path("reviews/hits/<int:pk>/decide/<slug:step>/", card.decide, name="reviews_decide"),
    path("reviews/hits/<int:pk>/check/", card.check, name="reviews_check"),
    path("reviews/batch/", batch.explain, name="reviews_batch"),
    path("reviews/controls/", controls.listing, name="reviews_controls"),
    path("reviews/controls/<int:pk>/", controls.one, name="reviews_control"),
    path("reviews/figures/", figures.show, name="reviews_figures"),
    path("reviews/export/", figures.export, name="reviews_export"),
    path("my/questions/", citizens.own, name="my_questions"),
]
