"""Which passwords are taken."""

import pytest

from models.errors import BadInput
from workbench.security import passwords


@pytest.mark.parametrize(
    "password", ["mưa nắng thuận hòa", "Kx7!wq2Zp9", "mat-khau-thu-nghiem-2026", "con gà con vịt"]
)
def test_good_ones(password: str):
    passwords.check(password, "lan")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("ngắn quá", "ngắn"),
        ("", "ngắn"),
        ("x" * 300, "dài"),
        ("aaaaaaaaaaaa", "dễ đoán"),
        ("1234567890", "dễ đoán"),
        ("matkhau123456", "dễ đoán"),
        ("Admin@12345", "dễ đoán"),
        ("quantri@123", "dễ đoán"),
        ("xin chao nguyenlan", "tên đăng nhập"),
        ("NGUYENLAN xin chao", "tên đăng nhập"),
    ],
)
def test_bad_ones_say_why(password: str, says: str):
    with pytest.raises(BadInput, match=says):
        passwords.check(password, "nguyenlan")


def test_generated_ones_are_long_distinct_and_acceptable():
    made = {passwords.generate() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        passwords.check(password, "quantri")
        assert not set(password) & set("01lio")


def test_a_damaged_hash_is_a_wrong_password():
    assert not passwords.verify("không phải băm", "gì cũng được")
    assert not passwords.verify(None, "gì cũng được")


def test_an_endless_password_costs_no_more():
    hashed = passwords.hash_of("mưa nắng thuận hòa")
    assert not passwords.verify(hashed, "x" * 10_000_000)


def test_weaker_hashes_are_noticed():
    from argon2 import PasswordHasher

    assert passwords.outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x"))
    assert not passwords.outdated(passwords.hash_of("x"))
