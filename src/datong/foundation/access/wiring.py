"""What this house plugs into the shell."""

from datong.kernel.bilingual import Text
from datong.web import navigation


def plug_in() -> None:
    navigation.register(Text("操作日志", "Journal"), "journal", "history", 72, "journal.view")
    navigation.register(Text("账号和岗位", "Accounts and posts"), "accounts", "users", 70, "accounts.manage")
    navigation.register(
        Text("任职名单", "Duties and holders"), "officials", "list-details", 66, "officials.view"
    )
