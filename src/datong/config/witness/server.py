"""The witness's addresses: `POST /add-checkpoint`, `GET /<hex sha256(origin)>/checkpoint`, `GET /` for people."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from datong.config.witness import requests
from datong.config.witness.keys import Signer
from datong.config.witness.requests import BODY_MAX, Logs, Refused, Request
from datong.config.witness.store import Damaged, Store, name
from datong.kernel import clock
from datong.kernel.tlog.notes import Note

PLAIN = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
READ = re.compile(r"/([0-9a-f]{64})/checkpoint")

Environ = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: status, content type, body."""

    status: int
    body: str
    type: str = PLAIN


class Witness:
    """One witness: its key, its folder, the logs it watches. A WSGI application."""

    def __init__(self, signer: Signer, store: Store, logs: Logs) -> None:
        self.signer = signer
        self.store = store
        self.logs = logs
        self.digests = {name(origin) for origin in logs}
        for origin in logs:
            store.prepare(origin)
            store.latest(origin)

    def add_checkpoint(self, body: bytes) -> Answer:
        """Cosign a checkpoint that has grown out of the one signed before, or say why not."""
        try:
            request = requests.read(body, self.logs)
            with self.store.locked(request.checkpoint.origin):
                return self._answer(request, body)
        except Refused as refused:
            kind = SIZE if refused.status == HTTPStatus.CONFLICT else PLAIN
            return Answer(refused.status, f"{refused.sentence}\n", kind)
        except Damaged as error:
            return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, f"{error.text.en}\n")

    def _answer(self, request: Request, body: bytes) -> Answer:
        origin = request.checkpoint.origin
        try:
            requests.judge(request, self.store.latest(origin))
        except Refused as refused:
            if refused.fork:
                self.store.accuse(origin, body)
            raise
        signature = self.signer.cosign(request.text, int(clock.now().timestamp()))
        self.store.keep(origin, Note(request.text, (*request.signatures, signature)).format())
        return Answer(HTTPStatus.OK, signature.line())

    def page(self) -> str:
        """What this witness is and has seen, one line a log."""
        lines = [f"witness {self.signer.key.vkey}"]
        for origin in sorted(self.logs):
            latest = self.store.latest(origin)
            size = "nothing seen yet" if latest is None else f"{latest.size} entries"
            lines.append(
                f"log {origin} {name(origin)} {size}, {self.store.accusations(origin)} contradictions"
            )
        return "\n".join(lines) + "\n"

    def read(self, path: str) -> Answer:
        """The newest checkpoint of a log, or the page about this witness."""
        if path in ("", "/"):
            return Answer(HTTPStatus.OK, self.page())
        match = READ.fullmatch(path)
        raw = self.store.raw(match[1]) if match and match[1] in self.digests else None
        if raw is None:
            return Answer(HTTPStatus.NOT_FOUND, "not found\n")
        return Answer(HTTPStatus.OK, raw.decode())

    def respond(self, environ: Environ) -> Answer:
        """Answer one request."""
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        if method in ("GET", "HEAD"):
            return self.read(path)
        if method != "POST" or path != "/add-checkpoint":
            return Answer(HTTPStatus.METHOD_NOT_ALLOWED, "only POST /add-checkpoint\n")
        length = environ.get("CONTENT_LENGTH") or ""
        if not (length.isascii() and length.isdigit() and int(length) <= BODY_MAX):
            return Answer(HTTPStatus.BAD_REQUEST, f"the body needs a length of {BODY_MAX} bytes at most\n")
        return self.add_checkpoint(environ["wsgi.input"].read(int(length)))

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            answer = self.respond(environ)
        except Damaged as error:
            answer = Answer(HTTPStatus.INTERNAL_SERVER_ERROR, f"{error.text.en}\n")
        body = answer.body.encode()
        headers = [
            ("Content-Type", answer.type),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-cache"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response(f"{int(answer.status)} {HTTPStatus(answer.status).phrase}", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


class Server(ThreadingMixIn, WSGIServer):
    """A thread for each request."""

    daemon_threads = True
    request_queue_size = 64


class Handler(WSGIRequestHandler):
    """Gives a silent client ten seconds; writes no log of who asked."""

    timeout = 10

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not recorded."""


def server(witness: Witness, host: str, port: int) -> WSGIServer:
    """A server ready to `serve_forever`; port 0 takes a free one."""
    return make_server(host, port, witness, server_class=Server, handler_class=Handler)
