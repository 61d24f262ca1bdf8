"""What this house plugs into the shell and into the houses below."""

from datong.foundation.evidence import service as evidence
from datong.kernel.bilingual import Text
from datong.web import navigation


def plug_in() -> None:
    navigation.register(Text("会议", "Meetings"), "meetings", "users", 12, "meetings.view")
    evidence.name_kind("meeting_signatures", Text("会议签名", "signatures of a meeting"))
