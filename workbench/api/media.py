"""Sound by content: /audio/<sha256>.<ext> with Range, ETag and an immutable cache, and its subtitles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse
from starlette.concurrency import run_in_threadpool

from models.errors import NotFound, NotSignedIn
from workbench.api.session import Doorkeeper

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

MEDIA_TYPES = {"mp3": "audio/mpeg", "opus": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav"}
SUBTITLES = {"vtt": "text/vtt; charset=utf-8", "srt": "application/x-subrip; charset=utf-8"}
YEAR_S = 31_536_000


def router(work: Workbench, door: Doorkeeper) -> APIRouter:
    """Routes under /audio. What is published is public; everything else only for people who are signed in."""
    routes = APIRouter(tags=["âm thanh"])

    def may_hear(request: Request, sha256: str) -> bool:
        """Whether anybody may (True); raises when nobody is signed in and it is not published."""
        with work.uow() as uow:
            if uow.bulletins.released_audio(sha256):
                return True
        user = door.user(request)
        if user is None or user.must_change:
            raise NotSignedIn("Âm thanh này chưa phát hành; cần đăng nhập để nghe.")
        return False

    def respond(request: Request, sha256: str, ext: str) -> Response:
        public = may_hear(request, sha256)
        headers = {
            "ETag": f'"{sha256}.{ext}"',
            # Content never changes under this name; what is not published must not lie in shared caches.
            "Cache-Control": f"{'public' if public else 'private'}, max-age={YEAR_S}, immutable",
        }
        if ext in SUBTITLES:
            headers["Cache-Control"] = "no-cache" if public else "private, no-cache"
            return PlainTextResponse(_subtitles(work, sha256, ext), headers=headers, media_type=SUBTITLES[ext])
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return FileResponse(work.blobs.path(sha256), headers=headers, media_type=MEDIA_TYPES[ext])

    @routes.api_route("/audio/{sha256}.{ext}", methods=["GET", "HEAD"], response_model=None)
    async def sound(request: Request, sha256: str, ext: str) -> Response:
        """A recording (mp3, opus, flac, wav) or its subtitles (vtt, srt)."""
        known = ext in MEDIA_TYPES or ext in SUBTITLES
        if not known or len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise NotFound("Không có tệp âm thanh này.")
        return await run_in_threadpool(respond, request, sha256, ext)

    return routes


def _subtitles(work: Workbench, sha256: str, ext: str) -> str:
    from models.speech import subtitles

    with work.uow() as uow:
        takes = [r.take for r in uow.bulletins.with_audio(sha256) if r.take is not None]
    takes = [t for t in takes if t.audio_sha256 == sha256 and t.sentences]
    if not takes:
        raise NotFound("Bản thu này không có phụ đề.")
    sentences = takes[-1].sentences
    return subtitles.vtt(sentences) if ext == "vtt" else subtitles.srt(sentences)
