"""The reviewers' page with buttons: decisions are stored as they are made."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from duizhao.errors import UsageError
from duizhao.model import Status
from duizhao.report import load_run, render_page
from duizhao.review.store import DecisionStore, decisions_path
from duizhao.settings import ReportSettings

if TYPE_CHECKING:
    from fastapi import FastAPI

_LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]", "::1")
# A decision is a few bytes; more is no decision.
_MOST_BYTES = 1000


class _Body(msgspec.Struct):
    status: Status


def build_app(run_folder: Path, settings: ReportSettings, *, allowed_hosts: tuple[str, ...] = _LOCAL_HOSTS) -> FastAPI:
    """The application: `GET /` the page, `GET /api/findings`, `PUT /api/findings/{id}` with `{"status": "confirmed"}`.

    Args:
        run_folder: what is reviewed.
        settings: how much of it the page shows.
        allowed_hosts: names this server may be called by; a page elsewhere on the web cannot reach it under another name.

    Raises:
        RunFolderError: the folder is no run folder.
    """
    from fastapi import FastAPI, HTTPException, Request, Response
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    run = load_run(run_folder)
    store = DecisionStore(decisions_path(run_folder))
    known = {finding.id for finding in run.findings}
    app = FastAPI(title="Duizhao review", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts))

    def page() -> Response:
        html = render_page(run, settings, decisions=store.current(), live=True)
        return Response(html, media_type="text/html", headers={"Cache-Control": "no-store"})

    def findings() -> Response:
        decided = store.current()
        rows = [{**msgspec.to_builtins(finding), "status": decided.get(finding.id, finding.status)} for finding in run.findings]
        return Response(msgspec.json.encode(rows), media_type="application/json")

    async def decide(finding: str, request: Request) -> Response:
        if finding not in known:
            raise HTTPException(404, f"no finding {finding} in this run")
        if request.headers.get("content-type", "").split(";")[0] != "application/json":
            raise HTTPException(415, "send JSON")  # also keeps plain forms of other sites out
        body = await request.body()
        if len(body) > _MOST_BYTES:
            raise HTTPException(413, "a decision is a few bytes")
        try:
            status = msgspec.json.decode(body, type=_Body).status
        except msgspec.MsgspecError as error:
            raise HTTPException(422, str(error)) from error
        decision = store.record(finding, status)
        return Response(msgspec.json.encode(decision), media_type="application/json")

    app.add_api_route("/", page, methods=["GET"], response_model=None)
    app.add_api_route("/api/findings", findings, methods=["GET"], response_model=None)
    # FastAPI reads the parameters from the annotations, which are names of this function.
    decide.__annotations__ = {"finding": str, "request": Request, "return": Response}
    page.__annotations__ = findings.__annotations__ = {"return": Response}
    app.add_api_route("/api/findings/{finding}", decide, methods=["PUT"], response_model=None)
    return app


def serve(run_folder: Path, settings: ReportSettings, *, host: str, port: int, open_browser: bool) -> None:
    """Serve until interrupted.

    Raises:
        RunFolderError: the folder is no run folder.
        UsageError: the address cannot be served.
    """
    import socket

    import uvicorn

    allowed = _LOCAL_HOSTS if host in _LOCAL_HOSTS else ("*",)
    app = build_app(run_folder, settings, allowed_hosts=allowed)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise UsageError(f"Cannot serve on {host}:{port}: {error.strerror}.", hint="Choose another --port.") from error
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    print(f"Reviewing {run_folder} on {address} (Ctrl+C ends it)", flush=True)
    if open_browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    server.run(sockets=[listener])
