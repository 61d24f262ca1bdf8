"""The door: who may do what, where; accounts for the command line; demonstration accounts.

A page asks `require(request.user, "ledgers.import", programme="dibao", place_code=code)` before it acts and
shows `visible(rows, request.user, "registers.view", "dibao")`; both answer from the same posts.
"""

from datong.foundation.access.actions.accounts import (
    NewPost,
    close_account,
    console,
    end_post,
    grant_post,
    open_account,
    set_password,
)
from datong.foundation.access.actions.demo import load_demo_accounts
from datong.foundation.access.enums import DEMO_PASSWORD, EVERY_PROGRAMME, Role
from datong.foundation.access.errors import BadAccount, Refused
from datong.foundation.access.models import Post, User
from datong.foundation.access.permissions import TABLE, Permission, Scope, permission
from datong.foundation.access.queries import (
    AccountLine,
    AnyUser,
    DemoLine,
    PostLine,
    account,
    account_lines,
    accounts,
    accounts_exist,
    can,
    demo_accounts,
    home_place,
    is_demo,
    lines,
    posts_of,
    programmes_seen,
    require,
    roles,
    scope,
    sees_persons,
    visible,
)
from datong.foundation.access.registry import name_programme, programmes

__all__ = [
    "DEMO_PASSWORD",
    "EVERY_PROGRAMME",
    "TABLE",
    "AccountLine",
    "AnyUser",
    "BadAccount",
    "DemoLine",
    "NewPost",
    "Permission",
    "Post",
    "PostLine",
    "Refused",
    "Role",
    "Scope",
    "User",
    "account",
    "account_lines",
    "accounts",
    "accounts_exist",
    "can",
    "close_account",
    "console",
    "demo_accounts",
    "end_post",
    "grant_post",
    "home_place",
    "is_demo",
    "lines",
    "load_demo_accounts",
    "name_programme",
    "open_account",
    "permission",
    "posts_of",
    "programmes",
    "programmes_seen",
    "require",
    "roles",
    "scope",
    "sees_persons",
    "set_password",
    "visible",
]
