"""Addresses of access, under /account/: signing in, the own account, managing accounts, the language.

Of django-allauth only the pages named here exist; registration and reset by e-mail lead to a page that says
whom to ask instead.
"""

from allauth.account import views as allauth
from django.urls import include, path
from django.views.i18n import set_language

from datong.foundation.access.views import accounts as views
from datong.foundation.access.views import holders, journal, officials

manage = [
    path("", views.accounts, name="accounts"),
    path("new/", views.new_account, name="accounts_new"),
    path("<int:pk>/", views.one_account, name="accounts_one"),
    path("<int:pk>/post/", views.new_post, name="accounts_post"),
    path("<int:pk>/password/", views.new_password, name="accounts_password"),
    path("<int:pk>/close/", views.close, name="accounts_close"),
    path("<int:pk>/posts/<int:post_id>/end/", views.end_post, name="accounts_end_post"),
    path("<int:pk>/posts/<int:post_id>/hand-over/", holders.hand_over, name="accounts_hand_over"),
    path("<int:pk>/person/", holders.person, name="accounts_person"),
]
official_duties = [  # under /officials/
    path("", officials.officials, name="officials"),
    path("new/", officials.new_official, name="officials_new"),
    path("<int:pk>/end/", officials.end_duty, name="officials_end"),
]
journal_pages = [  # under /journal/
    path("", journal.journal, name="journal"),
    path("<int:pk>/", journal.entry, name="journal_entry"),
]
urlpatterns = [
    path("", views.home, name="account_home"),
    path("login/", views.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/reset/", views.closed, name="account_reset_password"),
    path("signup/", views.closed, name="account_signup"),
    path("language/", set_language, name="set_language"),
    path("2fa/", include("allauth.mfa.urls")),
    path("manage/", include(manage)),
]
