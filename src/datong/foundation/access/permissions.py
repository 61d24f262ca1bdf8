"""THE TABLE of permissions (权限表): action, roles allowed, refusal sentence; and the places a post covers.

`personal`: the action shows or touches personal data, so the system administrator never has it.
`changes`: the action changes records, so leaders' and auditors' reading roles are not found there.
The console stands for `datong …` on the server's own command line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from datong.foundation.access.enums import Role
from datong.foundation.places.service import prefix
from datong.kernel.bilingual import Text
from datong.kernel.registry import DuplicateKeyError, UnknownKeyError

Row = TypeVar("Row", bound=Model)
CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Permission:
    """One row of the table. `purpose`: the person must say what for, and it is journalled."""

    name: Text
    roles: frozenset[Role]
    refusal: Text
    personal: bool = False
    changes: bool = False
    purpose: bool = False


def allow(roles: str, name: Text, refusal: Text, *marks: str) -> Permission:
    """A row; `roles` are the column letters of `LETTERS`, `marks` any of personal, changes, purpose."""
    return Permission(
        name, frozenset(LETTERS[letter] for letter in roles.split()), refusal, **dict.fromkeys(marks, True)
    )


LETTERS = {
    "L": Role.COUNTY_LEADER,
    "O": Role.COUNTY_OFFICER,
    "C": Role.TOWN_CLERK,
    "V": Role.VILLAGE_CADRE,
    "A": Role.AUDITOR,
    "R": Role.REVIEWER,
    "S": Role.SYSTEM_ADMIN,
    "X": Role.CONSOLE,
}

TABLE: dict[str, Permission] = {
    "cockpit.view": allow(
        "L O C V A   X",
        Text("看总览", "see the cockpit"),
        Text(
            "总览只对有业务岗位的人员开放。", "The cockpit is open to people who hold a post in a programme."
        ),
    ),
    "figures.view": allow(
        "L O C V A   X",
        Text("看指标", "see figures"),
        Text(
            "您的岗位不含这个地方或这项工作的指标。",
            "Your posts do not cover the figures of this place or programme.",
        ),
    ),
    "figures.trace": allow(
        "L O C V A   X",
        Text("看指标背后的记录", "see the records behind a figure"),
        Text("您的岗位不含这项指标背后的记录。", "Your posts do not cover the records behind this figure."),
        "personal",
    ),
    "registers.view": allow(
        "L O C V A   X",
        Text("看名册", "see registers"),
        Text(
            "您的岗位不含这个地方或这项工作的名册。",
            "Your posts do not cover the registers of this place or programme.",
        ),
        "personal",
    ),
    "registers.export": allow(
        "  O C   A   X",
        Text("导出名册（号码遮盖）", "export registers (numbers masked)"),
        Text(
            "名册由县级部门专干、镇经办人或审计人员导出。",
            "Registers are exported by department officers, town clerks or auditors.",
        ),
        "personal",
    ),
    "persons.view": allow(
        "L O C V A   X",
        Text("看个人和家庭", "see persons and households"),
        Text(
            "您的岗位不含此人所在的地方或工作。", "Your posts do not cover this person's place or programme."
        ),
        "personal",
    ),
    "persons.unmask": allow(
        "  O C",
        Text("看完整身份证号码", "see a full identity number"),
        Text(
            "完整号码只对本项工作的专干和镇经办人开放，须写明用途。",
            "Full numbers are open to the programme's officers and town clerks only, for a stated purpose.",
        ),
        "personal",
        "purpose",
    ),
    "ledgers.view": allow(
        "  O C   A   X",
        Text("看台账导入情况", "see ledger imports"),
        Text(
            "导入情况只对专干、镇经办人和审计人员开放。",
            "Imports are open to department officers, town clerks and auditors.",
        ),
        "personal",
    ),
    "ledgers.import": allow(
        "  O         X",
        Text("导入台账", "import ledgers"),
        Text(
            "全县台账由本项工作的县级部门专干导入。",
            "A county's ledger is imported by the programme's department officer.",
        ),
        "personal",
        "changes",
    ),
    "ledgers.correct": allow(
        "  O C       X",
        Text("更正被拒绝的行", "correct refused rows"),
        Text(
            "被拒绝的行由本项工作的专干更正，镇经办人只更正本镇的。",
            "Refused rows are corrected by the programme's officer; those of a town also by its clerk.",
        ),
        "personal",
        "changes",
    ),
    "ledgers.undo": allow(
        "  O         X",
        Text("撤销最近一次导入", "undo the last import"),
        Text(
            "导入由本项工作的县级部门专干撤销。", "An import is undone by the programme's department officer."
        ),
        "personal",
        "changes",
    ),
    "ledgers.export": allow(
        "  O         X",
        Text("导出台账（完整号码）", "export a ledger (full numbers)"),
        Text(
            "含完整号码的台账只由本项工作的县级部门专干导出。",
            "A ledger with full numbers is exported by the programme's department officer only.",
        ),
        "personal",
        "purpose",
    ),
    "briefings.view": allow(
        "L O     A   X",
        Text("看简报", "see briefings"),
        Text(
            "简报对县领导、县级部门专干和审计人员开放。",
            "Briefings are open to county leaders, department officers and auditors.",
        ),
    ),
    "briefings.edit": allow(
        "  O         X",
        Text("修改简报文字", "edit a briefing's text"),
        Text("简报文字由县级部门专干修改。", "A briefing's text is edited by department officers."),
        "changes",
    ),
    "briefings.freeze": allow(
        "  O         X",
        Text("定稿简报", "freeze a briefing"),
        Text(
            "简报由负责全部工作的县级部门专干定稿。",
            "A briefing is frozen by a department officer in charge of every programme.",
        ),
        "changes",
    ),
    "journal.view": allow(
        "        A S",
        Text("看操作日志", "see the journal"),
        Text(
            "操作日志对审计人员和系统管理员开放。",
            "The journal is open to auditors and system administrators.",
        ),
    ),
    "accounts.manage": allow(
        "          S X",
        Text("管理账号和岗位", "manage accounts and posts"),
        Text(
            "账号和岗位由本县系统管理员管理。",
            "Accounts and posts are managed by the county's system administrator.",
        ),
        "changes",
    ),
    "places.view": allow(
        "L O C V A R S X",
        Text("看地名", "see places"),
        Text(
            "您还没有任何在任岗位，请找系统管理员。",
            "You hold no post in force; ask the system administrator.",
        ),
    ),
    "calendar.view": allow(
        "L O C V A R S X",
        Text("看工作日历", "see the working-day calendar"),
        Text(
            "您还没有任何在任岗位，请找系统管理员。",
            "You hold no post in force; ask the system administrator.",
        ),
    ),
    "calendar.edit": allow(
        "  O         S X",
        Text("登记放假通知", "enter holiday notices"),
        Text(
            "放假通知由县级部门专干或系统管理员登记。",
            "Holiday notices are entered by department officers or system administrators.",
        ),
        "changes",
    ),
    "search.use": allow(
        "L O C V A   X",
        Text("搜索", "search"),
        Text("搜索只对有业务岗位的人员开放。", "Search is open to people who hold a post in a programme."),
        "personal",
    ),
    "cases.view": allow(
        "L O C V A R   X",
        Text("看办件", "see cases"),
        Text("您的岗位不含这个地方或这项工作的办件。", "Your posts do not cover this place's cases."),
        "personal",
    ),
    "cases.handle": allow(
        "  O C V   R   X",
        Text("办理办件", "handle cases"),
        Text(
            "办件由县级部门专干、镇经办人、村干部和县级复核员在各自的地方办理。",
            "Cases are handled by department officers, town clerks, village cadres and reviewers, each in their place.",
        ),
        "personal",
        "changes",
    ),
    "cases.reassign": allow(
        "  O C",
        Text("改派任务", "reassign tasks"),
        Text("任务由专干或镇经办人改派。", "Tasks are reassigned by department officers or town clerks."),
        "personal",
        "changes",
    ),
    "cases.object": allow(
        "  O C V   R",
        Text("登记异议", "register an objection"),
        Text(
            "异议由经办此地办件的人员代为登记；本人可以凭办件编号自行提出。",
            "Whoever handles cases here registers an objection; the person may object with the case number.",
        ),
        "personal",
        "changes",
    ),
    "cases.answer": allow(
        "  O       R",
        Text("答复异议", "answer an objection"),
        Text(
            "异议由县级部门专干或县级复核员答复。",
            "Objections are answered by department officers or county reviewers.",
        ),
        "personal",
        "changes",
    ),
    "clocks.stop": allow(
        "  O C",
        Text("中止和延长期限", "stop and extend clocks"),
        Text(
            "期限由专干或镇经办人依法中止、延长。",
            "Time limits are stopped and extended, under an article, by officers or town clerks.",
        ),
        "changes",
    ),
    "evidence.destroy": allow(
        "              X",
        Text("销毁期满材料", "destroy papers whose time is over"),
        Text(
            "期满材料由服务器上的命令销毁。",
            "Papers whose time is over are destroyed by command on the server.",
        ),
        "changes",
    ),
    "meetings.view": allow(
        "L O C V A R   X",
        Text("看会议", "see meetings"),
        Text("您的岗位不含这个地方的会议。", "Your posts do not cover the meetings of this place."),
        "personal",
    ),
    "meetings.run": allow(
        "  O C V",
        Text("主持和记录会议", "run and record meetings"),
        Text(
            "会议由本地的专干、镇经办人或村干部组织和记录。",
            "Meetings are run and recorded by the officers, town clerks or village cadres of the place.",
        ),
        "personal",
        "changes",
    ),
    "kinship.edit": allow(
        "  O C",
        Text("登记亲属关系", "record kinship"),
        Text(
            "亲属关系由此人所在地的县级部门专干或镇经办人登记。",
            "Kinship is recorded by the department officers or town clerks of the person's place.",
        ),
        "personal",
        "changes",
    ),
    "officials.view": allow(
        "L O C V A R   X",
        Text("看任职名单", "see who holds which duty"),
        Text("您的岗位不含这个地方的任职名单。", "Your posts do not cover the officials of this place."),
        "personal",
    ),
    "officials.edit": allow(
        "  O C         X",
        Text("登记任职", "record who holds which duty"),
        Text(
            "任职由专干登记，本镇的也由镇经办人登记。",
            "Duties are recorded by department officers; those of a town also by its clerk.",
        ),
        "personal",
        "changes",
    ),
}


def add_permissions(rows: Mapping[str, Permission]) -> None:
    """A house adds its own rows at start-up. Raises DuplicateKeyError for an action the table has."""
    for action, row in rows.items():
        if action in TABLE:
            raise DuplicateKeyError(f"the permission table has action {action!r} already")
        TABLE[action] = row


def permission(action: str) -> Permission:
    """The row of `action`; raises UnknownKeyError, a slip of the programmer, never of the user."""
    try:
        return TABLE[action]
    except KeyError:
        raise UnknownKeyError(f"the permission table has no action {action!r}") from None


@dataclass(frozen=True, slots=True)
class Scope:
    """The places posts cover: code prefixes, none inside another. `("",)` is everywhere, `()` nowhere."""

    prefixes: tuple[str, ...] = ()

    @classmethod
    def of(cls, codes: Iterable[str]) -> "Scope":
        """The scope of 12-digit codes (the empty code: everywhere); what another one covers is left out."""
        kept: list[str] = []
        for wanted in sorted({prefix(code) for code in codes}):
            if not kept or not wanted.startswith(kept[-1]):
                kept.append(wanted)
        return cls(tuple(kept))

    def __bool__(self) -> bool:
        return bool(self.prefixes)

    def ranges(self) -> tuple[tuple[str, str], ...]:
        """First and last 12-digit code of each prefix: what the list and the single check compare with."""
        return tuple((each.ljust(CODE_LENGTH, "0"), each.ljust(CODE_LENGTH, "9")) for each in self.prefixes)

    def covers(self, place_code: str) -> bool:
        """Whether a row at this 12-digit code is inside."""
        if "" in self.prefixes:
            return True
        return any(low <= place_code <= high for low, high in self.ranges())

    def q(self, place_field: str = "place_code") -> Q:
        """The same as a condition; a range, so that both databases use the index. `()` matches nothing."""
        if "" in self.prefixes:
            return Q()
        condition = Q(pk__in=[])
        for bounds in self.ranges():
            condition |= Q(**{f"{place_field}__range": bounds})
        return condition

    def narrow(self, queryset: QuerySet[Row], place_field: str = "place_code") -> QuerySet[Row]:
        """The rows inside; an empty scope asks the database nothing."""
        return queryset.filter(self.q(place_field)) if self.prefixes else queryset.none()
