"""Why a review is refused (核对不能进行的原因): each with one sentence in both languages."""

from __future__ import annotations

from pathlib import Path

from datong.kernel.bilingual import Text

__all__ = [
    "EngineFailed",
    "FileMissing",
    "MatchingError",
    "MissingColumn",
    "NoEngine",
    "NoIndex",
    "NoSpark",
    "NotParquet",
    "NothingToReview",
    "OutputRefused",
    "WrongMemory",
    "WrongType",
]


class MatchingError(ValueError):
    """A review that cannot be made; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


class FileMissing(MatchingError):
    """A file that is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(Text(f"文件不存在：{path}", f"there is no such file: {path}"))


class NotParquet(MatchingError):
    """A file of another format, or a broken one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                f"{path} 不是 Parquet 文件，或已损坏；表格请先用名单上传页或其他工具转成 Parquet",
                f"{path} is not a Parquet file, or is damaged; convert other tables to Parquet first",
            )
        )


class MissingColumn(MatchingError):
    """A column without which nothing can be compared."""

    def __init__(self, path: Path, column: str, found: list[str]) -> None:
        zh, en = "、".join(found), ", ".join(found)
        super().__init__(
            Text(f"{path} 缺少 {column} 列；现有列：{zh}", f"{path} has no column {column}; it has: {en}")
        )


class WrongType(MatchingError):
    """A column that holds another type of value than it must."""

    def __init__(self, path: Path, column: str, found: str, wanted: Text) -> None:
        super().__init__(
            Text(
                f"{path} 的 {column} 列是 {found}，应为{wanted.zh}",
                f"column {column} of {path} is {found}; it must be {wanted.en}",
            )
        )


class OutputRefused(MatchingError):
    """A place to write that is taken or not there."""

    def __init__(self, path: Path) -> None:
        told = (
            Text(
                f"{path} 已经存在，没有改动它；请换一个文件名，或先移走它",
                f"{path} exists already and was left as it is; choose another name or move it away",
            )
            if path.exists()
            else Text(
                f"没有文件夹 {path.parent}，写不了结果", f"there is no folder {path.parent} to write into"
            )
        )
        super().__init__(told)


class NothingToReview(MatchingError):
    """No register was given."""

    def __init__(self) -> None:
        super().__init__(
            Text("没有给出要比对的名单（--register）", "no register was given to compare with (--register)")
        )


class NoEngine(MatchingError):
    """An engine that is unknown."""

    def __init__(self, engine: str) -> None:
        super().__init__(
            Text(
                f"没有引擎 {engine}；可选 duckdb、spark",
                f"there is no engine {engine}; choose duckdb or spark",
            )
        )


class NoSpark(MatchingError):
    """Spark is not installed, does not answer or stopped."""


class EngineFailed(MatchingError):
    """The engine stopped: no room in memory or on the disk, or a file that broke while it was read."""

    def __init__(self, why: str) -> None:
        super().__init__(
            Text(
                f"比对中断，没有写出结果：{why}；内存或磁盘不够时可加大 --memory 或换一块盘",
                f"the review stopped and wrote nothing: {why}; give more --memory or another disk if there was no room",
            )
        )


class NoIndex(MatchingError):
    """A folder that holds no index of a register."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Text(
                f"{folder} 里没有名单索引，请重新建立",
                f"{folder} holds no index of a register; build it again",
            )
        )


class WrongMemory(MatchingError):
    """A bound of memory that cannot be read."""

    def __init__(self, memory: str) -> None:
        super().__init__(
            Text(
                f"{memory} 不是内存大小；请写成 4GB 或 700MB",
                f"{memory} is no size of memory; write 4GB or 700MB",
            )
        )
