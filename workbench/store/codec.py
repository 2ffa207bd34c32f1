"""Dataclass trees to JSON and back, by their type hints: the one format of everything the store keeps.

Understood: dataclasses, enums, str, int, float, bool, None, date, datetime, time, T | None, NewType,
tuple[T, ...], tuple[A, B], list, Sequence, frozenset, set, Mapping, dict (string-like keys).
A field missing in old JSON takes its default; a field the code no longer knows is dropped.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decoder = Callable[[Any], Any]

_COMPRESS_FROM = 4096
"""Bytes of JSON from which zlib pays for its call."""


class CodecError(ValueError):
    """Stored JSON does not fit the type: a damaged row, or a defect."""


def to_plain(value: object) -> object:
    """The value as JSON-ready lists, dicts and scalars; sets are sorted so equal values give equal text."""
    if value is None or (isinstance(value, (bool, str)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return to_plain(value.value)
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(to_plain(k)): to_plain(v) for k, v in value.items()}
    if isinstance(value, Set):
        return sorted((to_plain(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [to_plain(v) for v in value]
    raise CodecError(f"cannot store a {type(value).__name__}")


def from_plain(kind: type[T], plain: object) -> T:
    """Rebuild a value of `kind`. Raises CodecError saying where the data does not fit."""
    return cast("T", _decoder(cast("Any", kind))(plain))


def dumps(value: object) -> str:
    """JSON text, compact, characters unescaped."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], text: str | bytes) -> T:
    """A value of `kind` from its JSON text."""
    return from_plain(kind, json.loads(text))


def pack(value: object) -> bytes:
    """JSON bytes, zlib-compressed when large; `unpack` tells them apart by the first byte."""
    raw = dumps(value).encode()
    return raw if len(raw) < _COMPRESS_FROM else b"\x01" + zlib.compress(raw, 6)


def unpack(kind: type[T], packed: bytes) -> T:
    """The value `pack` was given."""
    # JSON never begins with byte 1, so no header is needed for the plain form.
    return loads(kind, zlib.decompress(packed[1:]) if packed[:1] == b"\x01" else packed)


@cache
def _decoder(kind: Any) -> Decoder:  # noqa: ANN401  # any type form
    """The decoder of a type, built once: a document has tens of thousands of blocks."""
    kind = getattr(kind, "__supertype__", kind)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind, args)
    if origin is not None:
        return _container(kind, origin, args)
    if kind in (object, Any):
        return lambda value: value
    if kind is type(None):
        return _null
    if isinstance(kind, type):
        if is_dataclass(kind):
            return _dataclass(kind)
        if issubclass(kind, Enum):
            return _checked(kind, (str, int, float), kind)
        if kind in _SCALARS:
            return _SCALARS[kind]
    raise CodecError(f"no decoder for {kind!r}")


def _checked(kind: type, accepted: tuple[type, ...], build: Callable[[Any], object]) -> Decoder:
    def decode(value: object) -> object:
        if not isinstance(value, accepted) or (isinstance(value, bool) and bool not in accepted):
            raise CodecError(f"{kind.__name__} expected, not {value!r:.60}")
        try:
            return build(value)
        except ValueError as error:
            raise CodecError(f"{kind.__name__}: {error}") from error

    return decode


_SCALARS: dict[type, Decoder] = {
    str: _checked(str, (str,), str),
    int: _checked(int, (int,), int),
    float: _checked(float, (int, float), float),
    bool: _checked(bool, (bool,), bool),
    datetime: _checked(datetime, (str,), datetime.fromisoformat),
    date: _checked(date, (str,), date.fromisoformat),
    time: _checked(time, (str,), time.fromisoformat),
}


def _null(value: object) -> None:
    if value is not None:
        raise CodecError(f"null expected, not {value!r:.60}")


def _optional(kind: object, args: tuple[Any, ...]) -> Decoder:
    some = [a for a in args if a is not type(None)]
    if len(some) != 1:
        raise CodecError(f"only T | None is understood, not {kind!r}")
    inner = _decoder(some[0])
    return lambda value: None if value is None else inner(value)


def _container(kind: object, origin: type, args: tuple[Any, ...]) -> Decoder:
    if origin is tuple and not (len(args) == 2 and args[1] is Ellipsis):
        return _fixed_tuple([_decoder(a) for a in args])
    if issubclass(origin, Mapping):
        key, item = _decoder(args[0]), _decoder(args[1])
        return lambda value: {key(k): item(v) for k, v in _expect(dict, value).items()}
    if issubclass(origin, (Sequence, Set)):
        inner = _decoder(args[0])
        make = next(
            (c for c in (list, frozenset, set) if issubclass(c, origin) and origin is not Sequence), tuple
        )
        return lambda value: make(inner(v) for v in _expect(list, value))
    raise CodecError(f"no decoder for {kind!r}")


def _fixed_tuple(inner: list[Decoder]) -> Decoder:
    def decode(value: object) -> object:
        items = _expect(list, value)
        if len(items) != len(inner):
            raise CodecError(f"{len(inner)} values expected, not {len(items)}")
        return tuple(decode_one(item) for decode_one, item in zip(inner, items, strict=True))

    return decode


def _dataclass(kind: type) -> Decoder:
    # Built at the first value, not now: a dataclass may hold itself.
    known: dict[str, Decoder] = {}
    required: set[str] = set()

    def decode(value: object) -> object:
        given = _expect(dict, value)
        if not known:
            hints = get_type_hints(kind)
            for f in fields(kind):
                known[f.name] = _decoder(hints[f.name])
                if f.default is MISSING and f.default_factory is MISSING:
                    required.add(f.name)
        if missing := required - given.keys():
            raise CodecError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")
        try:
            return kind(
                **{name: decode_one(given[name]) for name, decode_one in known.items() if name in given}
            )
        except CodecError as error:
            raise CodecError(f"{kind.__name__}: {error}") from error

    return decode


def _expect(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise CodecError(f"{kind.__name__} expected, not {value!r:.60}")
    return value
