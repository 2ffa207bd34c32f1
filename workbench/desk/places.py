"""Areas and slots: imported from files, never written in code."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time

from models.errors import BadInput
from workbench.domain.people import Actor, Verb
from workbench.domain.place import Area, AreaCode, AreaLevel, Slot, SlotKind
from workbench.store.unit_of_work import UnitOfWork

_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_COLUMNS = ("code", "name", "level", "parent")
_PARENT_LEVEL = {AreaLevel.COMMUNE: AreaLevel.PROVINCE, AreaLevel.HAMLET: AreaLevel.COMMUNE}
_SHOWN_ERRORS = 10


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    """"dòng 7" or "tỉnh 3, xã 12", for messages."""
    code: str
    name: str
    level: str
    parent: str


def import_areas(uow: UnitOfWork, actor: Actor, content: bytes) -> int:
    """Add or rename areas from a file; returns how many were added or changed. Twice changes nothing.

    Two forms: CSV with the columns code,name,level,parent (level province, commune or hamlet), or the
    JSON list of provinces with their communes in which the 2025 administrative units are published.
    Communes that had no slots get the default ones.

    Raises:
        BadInput: naming every wrong row (`details["rows"]`); nothing is then imported.
    """
    actor.require(Verb.ADMINISTER)
    rows = list(_rows(content))
    uow.begin_write()
    known = {area.code: area for area in uow.areas.list()}
    areas = _check(rows, known)
    changed = uow.areas.add_many(areas)
    if changed:
        new_communes = [a.code for a in areas if a.level is AreaLevel.COMMUNE and a.code not in known]
        uow.slots.add_many(slot for code in new_communes for slot in default_slots(code))
        uow.audit.add(actor, "import_areas", "areas", {"rows": len(areas), "changed": changed})
    uow.commit()
    return changed


def default_slots(area: AreaCode) -> tuple[Slot, ...]:
    """Two sessions a day of an hour each, from 5:30 and 17:00, as NĐ 49/2024 is applied (domain.md §2.2)."""
    return (
        Slot(f"{area}-sang", area, "Buổi sáng", time(5, 30), 60),
        Slot(f"{area}-chieu", area, "Buổi chiều", time(17, 0), 60),
    )


def save_slot(uow: UnitOfWork, actor: Actor, slot: Slot) -> None:
    """Add or replace a slot. Raises BadInput when it is impossible or runs into another of its area."""
    actor.require(Verb.ADMINISTER)
    if not 1 <= slot.minutes <= 1440:
        raise BadInput("Thời lượng khung giờ phải từ 1 phút.")
    if not slot.days or not set(slot.days) <= set(range(1, 8)):
        raise BadInput("Khung giờ cần ít nhất một ngày trong tuần (1 thứ Hai … 7 Chủ nhật).")
    if not slot.name.strip():
        raise BadInput("Khung giờ cần có tên.")
    uow.begin_write()
    uow.areas.get(slot.area)
    for other in uow.slots.list([slot.area]):
        # A relay inside an own slot is how it is done; only two own slots may not overlap.
        own = slot.kind is other.kind is SlotKind.OWN and set(slot.days) & set(other.days)
        if own and other.id != slot.id and slot.start < other.end and other.start < slot.end:
            raise BadInput(f"Khung giờ “{slot.name}” chồng lên “{other.name}” ({other.start:%H:%M}).")
    uow.slots.save(slot)
    uow.audit.add(
        actor, "save_slot", slot.area, {"slot": slot.id, "start": slot.start, "minutes": slot.minutes}
    )
    uow.commit()


def remove_slot(uow: UnitOfWork, actor: Actor, slot_id: str) -> None:
    """Remove a slot; unknown is fine."""
    actor.require(Verb.ADMINISTER)
    uow.begin_write()
    uow.slots.remove(slot_id)
    uow.audit.add(actor, "remove_slot", slot_id, {})
    uow.commit()


# --- reading the file ------------------------------------------------------------------------------


def _rows(content: bytes) -> Iterator[_Row]:
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInput("Tệp địa bàn không phải UTF-8.", hint="Lưu lại tệp với bảng mã UTF-8.") from error
    if not text.strip():
        raise BadInput("Tệp địa bàn trống.")
    return _json_rows(text) if text.lstrip().startswith(("[", "{")) else _csv_rows(text)


def _json_rows(text: str) -> Iterator[_Row]:
    try:
        provinces = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"Tệp JSON hỏng ở dòng {error.lineno}: {error.msg}.") from error
    if not isinstance(provinces, list):
        raise BadInput("Tệp JSON phải là một danh sách tỉnh, thành phố.")
    for n, province in enumerate(provinces, start=1):
        where = f"tỉnh {n}"
        code, name = _pair(province, where)
        yield _Row(where, code, name, AreaLevel.PROVINCE.value, "")
        wards = province.get("Wards") or ()
        if not isinstance(wards, list | tuple):
            raise BadInput(f"Tệp địa bàn sai ở {where}: “Wards” không phải danh sách.")
        for m, ward in enumerate(wards, start=1):
            inner = f"{where}, xã {m}"
            ward_code, ward_name = _pair(ward, inner)
            parent = ward.get("ProvinceCode") or code
            yield _Row(inner, ward_code, ward_name, AreaLevel.COMMUNE.value, str(parent))


def _pair(entry: object, where: str) -> tuple[str, str]:
    if not isinstance(entry, dict) or not entry.get("Code") or not entry.get("FullName"):
        raise BadInput(f"Tệp địa bàn sai ở {where}: thiếu Code hoặc FullName.")
    return str(entry["Code"]), str(entry["FullName"])


def _csv_rows(text: str) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        if missing := [c for c in _COLUMNS if c not in (reader.fieldnames or ())]:
            raise BadInput(f"Tệp CSV thiếu cột {', '.join(missing)}.", hint="Dòng đầu: code,name,level,parent")
        for row in reader:
            yield _Row(f"dòng {reader.line_num}", *((row[c] or "").strip() for c in _COLUMNS))
    except csv.Error as error:
        raise BadInput(f"Tệp CSV hỏng ở dòng {reader.line_num}: {error}.") from error


def _check(rows: list[_Row], known: dict[AreaCode, Area]) -> list[Area]:
    """Areas with their paths, parents before children. Raises BadInput with every wrong row."""
    errors: list[str] = []
    raw: dict[AreaCode, tuple[_Row, Area]] = {}
    for row in rows:
        problem = _problem(row)
        code = AreaCode(row.code)
        if problem is None and code in raw:
            problem = f"mã {row.code} lặp lại {raw[code][0].where}"
        if problem is not None:
            errors.append(f"{row.where}: {problem}")
            continue
        parent = AreaCode(row.parent) if row.parent else None
        raw[code] = (row, Area(code, row.name, AreaLevel(row.level), parent))
    placed: dict[AreaCode, Area] = {}
    # Levels are placed from the top, so every parent has its path before its children need it.
    for level in AreaLevel:
        for code, (row, area) in raw.items():
            if area.level is not level:
                continue
            parent_area = None
            if area.parent is not None:
                parent_area = placed.get(area.parent) or (
                    known.get(area.parent) if area.parent not in raw else None
                )
                if parent_area is None or parent_area.level is not _PARENT_LEVEL.get(level):
                    errors.append(f"{row.where}: không có đơn vị cấp trên mã {area.parent}")
                    continue
            placed[code] = replace(area, path=(*(parent_area.path if parent_area else ()), code))
        # What lies in an area that moved moves with it, though the file does not name it.
        for code, area in known.items():
            above = placed.get(area.parent) if area.parent and area.level is level else None
            if code not in raw and above is not None:
                placed[code] = replace(area, path=(*above.path, code))
    if errors:
        shown = "; ".join(errors[:_SHOWN_ERRORS])
        more = f" … và {len(errors) - _SHOWN_ERRORS} lỗi nữa" if len(errors) > _SHOWN_ERRORS else ""
        raise BadInput(
            f"Tệp địa bàn có {len(errors)} lỗi: {shown}{more}.",
            hint="Sửa rồi nhập lại; chưa nhập gì.",
            rows=errors,
        )
    return list(placed.values())


def _problem(row: _Row) -> str | None:
    if not _CODE.fullmatch(row.code):
        return f"mã “{row.code}” chỉ được gồm chữ không dấu, chữ số, gạch ngang, gạch dưới"
    if not row.name:
        return "thiếu tên"
    if row.level not in {level.value for level in AreaLevel}:
        return f"cấp “{row.level}” phải là province, commune hoặc hamlet"
    if row.level == AreaLevel.PROVINCE and row.parent:
        return "cấp tỉnh không có cấp trên"
    if row.level == AreaLevel.HAMLET and not row.parent:
        return "thiếu mã xã cấp trên"
    return None
