"""What each role may do, written out; and the words people see."""

import unicodedata
from enum import Enum

import pytest

from models.errors import NotAllowed
from models.types import Gender, Region
from workbench.domain import labels
from workbench.domain.bulletin import Field, Priority
from workbench.domain.flow import Delivery, Gate, State
from workbench.domain.people import OPERATOR, SYSTEM, Actor, Role, User, UserId, Verb
from workbench.domain.place import AreaLevel, Channel, SlotKind

TABLE = {
    Role.VIEWER: "view",
    Role.REPORTER: "view write",
    Role.EDITOR: "view write write_any approve_text queue",
    Role.APPROVER: "view approve_text approve_audio release recall queue",
    Role.ADMINISTRATOR: "view queue administer",
}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_exactly_this(role: Role):
    actor = Actor(UserId("x"), "X", frozenset({role}))
    assert {v.value for v in Verb if actor.may(v)} == set(TABLE[role].split())


def test_the_system_holds_no_editorial_right_and_the_operator_only_keeps_the_house():
    assert not any(SYSTEM.may(v) for v in Verb)
    assert {v for v in Verb if OPERATOR.may(v)} == {Verb.VIEW, Verb.QUEUE, Verb.ADMINISTER}


def test_refusal_names_the_person_and_what_to_do():
    with pytest.raises(NotAllowed) as caught:
        Actor(UserId("x"), "Lan", frozenset({Role.VIEWER})).require(Verb.WRITE)
    assert "Lan" in caught.value.message
    assert caught.value.hint
    assert caught.value.details == {"verb": "write"}


def test_an_account_switched_off_may_nothing():
    user = User(UserId("x"), "x", "X", frozenset(Role), "h", active=False)
    assert not any(user.actor.may(v) for v in Verb)


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (State, labels.STATE),
        (Delivery, labels.DELIVERY),
        (Gate, labels.GATE),
        (Role, labels.ROLE),
        (Channel, labels.CHANNEL),
        (Field, labels.FIELD),
        (Priority, labels.PRIORITY),
        (Region, labels.REGION),
        (Gender, labels.GENDER),
        (AreaLevel, labels.AREA_LEVEL),
        (SlotKind, labels.SLOT_KIND),
    ],
)
def test_every_code_has_a_vietnamese_name(kind: type[Enum], table: dict[Enum, str]):
    assert set(table) == set(kind)
    assert all(name == unicodedata.normalize("NFC", name) and name.strip() for name in table.values())
    assert len(set(table.values())) == len(table)
