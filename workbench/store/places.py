"""Areas and broadcast slots."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, or_, select, update

from models.errors import NotFound
from workbench.domain.place import Area, AreaCode, AreaLevel, Slot
from workbench.store import codec
from workbench.store.tables import areas, slots
from workbench.store.transaction import Transaction


class Areas:
    """Địa bàn: a tree, kept as paths."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def get(self, code: str) -> Area:
        """One area. Raises NotFound."""
        row = self._t.read(select(areas).where(areas.c.code == code)).first()
        if row is None:
            raise NotFound(f"Không có địa bàn mã “{code}”.", hint="Nhập danh sách: workbench area import TỆP")
        return _area(row)

    def list(self, level: AreaLevel | None = None, parent: str | None = None) -> list[Area]:
        """Areas in the order of their paths: each is followed by what lies in it."""
        query = select(areas).order_by(areas.c.path)
        if level is not None:
            query = query.where(areas.c.level == level.value)
        if parent is not None:
            query = query.where(areas.c.parent == parent)
        return [_area(row) for row in self._t.rows(query)]

    def of_codes(self, codes: Collection[str]) -> Sequence[Area]:
        """Areas of these codes, in path order. Raises NotFound naming the unknown ones."""
        found = [
            _area(r) for r in self._t.rows(select(areas).where(areas.c.code.in_(codes)).order_by(areas.c.path))
        ]
        if unknown := sorted(set(codes) - {a.code for a in found}):
            raise NotFound(f"Không có địa bàn mã {', '.join(unknown)}.", hint="Chọn lại địa bàn nhận.")
        return found

    def add_many(self, new: Iterable[Area]) -> int:
        """Add areas or bring name, level and place of known ones up to date; parents come first.

        Returns how many rows were added or changed.
        """
        known = {area.code: area for area in self.list()}
        given = list(new)
        fresh = [{"code": a.code, **_area_columns(a)} for a in given if a.code not in known]
        changed = [a for a in given if a.code in known and known[a.code] != a]
        # New ones first: one that moved may move into one of them.
        if fresh:
            self._t.write(insert(areas), fresh)
        for area in changed:
            self._t.write(update(areas).where(areas.c.code == area.code).values(**_area_columns(area)))
        return len(fresh) + len(changed)

    def children_closure(self, codes: Collection[str]) -> Sequence[Area]:
        """These areas and everything inside them."""
        tops = self.of_codes(codes)
        if not tops:
            return []
        inside = [areas.c.path.startswith(f"{'.'.join(top.path)}.", autoescape=True) for top in tops]
        exactly = areas.c.code.in_([top.code for top in tops])
        return [
            _area(row)
            for row in self._t.rows(select(areas).where(or_(exactly, *inside)).order_by(areas.c.path))
        ]

    def default(self, code: str = "") -> Area | None:
        """The area new bulletins go to: the one named, else the first commune, else the first area."""
        if code:
            row = self._t.read(select(areas).where(areas.c.code == code)).first()
            if row is not None:
                return _area(row)
        communes = select(areas).where(areas.c.level == AreaLevel.COMMUNE.value).order_by(areas.c.path).limit(1)
        row = (
            self._t.read(communes).first()
            or self._t.read(select(areas).order_by(areas.c.path).limit(1)).first()
        )
        return None if row is None else _area(row)


class Slots:
    """Khung giờ phát."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def list(self, area_codes: Collection[str] | None = None) -> list[Slot]:
        """Slots of these areas (None: all), by area and start."""
        query = select(slots)
        if area_codes is not None:
            query = query.where(slots.c.area.in_(area_codes))
        found = [codec.loads(Slot, row.body) for row in self._t.rows(query)]
        return sorted(found, key=lambda s: (s.area, s.start, s.id))

    def add_many(self, new: Iterable[Slot]) -> None:
        """Add slots that are not there yet."""
        rows = [{"id": s.id, "area": s.area, "body": codec.dumps(s)} for s in new]
        if rows:
            self._t.write(self._t.insert(slots).on_conflict_do_nothing(), rows)

    def save(self, slot: Slot) -> None:
        """Add or replace."""
        body = codec.dumps(slot)
        values = {"area": slot.area, "body": body}
        if self._t.write(update(slots).where(slots.c.id == slot.id).values(**values)).rowcount == 0:
            self._t.write(insert(slots).values(id=slot.id, **values))

    def remove(self, slot_id: str) -> None:
        """Remove; unknown is fine."""
        self._t.write(delete(slots).where(slots.c.id == slot_id))


def _area_columns(area: Area) -> dict[str, Any]:
    return {
        "name": area.name,
        "level": area.level.value,
        "parent": area.parent,
        "path": ".".join(area.path or (area.code,)),
    }


def _area(row: Row[Any]) -> Area:
    return Area(
        code=AreaCode(row.code),
        name=row.name,
        level=AreaLevel(row.level),
        parent=None if row.parent is None else AreaCode(row.parent),
        path=tuple(AreaCode(code) for code in row.path.split(".")),
    )
