"""Why nothing was generated."""

from __future__ import annotations

from datong.kernel.bilingual import Text

__all__ = ["SynthRefused", "bad_number", "cannot_write", "ended", "no_space", "not_empty"]


class SynthRefused(ValueError):
    """Nothing was generated, or not all of it; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def bad_number(households: int, most: int) -> SynthRefused:
    return SynthRefused(
        Text(
            "户数应在 1 到 {most} 之间，现在是 {given}",
            "the number of households must be between 1 and {most}, not {given}",
        ).format(most=most, given=households)
    )


def not_empty(directory: object) -> SynthRefused:
    return SynthRefused(
        Text(
            "{directory} 不是空文件夹；请换一个新的，或者先清空它",
            "{directory} is not an empty folder; name a new one, or empty it first",
        ).format(directory=directory)
    )


def no_space(directory: object, needed: int, free: int) -> SynthRefused:
    return SynthRefused(
        Text(
            "{directory} 所在磁盘只剩 {free} MB，估计需要 {needed} MB；请腾出空间或减少户数",
            "the disk of {directory} has {free} MB left and about {needed} MB are needed; make room or ask for fewer households",
        ).format(directory=directory, needed=needed, free=free)
    )


def cannot_write(directory: object, why: object) -> SynthRefused:
    return SynthRefused(
        Text("写不进 {directory}：{why}", "cannot write into {directory}: {why}").format(
            directory=directory, why=why
        )
    )


def ended() -> SynthRefused:
    return SynthRefused(
        Text(
            "一个生成进程中途被结束了，多半是内存不够（两个进程约需 1 GB）；已写的部分已清除，请再试一次",
            "a drawing process was ended, most likely for want of memory (two need about 1 GB); what was written is gone, please try again",
        )
    )
