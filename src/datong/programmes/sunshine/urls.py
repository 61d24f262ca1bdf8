"""Addresses of sunshine: the books and registers of the villages, and matters they decide."""

from django.urls import path

from datong.programmes.sunshine.views import books, decisions, importing, reading, registers

urlpatterns = [
    path("matters/new/", decisions.new, name="village_matter"),
    path("books/", books.listing, name="books"),
    path("books/contracts/", registers.contracts, name="books_contracts"),
    path("books/template.xlsx", importing.template, name="books_template"),
    path("books/<str:place>/", books.village, name="books_village"),
    path("books/<str:place>/vouchers/new/", books.new_voucher, name="books_voucher_new"),
    path("books/<str:place>/vouchers/<int:pk>/", books.voucher, name="books_voucher"),
    path("books/<str:place>/opening/", books.opening, name="books_opening"),
    path("books/<str:place>/close/", books.close, name="books_close"),
    path("books/<str:place>/trial/", reading.trial, name="books_trial"),
    path("books/<str:place>/accounts/<str:code>/", reading.account, name="books_account"),
    path("books/<str:place>/finance/", reading.finance, name="books_finance"),
    path("books/<str:place>/registers/<slug:slug>/", registers.listing, name="books_register"),
    path("books/<str:place>/registers/<slug:slug>/new/", registers.row, name="books_row_new"),
    path("books/<str:place>/registers/<slug:slug>/<int:pk>/", registers.row, name="books_row"),
    path("books/<str:place>/import/", importing.home, name="books_import"),
    path("books/<str:place>/import/<int:pk>/", importing.result, name="books_import_result"),
    path("books/<str:place>/import/<int:pk>/refused.xlsx", importing.refused, name="books_import_refused"),
]
