"""What the environment decides: the data folder, the secret key, the database. Read once, by settings."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Every setting a county may make: default, and what it is for. docs/reference/settings.md is made from this.
SETTINGS: dict[str, tuple[str, str, str]] = {
    "DATONG_HOME": (
        "var/",
        "数据文件夹：数据库、密钥、静态文件",
        "data folder: database, keys, static files",
    ),
    "DATABASE_URL": (
        "sqlite:///DATONG_HOME/datong.sqlite3",
        "数据库：postgresql://… 或 sqlite:///…",
        "the database",
    ),
    "DATONG_SECRET_KEY": (
        "DATONG_HOME/secret_key",
        "会话签名密钥，首次运行时生成",
        "key that signs sessions, made on the first run",
    ),
    "DATONG_KEYS": (
        "DATONG_HOME/keys/sealing.json",
        "封存个人信息的密钥环",
        "key ring that seals personal data",
    ),
    "DATONG_DEBUG": ("0", "调试，正式环境不得打开", "debugging; never in production"),
    "DATONG_ALLOWED_HOSTS": (
        "127.0.0.1,localhost,[::1]",
        "允许的主机名，逗号分隔",
        "host names served, comma-separated",
    ),
    "DATONG_HTTPS": ("0", "在 HTTPS 之后运行时设为 1", "1 when served behind HTTPS"),
    "DATONG_PDF_FONTS": (
        "（随附字体 the fonts shipped）",
        "PDF（简报、表格、文书）用的字体文件夹",
        "folder of fonts for PDF: briefing, forms, letters",
    ),
    "DATONG_OUTBOX": (
        "DATONG_HOME/outbox",
        "待发短信、邮件的文件夹，由县里的网关取走",
        "folder of messages waiting for the county's SMS and mail gateway",
    ),
    "DATONG_PUBLIC_URL": (
        "",
        "公开页面对外的网址，例如 https://county.example/，印在二维码、站点地图和订阅里；不设则用访问时的网址，村的页面不显示二维码",
        "address of the public pages, such as https://county.example/, printed in QR codes, sitemap and feeds; without it"
        " the address asked for, and no QR code on village pages",
    ),
    "DATONG_OPEN_LICENCE": (
        "CC-BY-4.0",
        "开放数据的许可：CC-BY-4.0、CC0-1.0，或“名称 网址”",
        "licence of the open data: CC-BY-4.0, CC0-1.0, or a name and its address",
    ),
    "DATONG_LOG": (
        "DATONG_HOME/log",
        "公开日志的文件夹，任何网页服务器都可以直接提供",
        "folder of the public log's files; any web server may serve it",
    ),
    "DATONG_LOG_ORIGIN": (
        "datong.invalid/log",
        "公开日志的名称，写在每个检查点第一行；正式启用前改成县里的域名，例如 county.example/village-affairs，以后不再改",
        "name of the public log, first line of its checkpoints; set it to an address of the county's before the first"
        " publication and never change it",
    ),
    "DATONG_LOG_PKCS11": (
        "",
        "公开日志的签名密钥在密码模块里：库:令牌:标签，几把用逗号分开，file 指密钥文件",
        "the log's signing key in a hardware module: LIBRARY:TOKEN:LABEL, several separated by commas; `file` is the key"
        " file DATONG_HOME/keys/publiclog.key",
    ),
    "DATONG_LOG_PIN": ("", "密码模块的口令", "the PIN of that module"),
    "JAVA_HOME": (
        "",
        "Java 17 的文件夹；只在用 Spark 时需要，不设则用 PATH 里的 java",
        "folder of Java 17, for Spark alone; else the java on the PATH",
    ),
    "DATONG_WITNESS_POLICY": (
        "",
        "见证规则文件（c2sp.org/tlog-policy）：哪些见证人、几个签名才公布；不设则不要见证人",
        "witness policy file (c2sp.org/tlog-policy): who must have signed before a checkpoint is published; without it"
        " no witness is needed",
    ),
}

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
    " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536"
)


def home() -> Path:
    """The data folder (`DATONG_HOME`, default `var/` in the working directory), made with mode 700."""
    folder = Path(os.environ.get("DATONG_HOME") or "var").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """`DATONG_SECRET_KEY`, or the key kept in the data folder, made on the first run with mode 600."""
    given = os.environ.get("DATONG_SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


def flag(name: str, *, default: bool) -> bool:
    """A yes/no setting: 1, true, yes, on (any case) are yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str) -> list[str]:
    """A comma-separated setting."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(folder: Path) -> dict[str, Any]:
    """`DATABASE_URL` as a Django database: postgresql://user:password@host:port/name, or sqlite:///path.

    Raises ValueError for any other scheme.
    """
    url = urlsplit(os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'datong.sqlite3'}")
    if url.scheme == "sqlite":
        return sqlite(unquote(url.path.removeprefix("/")) if url.path.startswith("//") else unquote(url.path))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL: unknown scheme {url.scheme!r}; use postgresql:// or sqlite:///")
    query = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.pop("host", url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def sqlite(path: str) -> dict[str, Any]:
    """SQLite as DESIGN decision 2 asks: WAL, FULL, foreign keys, recursive triggers, IMMEDIATE."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": SQLITE_START},
    }
