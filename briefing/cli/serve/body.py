"""`briefing serve`: the site over HTTP, with Range so that players can seek."""

from __future__ import annotations

import socket
from pathlib import Path

import click
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from briefing.model.errors import CannotWrite, NotPrepared
from briefing.publish.feed import make_absolute
from briefing.wiring.workspace import load_configuration

TYPES = {".vtt": "text/vtt; charset=utf-8", ".md": "text/markdown; charset=utf-8"}


def serve_site(config: Path, output: Path | None, host: str, port: int) -> None:
    """Serve output/site over HTTP until stopped."""
    loaded = load_configuration(config, output)
    root = loaded.output / "site"
    if not root.is_dir():
        raise NotPrepared(str(root), "there is nothing to serve yet", hint="briefing run")
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise CannotWrite(f"{host}:{port}", "cannot be listened on", error.strerror or str(error), "try --port 0") from error
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{listener.getsockname()[1]}/ serves {root}; Ctrl-C ends it")
    uvicorn.Server(uvicorn.Config(build_application(root, not loaded.site.link), log_level="warning")).run([listener])


def build_application(root: Path, fill_in: bool) -> Starlette:
    """Return the ASGI application over a site; with `fill_in` feeds get the address they were asked at, on the way out only."""

    async def feed(request: Request) -> Response:
        file = root / request.path_params["show"] / "feed.xml"
        if not file.is_file() or file.resolve().parent.parent != root.resolve():
            raise HTTPException(404)
        body = make_absolute(file.read_bytes(), str(request.base_url).rstrip("/"))
        return Response(body, media_type="application/rss+xml")

    class Files(StaticFiles):
        """Static files with the types and the permission that podcast players want."""

        def file_response(self, full_path: str, *args: object, **more: object) -> Response:  # type: ignore[override]  # passed on whole
            response = super().file_response(full_path, *args, **more)  # type: ignore[arg-type]  # whatever Starlette gave us goes back to it
            response.headers["access-control-allow-origin"] = "*"
            response.headers["x-content-type-options"] = "nosniff"
            if media_type := _find_type(Path(full_path)):
                response.headers["content-type"] = media_type
            return response

    routes: list[Route | Mount] = [Mount("/", Files(directory=root, html=True))]
    if fill_in:
        routes.insert(0, Route("/{show}/feed.xml", feed))
    return Starlette(routes=routes)


def _find_type(file: Path) -> str | None:
    if file.name == "chapters.json":
        return "application/json+chapters"
    if file.name == "feed.xml":
        return "application/rss+xml; charset=utf-8"
    return TYPES.get(file.suffix)
