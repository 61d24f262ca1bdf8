"""Every page there is, with an address and a reader for each; `samples` are numbers out of the loaded county."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple


class Page(NamedTuple):
    """A page: the name of its address, how its screenshot is called, where it is, who reads it, the status it has.

    In `address` stand the names of samples: /persons/{person}/.
    """

    name: str
    shot: str
    address: str
    reader: str = "officer"
    status: int = 200


PAGES = (
    Page("cockpit", "cockpit", "/"),
    Page("cockpit", "cockpit-cadre", "/", "cadre"),
    Page("cockpit", "cockpit-before", "/?as_of=2013-01-01"),
    Page("programme", "programme", "/programmes/dibao/"),
    Page("programme", "programme-approvals", "/programmes/approvals/", "leader"),
    Page("programme", "programme-silver-age", "/programmes/silver_age/", "clerk"),
    Page("figures", "figures", "/figures/"),
    Page("figure", "figure", "/figures/dibao.households/?size=25"),
    Page("figure", "figure-town", "/figures/dibao.persons/?inside=510626106000&size=25"),
    Page("figure", "figure-share", "/figures/membership.unqualified_share/?size=25"),
    Page("figure", "figure-months", "/figures/family_doctor.services/?size=25"),
    Page("figure", "figure-before", "/figures/dibao.households/?as_of=2013-01-01"),
    Page("check", "check", "/checks/silver_age.weekly/"),
    Page("check", "check-agrees", "/checks/dibao.opening_and_closing/", "auditor"),
    Page("briefing", "briefing", "/briefing/"),
    Page("briefing", "briefing-before", "/briefing/?as_of=2013-01-01", "leader"),
    Page("briefing_edit", "briefing-edit", "/briefing/edit/dibao/"),
    Page("briefing_freeze", "briefing-freeze", "/briefing/freeze/"),
    Page("briefing_issue", "briefing-issue", "/briefing/issues/{issue}/", "leader"),
    Page("ledgers", "ledgers", "/ledgers/"),
    Page("ledgers", "ledgers-auditor", "/ledgers/", "auditor"),
    Page("ledgers_help", "ledgers-help", "/ledgers/help/"),
    Page("ledger_export", "ledger-export", "/ledgers/export/dibao.xlsx"),
    Page("job", "job", "/ledgers/jobs/{trial}/"),
    Page("import", "import", "/ledgers/imports/1/"),
    Page("import_undo", "import-undo", "/ledgers/imports/1/undo/"),
    Page("refused_rows", "refused-rows", "/ledgers/refused/?size=25"),
    Page("refused_rows", "refused-rows-clerk", "/ledgers/refused/?size=25", "clerk"),
    Page("refused_row", "refused-row", "/ledgers/refused/{refused}/"),
    Page("refused_row", "refused-row-duplicate", "/ledgers/refused/{duplicate}/"),
    Page("refused_row", "refused-row-auditor", "/ledgers/refused/{refused}/", "auditor"),
    Page("refused_dismiss", "refused-dismiss", "/ledgers/refused/{refused}/dismiss/"),
    Page("register", "register", "/registers/dibao/roster/?size=25"),
    Page("register", "register-cadre", "/registers/dibao/roster/?size=25", "cadre"),
    Page("register", "register-long", "/registers/family_doctor/services/?size=25&page=7"),
    Page("register", "register-filtered", "/registers/dibao/roster/?town=510626106000&category=A&size=25"),
    Page("register", "register-nobody", "/registers/dibao/roster/?q=无此人"),
    Page("register", "register-empty", "/registers/dibao/roster/?as_of=2013-01-01"),
    Page("register", "register-approvals", "/registers/approvals/items/?size=25", "leader"),
    Page("record", "record", "/registers/dibao/roster/{record}/"),
    Page("record", "record-contract", "/registers/family_doctor/contracts/{contract}/", "clerk"),
    Page("person", "person", "/persons/{person}/"),
    Page("person", "person-member", "/persons/{member}/", "leader"),
    Page("household", "household", "/households/{household}/"),
    Page("search", "search", "/search/"),
    Page("search", "search-found", "/search/?q=bhc"),
    Page("search", "search-nothing", "/search/?q=无此人"),
    Page("search", "search-number", "/search/?number=1"),
    Page("account_home", "account", "/account/", "cadre"),
    Page("account_change_password", "account-password", "/account/password/change/", "clerk"),
    Page("account_reauthenticate", "account-again", "/account/reauthenticate/", "leader"),
    Page("account_logout", "account-out", "/account/logout/", "leader"),
    Page("mfa_index", "second-factor", "/account/2fa/", "auditor"),
    Page("accounts", "accounts", "/account/manage/", "admin"),
    Page("accounts_new", "accounts-new", "/account/manage/new/", "admin"),
    Page("accounts_one", "accounts-one", "/account/manage/{account}/", "admin"),
    Page("accounts_post", "accounts-post", "/account/manage/{account}/post/", "admin"),
    Page("accounts_password", "accounts-password", "/account/manage/{account}/password/", "admin"),
    Page("accounts_close", "accounts-close", "/account/manage/{account}/close/", "admin"),
    Page("accounts_end_post", "accounts-end-post", "/account/manage/{account}/posts/{post}/end/", "admin"),
)
# Pages for whoever has no account yet.
OPEN = (
    Page("account_login", "login", "/account/login/", ""),
    Page("account_inactive", "login-inactive", "/account/inactive/", ""),
    Page("account_signup", "login-no-registration", "/account/signup/", "", 403),
    Page("account_reset_password", "login-no-reset", "/account/password/reset/", "", 403),
)
ASKS = {
    "issue": "SELECT max(number) FROM briefings_frozenbriefing",
    "trial": "SELECT max(id) FROM ledgers_job WHERE dry_run AND state = 'done'",
    "refused": "SELECT min(id) FROM ledgers_refusedrow WHERE code = 'bad_check_digit' AND state = 'open'",
    "duplicate": "SELECT min(id) FROM ledgers_refusedrow WHERE code = 'duplicate' AND state = 'open'",
    "record": "SELECT min(id) FROM dibao_recipient WHERE place_code LIKE '510626106%' AND valid_to IS NULL",
    "person": "SELECT person_id FROM dibao_recipient WHERE id = ({record})",
    "household": "SELECT household_id FROM dibao_recipient WHERE id = ({record})",
    "contract": "SELECT min(id) FROM family_doctor_contract WHERE place_code LIKE '510626106%' AND valid_to IS NULL",
    "member": "SELECT min(person_id) FROM membership_member WHERE valid_to IS NULL",
    "account": "SELECT id FROM access_user WHERE username = 'cadre'",
    "post": "SELECT id FROM access_post WHERE user_id = ({account})",
}


def samples(home: Path) -> dict[str, int | None]:
    """Numbers for the addresses, out of the server's SQLite; None where there is nothing of the kind."""
    with closing(sqlite3.connect(f"file:{home / 'datong.sqlite3'}?mode=ro", uri=True)) as database:
        return {name: database.execute(ask.format_map(ASKS)).fetchone()[0] for name, ask in ASKS.items()}
