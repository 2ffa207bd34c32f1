"""Errors as RFC 9457 problem documents: the one place where the error hierarchy meets HTTP."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from models.errors import WorkbenchError

logger = logging.getLogger(__name__)

TYPE = "https://tieng-lang.vn/loi/"
"""Prefix of problem types; an identifier, never fetched."""

_TITLES = {
    400: "Yêu cầu không hợp lệ",
    401: "Chưa đăng nhập",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Không dùng được cách gọi này",
    409: "Xung đột",
    413: "Quá lớn",
    416: "Khoảng byte không hợp lệ",
    422: "Dữ liệu sai",
    500: "Lỗi của chương trình",
    503: "Tạm thời chưa dùng được",
}


def problem(status: int, detail: str, *, code: str = "", hint: str = "", **extra: object) -> JSONResponse:
    """A problem document."""
    title = _TITLES.get(status, HTTPStatus(status).phrase)
    body: dict[str, object] = {"type": TYPE + code if code else "about:blank", "title": title, "status": status}
    body["detail"] = detail
    if hint:
        body["hint"] = hint
    return JSONResponse(body | extra, status, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Answer every error of this app as a problem document."""

    @app.exception_handler(WorkbenchError)
    async def expected(_: Request, error: WorkbenchError) -> JSONResponse:
        return problem(error.status, error.message, code=error.code, hint=error.hint)

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        given = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        answer = problem(error.status_code, given or f"{_TITLES.get(error.status_code, 'Có lỗi')}.")
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        fields = [".".join(str(p) for p in e["loc"][1:]) for e in error.errors()]
        return problem(422, "Dữ liệu gửi lên chưa đúng: " + ", ".join(fields) + ".", code="du-lieu-sai")

    @app.exception_handler(Exception)
    async def defect(request: Request, error: Exception) -> JSONResponse:
        logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return problem(500, "Chương trình gặp lỗi ngoài dự kiến; sự việc đã được ghi nhật ký.", code="loi")
