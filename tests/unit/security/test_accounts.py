"""Signing in: who may, how guessing is stopped, and who keeps the keys."""

import time
from collections.abc import Iterator
from functools import partial

import pytest

from models.errors import BadInput, Conflict, NotAllowed, NotFound, NotSignedIn
from tests.unit.desk.house import ADMIN, LAN, House, at_once, house_in
from workbench.domain.people import Role, User
from workbench.security import accounts, sessions
from workbench.security.accounts import LockoutPolicy

GOOD = "mưa nắng thuận hòa"
POLICY = LockoutPolicy(failures=3, minutes=15, per_remote=3)


@pytest.fixture
def house(tmp_path) -> Iterator[House]:
    made = house_in(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def lan(house: House) -> User:
    with house.uow() as uow:
        user, generated = accounts.add_user(uow, ADMIN, "lan", "Nguyễn Thị Lan", {Role.REPORTER}, password=GOOD)
    assert generated is None
    return user


def sign_in(house: House, login: str, password: str, remote: str = "") -> User:
    with house.uow() as uow:
        return accounts.authenticate(uow, login, password, remote=remote, policy=POLICY)


def refused(house: House, login: str, password: str, remote: str = "") -> NotSignedIn:
    with pytest.raises(NotSignedIn) as caught:
        sign_in(house, login, password, remote)
    return caught.value


# --- making accounts -------------------------------------------------------------------------------


def test_the_first_administrator_gets_a_password_nobody_chose(house: House):
    with house.uow() as uow:
        password = accounts.first_administrator(uow, "quantri", "Quản trị")
    user = sign_in(house, "quantri", password)
    assert user.must_change
    assert user.actor.roles == {Role.ADMINISTRATOR}
    with house.uow() as uow, pytest.raises(Conflict):
        accounts.first_administrator(uow, "quantri2", "Quản trị")


def test_a_password_is_kept_as_argon2id_only(house: House, lan: User):
    assert lan.password_hash.startswith("$argon2id$")
    with house.uow() as uow:
        assert GOOD not in str([r.details for r in uow.audit.list()])
    assert sign_in(house, " LAN ", GOOD).id == lan.id


def test_the_same_letters_from_another_keyboard_fit(house: House, lan: User):
    import unicodedata

    assert sign_in(house, "lan", unicodedata.normalize("NFD", GOOD)).id == lan.id


def test_a_generated_password_must_be_changed_a_chosen_one_not(house: House, lan: User):
    with house.uow() as uow:
        made, generated = accounts.add_user(uow, ADMIN, "hoa", "Lê Thị Hoa", {Role.APPROVER})
    assert generated
    assert (made.must_change, lan.must_change) == (True, False)


@pytest.mark.parametrize("login", ["", "l", "lân", "lan anh", "../lan", "x" * 33, "-lan", "lan\x00"])
def test_logins_are_plain(house: House, login: str):
    with house.uow() as uow, pytest.raises(BadInput):
        accounts.add_user(uow, ADMIN, login, "Lan", {Role.REPORTER})


def test_a_login_is_taken_once(house: House, lan: User):
    with house.uow() as uow, pytest.raises(BadInput, match="lan"):
        accounts.add_user(uow, ADMIN, "LAN", "Lan khác", {Role.REPORTER})


@pytest.mark.parametrize(("name", "roles"), [("  ", {Role.VIEWER}), ("Lan", set())])
def test_an_account_has_a_name_and_a_role(house: House, name: str, roles: set[Role]):
    with house.uow() as uow, pytest.raises(BadInput):
        accounts.add_user(uow, ADMIN, "x1", name, roles)


def test_only_administrators_keep_accounts(house: House, lan: User):
    with house.uow() as uow:
        for verb in (
            lambda: accounts.add_user(uow, LAN, "x1", "X", {Role.ADMINISTRATOR}),
            lambda: accounts.reset_password(uow, LAN, "lan"),
            lambda: accounts.set_roles(uow, LAN, "lan", {Role.ADMINISTRATOR}),
            lambda: accounts.set_active(uow, LAN, "lan", active=False),
            lambda: accounts.unlock(uow, LAN, "lan"),
        ):
            with pytest.raises(NotAllowed):
                verb()


# --- guessing --------------------------------------------------------------------------------------


def test_wrong_and_unknown_answer_alike(house: House, lan: User):
    assert str(refused(house, "lan", "sai hoàn toàn")) == str(refused(house, "ma", "sai hoàn toàn"))


def test_wrong_and_unknown_take_the_same_time(house: House, lan: User):
    def spent(login: str) -> float:
        start = time.perf_counter()
        refused(house, login, "sai hoàn toàn rồi")
        return time.perf_counter() - start

    refused(house, "khac", "lần đầu tính băm giả")
    known, unknown = spent("lan"), spent("ma")
    assert unknown > 0.3 * known


def test_guessing_locks_the_account_for_a_while(house: House, lan: User):
    for _ in range(3):
        refused(house, "lan", "sai mật khẩu")
    locked = refused(house, "lan", GOOD)
    assert "quá nhiều lần" in locked.message
    assert locked.details["locked_until"]
    house.clock.advance(minutes=15, seconds=1)
    assert sign_in(house, "lan", GOOD).id == lan.id
    assert "lock" in house.verbs(lan.id)


def test_an_unknown_name_locks_as_well(house: House):
    for _ in range(3):
        refused(house, "ma", "sai mật khẩu")
    assert "locked_until" in refused(house, "ma", "sai mật khẩu").details


def test_success_starts_the_count_afresh(house: House, lan: User):
    for _ in range(4):
        refused(house, "lan", "sai mật khẩu")
        refused(house, "lan", "sai mật khẩu")
        assert sign_in(house, "lan", GOOD).failures == 0


def test_one_address_trying_many_names_is_locked(house: House, lan: User):
    for n in range(9):
        refused(house, f"ten{n}", "sai mật khẩu", remote="10.0.0.9")
    assert "locked_until" in refused(house, "lan", GOOD, remote="10.0.0.9").details
    assert sign_in(house, "lan", GOOD, remote="10.0.0.8").id == lan.id


def test_guesses_at_once_are_all_counted(house: House, lan: User):
    def guess(n: int) -> str:
        try:
            sign_in(house, "lan", f"đoán lần {n}")
        except NotSignedIn as error:
            return "locked" if "locked_until" in error.details else "wrong"
        return "in"

    assert sorted(at_once(*(partial(guess, n) for n in range(8)))) == ["locked"] * 5 + ["wrong"] * 3


def test_an_administrator_lifts_the_lock(house: House, lan: User):
    for _ in range(3):
        refused(house, "lan", "sai mật khẩu")
    with house.uow() as uow:
        accounts.unlock(uow, ADMIN, "lan")
    assert sign_in(house, "lan", GOOD).id == lan.id


# --- changes ---------------------------------------------------------------------------------------


def test_changing_the_password_ends_every_session(house: House, lan: User):
    with house.uow() as uow:
        token = sessions.start(uow, lan)
        with pytest.raises(BadInput, match="hiện tại"):
            accounts.change_password(uow, lan, "sai", "ruộng đồng bát ngát")
        with pytest.raises(BadInput, match="khác"):
            accounts.change_password(uow, lan, GOOD, GOOD)
        with pytest.raises(BadInput, match="ngắn"):
            accounts.change_password(uow, lan, GOOD, "ngắn")
        accounts.change_password(uow, lan, GOOD, "ruộng đồng bát ngát")
        with pytest.raises(NotSignedIn):
            sessions.resolve(uow, token)
    refused(house, "lan", GOOD)
    assert sign_in(house, "lan", "ruộng đồng bát ngát").id == lan.id
    assert house.verbs(lan.id) == ["add_user", "sign_in", "change_password"]


def test_a_reset_gives_a_new_password_to_be_changed(house: House, lan: User):
    with house.uow() as uow:
        password = accounts.reset_password(uow, ADMIN, "lan")
        with pytest.raises(NotFound):
            accounts.reset_password(uow, ADMIN, "ma")
    refused(house, "lan", GOOD)
    assert sign_in(house, "lan", password).must_change


def test_a_switched_off_account_is_out_at_once(house: House, lan: User):
    with house.uow() as uow:
        token = sessions.start(uow, lan)
        accounts.set_active(uow, ADMIN, "lan", active=False)
        with pytest.raises(NotSignedIn):
            sessions.resolve(uow, token)
    refused(house, "lan", GOOD)
    with house.uow() as uow:
        accounts.set_active(uow, ADMIN, "lan", active=True)
    assert sign_in(house, "lan", GOOD).id == lan.id


def test_the_last_administrator_stays(house: House, lan: User):
    with house.uow() as uow:
        accounts.add_user(uow, ADMIN, "quantri", "Quản trị", {Role.ADMINISTRATOR})
        with pytest.raises(Conflict, match="cuối cùng"):
            accounts.set_active(uow, ADMIN, "quantri", active=False)
        with pytest.raises(Conflict, match="cuối cùng"):
            accounts.set_roles(uow, ADMIN, "quantri", {Role.VIEWER})
        accounts.set_roles(uow, ADMIN, "lan", {Role.REPORTER, Role.ADMINISTRATOR})
        assert not accounts.set_active(uow, ADMIN, "quantri", active=False).active
