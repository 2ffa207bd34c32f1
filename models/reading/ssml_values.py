"""What the attributes of SSML tags mean: pauses, speed, pitch, loudness, emphasis.

Each function gives the value and a Vietnamese warning, one of them empty.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from models.types import Delivery

_TIME = re.compile(r"\+?([0-9]{1,6}(?:[.,][0-9]{1,3})?) ?(ms|s|giây)?")
_STRENGTHS = {"none": 0.0, "x-weak": 0.1, "weak": 0.2, "medium": 0.4, "strong": 0.7, "x-strong": 1.0}
LONGEST_PAUSE_S = 10.0
_NUMBER = r"([+-]?[0-9]{1,4}(?:[.,][0-9]{1,3})?)"
_PERCENT = re.compile(_NUMBER + r" ?%")
_PLAIN = re.compile(_NUMBER)
_SEMITONES = re.compile(_NUMBER + r" ?st")
_HERTZ = re.compile(r"([+-][0-9]{1,4}(?:[.,][0-9]{1,3})?) ?Hz", re.IGNORECASE)
_DECIBEL = re.compile(_NUMBER + r" ?dB", re.IGNORECASE)
_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.2, "x-fast": 1.4}
_PITCHES = {"x-low": -4.0, "low": -2.0, "medium": 0.0, "default": 0.0, "high": 2.0, "x-high": 4.0}
_VOLUMES = {
    "silent": -60.0,
    "x-soft": -12.0,
    "soft": -6.0,
    "medium": 0.0,
    "default": 0.0,
    "loud": 3.0,
    "x-loud": 6.0,
}
_LEVELS = {"strong": 2, "moderate": 1, "none": 0, "reduced": -1}
_SPEAKING_HZ = 180.0
"""A middle voice, to turn a change in hertz into semitones."""
SLOWEST, FASTEST = 0.5, 2.0
_PITCH_LIMIT, _QUIETEST_DB, _LOUDEST_DB = 8.0, -60.0, 6.0


@dataclass(frozen=True, slots=True)
class Value:
    """A value and what to tell the person about it."""

    number: float
    warning: str = ""


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def pause(attributes: dict[str, str]) -> Value:
    """Seconds of a `<break>`."""
    time, strength = attributes.get("time", "").strip(), attributes.get("strength", "medium").strip().lower()
    if time:
        found = _TIME.fullmatch(time)
        if found is None:
            return Value(
                _STRENGTHS["medium"], f"Không hiểu thời gian nghỉ “{time}”: hãy ghi như 500ms hoặc 1.5s."
            )
        seconds = _number(found.group(1)) / (1000 if found.group(2) == "ms" else 1)
        if seconds > LONGEST_PAUSE_S:
            return Value(LONGEST_PAUSE_S, f"Chỗ nghỉ {time} quá dài: chỉ nghỉ {LONGEST_PAUSE_S:.0f} giây.")
        return Value(seconds)
    if strength not in _STRENGTHS:
        return Value(
            _STRENGTHS["medium"], f"Không hiểu strength=“{strength}”: hãy dùng {', '.join(_STRENGTHS)}."
        )
    return Value(_STRENGTHS[strength])


def emphasis(attributes: dict[str, str]) -> Value:
    """Level of an `<emphasis>`."""
    level = attributes.get("level", "moderate").strip().lower()
    if level not in _LEVELS:
        return Value(1, f"Không hiểu level=“{level}”: hãy dùng {', '.join(_LEVELS)}.")
    return Value(_LEVELS[level])


def prosody(attributes: dict[str, str]) -> tuple[Delivery, list[str]]:
    """Delivery of a `<prosody>` and its warnings."""
    found: dict[str, float] = {"rate": 1.0, "pitch": 0.0, "volume": 0.0}
    warnings = []
    for name, value in attributes.items():
        reader = {"rate": _rate, "pitch": _pitch, "volume": _volume}.get(name)
        if reader is None:
            if name != "lang":
                warnings.append(
                    f"Thuộc tính “{name}” của <prosody> không được hỗ trợ: chỉ dùng rate, pitch, volume."
                )
            continue
        result = reader(value.strip())
        found[name] = result.number
        if result.warning:
            warnings.append(result.warning)
    return Delivery(rate=found["rate"], pitch=found["pitch"], gain_db=found["volume"]), warnings


def _rate(value: str) -> Value:
    if value in _RATES:
        return Value(_RATES[value])
    percent, plain = _PERCENT.fullmatch(value), _PLAIN.fullmatch(value)
    if percent:
        number = _number(percent.group(1)) / 100
        number = 1 + number if value[0] in "+-" else number
    elif plain and value[0] not in "+-":
        number = _number(plain.group(1))
    else:
        return Value(1.0, f"Không hiểu rate=“{value}”: hãy ghi như 80%, 120% hoặc slow, fast.")
    if not SLOWEST <= number <= FASTEST:
        return Value(
            min(FASTEST, max(SLOWEST, number)),
            f"Tốc độ “{value}” ngoài mức nghe được: chỉ đổi từ {SLOWEST:.0%} đến {FASTEST:.0%}.",
        )
    return Value(round(number, 3))


def _pitch(value: str) -> Value:
    if value in _PITCHES:
        return Value(_PITCHES[value])
    semitones, percent, hertz = (p.fullmatch(value) for p in (_SEMITONES, _PERCENT, _HERTZ))
    if semitones:
        number = _number(semitones.group(1))
    elif percent or hertz:
        share = _number(percent.group(1)) / 100 if percent else _number(hertz.group(1)) / _SPEAKING_HZ  # type: ignore[union-attr]
        share = share - 1 if percent and value[0] not in "+-" else share
        number = 12 * math.log2(max(0.1, 1 + share))
    else:
        return Value(0.0, f"Không hiểu pitch=“{value}”: hãy ghi như +2st, -10% hoặc low, high.")
    if abs(number) > _PITCH_LIMIT:
        return Value(
            math.copysign(_PITCH_LIMIT, number),
            f"Cao độ “{value}” ngoài mức nghe được: chỉ đổi tối đa {_PITCH_LIMIT:.0f} nửa cung.",
        )
    return Value(round(number, 2))


def _volume(value: str) -> Value:
    if value in _VOLUMES:
        return Value(_VOLUMES[value])
    decibel, plain = _DECIBEL.fullmatch(value), _PLAIN.fullmatch(value)
    if decibel:
        number = _number(decibel.group(1))
    elif plain and value[0] not in "+-":  # SSML 1.0: 0 to 100
        number = 20 * math.log10(max(0.001, _number(plain.group(1)) / 100))
    else:
        return Value(0.0, f"Không hiểu volume=“{value}”: hãy ghi như +3dB, -6dB hoặc soft, loud.")
    if number > _LOUDEST_DB:
        return Value(
            _LOUDEST_DB, f"Âm lượng “{value}” quá lớn: chỉ tăng {_LOUDEST_DB:.0f} dB để không vỡ tiếng."
        )
    return Value(round(max(_QUIETEST_DB, number), 1))


def combined(outer: Delivery, inner: Delivery) -> Delivery:
    """The delivery of a stretch inside another: factors multiply, shifts add, the inner emphasis wins."""
    return Delivery(
        inner.emphasis if inner.emphasis else outer.emphasis,
        min(FASTEST, max(SLOWEST, round(outer.rate * inner.rate, 3))),
        min(_PITCH_LIMIT, max(-_PITCH_LIMIT, round(outer.pitch + inner.pitch, 2))),
        min(_LOUDEST_DB, max(_QUIETEST_DB, round(outer.gain_db + inner.gain_db, 1))),
        inner.language or outer.language,
    )
