"""The recognisers, one class of written things a file, and the order in which they are asked."""

from __future__ import annotations

from models.reading.classes import (
    abbreviation,
    address,
    alphanumeric,
    amount,
    date,
    enumeration,
    fraction,
    identity,
    legal_code,
    legal_reference,
    letter,
    phone,
    plate,
    road,
    roman,
    score,
    symbol,
    time,
    unit,
    web,
    weekday,
    word,
)
from models.reading.matching import Recogniser

AT_DIGIT: tuple[Recogniser, ...] = (
    web.Web(),
    enumeration.NumberMark(),
    legal_code.LegalCode(),
    time.Time(),
    date.Date(),
    phone.Phone(),
    identity.Identity(),
    plate.Plate(),
    address.HouseNumber(),
    score.Score(),
    fraction.Fraction(),
    legal_reference.NumberedProvision(),
    alphanumeric.DottedNumber(),
    amount.Amount(),
    alphanumeric.Alphanumeric(),
    amount.BareDigits(),
)
AT_LETTER: tuple[Recogniser, ...] = (
    web.Web(),
    enumeration.LetterMark(),
    legal_code.NamedCode(),
    weekday.Weekday(),
    road.Road(),
    address.DottedPlace(),
    roman.Roman(),
    unit.Unit(),
    abbreviation.Abbreviation(),
    alphanumeric.Alphanumeric(),
    letter.ProvisionLetter(),
    letter.SingleLetter(),
    word.Word(),
)
AT_SIGN: tuple[Recogniser, ...] = (
    enumeration.Bullet(),
    phone.SignedPhone(),
    amount.SignedAmount(),
    symbol.Symbol(),
)
