"""States of imports, files and refused rows."""

from django.db.models import TextChoices


class ImportState(TextChoices):
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    UNDONE = "undone", "已撤销"


class FileState(TextChoices):
    IMPORTED = "imported", "已导入"
    UNCHANGED = "unchanged", "以前导入过，没有变化"
    UNREADABLE = "unreadable", "无法读取"


class RefusedState(TextChoices):
    OPEN = "open", "待更正"
    CORRECTED = "corrected", "已更正"
    DISMISSED = "dismissed", "已作废"


class JobState(TextChoices):
    WAITING = "waiting", "等待开始"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
