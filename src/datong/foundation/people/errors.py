"""What people refuses."""

from datong.kernel.bilingual import Text


class PurposeMissing(ValueError):
    """A full number is shown only for a stated purpose."""

    text = Text(
        zh="请写明查看完整号码的用途（至少 4 个字），它会记入日志。",
        en="State why you need the full number (at least 4 characters); it goes into the journal.",
    )
