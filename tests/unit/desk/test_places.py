"""Areas and slots come from files and forms, and wrong rows are named."""

import json
from datetime import time
from importlib import resources
from pathlib import Path

import pytest

from models.errors import BadInput, NotAllowed
from tests.unit.desk.house import ADMIN, AREAS, LAN, House
from workbench.desk import places
from workbench.domain.place import AreaCode, AreaLevel, Slot, SlotKind


def load(house: House, content: bytes) -> int:
    with house.uow() as uow:
        return places.import_areas(uow, ADMIN, content)


def test_importing_twice_changes_nothing(house: House):
    assert load(house, AREAS) == 0
    assert house.verbs("areas") == ["import_areas"]


def test_the_sample_is_dong_nai_with_slots(house: House):
    sample = resources.files("workbench.store").joinpath("data/areas_sample.csv").read_bytes()
    assert load(house, sample) > 10
    with house.uow() as uow:
        communes = [a for a in uow.areas.list(AreaLevel.COMMUNE) if a.code.startswith("26")]
        assert len(communes) == 8
        assert [f"{s.start:%H:%M} {s.minutes}" for s in uow.slots.list([communes[0].code])] == [
            "05:30 60",
            "17:00 60",
        ]
        assert uow.areas.get("26209-a1").path == ("75", "26209", "26209-a1")


def test_the_published_list_of_2025_imports_whole(house: House, shared: Path):
    content = (shared / "data" / "administrative_units_2025.json").read_bytes()
    provinces = json.loads(content)
    count = len(provinces) + sum(len(p["Wards"]) for p in provinces)
    assert count - 1 <= load(house, content) <= count  # the house knows 75 already, by another name
    assert load(house, content) == 0
    with house.uow() as uow:
        assert len(uow.areas.list(AreaLevel.PROVINCE)) == len(provinces)


def test_an_area_renamed_or_moved_takes_its_hamlets_along(house: House):
    more = b"code,name,level,parent\n76,T\xe1\xbb\x89nh B,province,\n101,X\xc3\xa3 M\xe1\xbb\x9bi,commune,76\n"
    assert load(house, more) == 3  # 76, 101 and 101-a
    with house.uow() as uow:
        assert uow.areas.get("101").name == "Xã Mới"
        assert uow.areas.get("101-a").path == ("76", "101", "101-a")


def test_the_order_of_rows_does_not_matter(house: House):
    rows = ["h1,Ấp 1,hamlet,c1", "c1,Xã 1,commune,p1", "p1,Tỉnh 1,province,"]
    assert load(house, ("code,name,level,parent\n" + "\n".join(rows)).encode()) == 3


def test_every_wrong_row_is_named_and_nothing_is_imported(house: House):
    rows = [
        "p1,Tỉnh 1,province,",
        "p.2,Tỉnh 2,province,",  # a dot would break routing keys
        "c1,,commune,p1",
        "c2,Xã 2,district,p1",
        "p1,Tỉnh 1 nữa,province,",
        "c3,Xã 3,commune,p9",
        "h1,Ấp 1,hamlet,p1",  # a hamlet lies in a commune
        "h2,Ấp 2,hamlet,",
    ]
    with pytest.raises(BadInput) as caught:
        load(house, ("code,name,level,parent\n" + "\n".join(rows)).encode())
    named = [row.split(":")[0] for row in caught.value.details["rows"]]
    assert sorted(named) == [f"dòng {n}" for n in range(3, 10)]
    with house.uow() as uow:
        assert "p1" not in [a.code for a in uow.areas.list()]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  ",
        b"\xff\xfe",
        b"a,b\n1,2",
        b"[1]",
        b"{}",
        b"[{",
        b'[{"Code": "1", "FullName": "X", "Wards": 3}]',
    ],
)
def test_other_files_are_refused(house: House, content: bytes):
    with pytest.raises(BadInput):
        load(house, content)


def test_only_administrators_keep_places(house: House):
    with house.uow() as uow:
        slot = Slot("x", AreaCode("101"), "X", time(12), 30)
        for verb in (
            lambda: places.import_areas(uow, LAN, AREAS),
            lambda: places.save_slot(uow, LAN, slot),
            lambda: places.remove_slot(uow, LAN, "x"),
        ):
            with pytest.raises(NotAllowed):
                verb()


def test_own_slots_do_not_overlap_and_a_relay_may_lie_inside(house: House):
    def save(start: time, minutes: int, kind: SlotKind = SlotKind.OWN, days: tuple[int, ...] = (1,)) -> None:
        with house.uow() as uow:
            places.save_slot(uow, ADMIN, Slot(f"{start}", AreaCode("101"), "Thêm", start, minutes, days, kind))

    save(time(12), 60)
    save(time(17, 30), 15, SlotKind.RELAY)
    for start, minutes in ((time(11, 30), 31), (time(12, 59), 10), (time(16), 120), (time(17, 10), 5)):
        with pytest.raises(BadInput, match="chồng"):
            save(start, minutes)
    save(time(13), 30)
    for bad in (
        lambda: save(time(1), 0),
        lambda: save(time(1), 9, days=()),
        lambda: save(time(1), 9, days=(8,)),
    ):
        with pytest.raises(BadInput):
            bad()
    with house.uow() as uow:
        places.remove_slot(uow, ADMIN, "13:00:00")
        assert [f"{s.start:%H:%M}" for s in uow.slots.list(["101"])] == ["05:30", "12:00", "17:00", "17:30"]
