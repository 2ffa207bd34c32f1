"""Passwords: what is accepted, how one is made, and the argon2id hash."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.errors import BadInput

MIN_LENGTH = 10
MAX_LENGTH = 256
"""Longer would only make the hash slow."""

# No 0/o, 1/l/i: people copy these from a terminal or a slip of paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

_COMMON = (
    "matkhau",
    "password",
    "quantri",
    "admin",
    "truyenthanh",
    "12345",
    "abcde",
    "qwert",
    "iloveyou",
    "vietnam",
)


@cache
def _hasher() -> PasswordHasher:
    # RFC 9106, second recommended option: 64 MiB, 3 passes, 4 lanes; about 60 ms here.
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash no password fits, made with the same parameters as real ones."""
    return _hasher().hash(secrets.token_hex(32))


def generate() -> str:
    """Fifteen random letters and digits in three groups, 74 bits: "k7mwq-x2npd-9hfra"."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(3))


def check(password: str, login: str) -> None:
    """Raises BadInput saying how to choose a better one."""
    plain = _normal(password)
    if len(plain) < MIN_LENGTH:
        raise BadInput(
            f"Mật khẩu quá ngắn: cần ít nhất {MIN_LENGTH} ký tự.",
            hint="Một câu dễ nhớ gồm vài từ, có dấu cách, là mật khẩu tốt.",
        )
    if len(plain) > MAX_LENGTH:
        raise BadInput(f"Mật khẩu dài quá {MAX_LENGTH} ký tự.")
    folded = plain.casefold()
    if login and login in folded:
        raise BadInput("Mật khẩu không được chứa tên đăng nhập.")
    left = folded
    for word in _COMMON:
        left = left.replace(word, "")
    if folded.isdigit() or len(set(folded)) < 5 or len("".join(c for c in left if c.isalnum())) < 5:
        raise BadInput(
            "Mật khẩu này quá dễ đoán.", hint="Thêm vài từ khác, không theo dãy số hay từ thông dụng."
        )


def hash_of(password: str) -> str:
    """argon2id hash with its salt and parameters."""
    return _hasher().hash(_normal(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether the password fits. Takes the same time when there is no account (`stored` None)."""
    if len(password) > 4 * MAX_LENGTH:
        password = ""
    try:
        _hasher().verify(stored or _nobody(), _normal(password))
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return stored is not None


def outdated(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher().check_needs_rehash(stored)


def _normal(password: str) -> str:
    # The same letters typed with two Vietnamese keyboards may come composed or decomposed.
    # Lone surrogates have no bytes to hash.
    return unicodedata.normalize("NFC", password).encode(errors="replace").decode()
