"""Vietnamese number words back to values: written apart from the code under test, to check it."""

from __future__ import annotations

from fractions import Fraction

ONES = {w: n for n, w in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])}
ONES |= {"mốt": 1, "tư": 4, "lăm": 5, "nhất": 1}
DIGITS = frozenset(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])
LETTERS = {
    "a": "a", "á": "ă", "ớ": "â", "bê": "b", "xê": "c", "dê": "d", "đê": "đ", "e": "e", "ê": "ê", "ép": "f",
    "gờ": "g", "hát": "h", "i": "i", "gi": "j", "ca": "k", "lờ": "l", "em": "m", "en": "n", "o": "o", "ô": "ô",
    "ơ": "ơ", "pê": "p", "quy": "q", "rờ": "r", "ét": "s", "tê": "t", "u": "u", "ư": "ư", "vê": "v",
    "vê kép": "w", "ích": "x", "y": "y", "dét": "z",
}  # fmt: skip


def integer(words: str) -> int:
    """The integer that number words mean.

    Raises:
        AssertionError, KeyError: the words are no Vietnamese number, or not said as one says it.
    """
    tokens = words.split()
    assert tokens, "nothing said"
    if tokens[0] == "âm":
        return -integer(" ".join(tokens[1:]))
    if "tỷ" in tokens:
        cut = len(tokens) - 1 - tokens[::-1].index("tỷ")
        rest = tokens[cut + 1 :]
        return integer(" ".join(tokens[:cut])) * 10**9 + (integer(" ".join(rest)) if rest else 0)
    total, group = 0, list[str]()
    for token in tokens:
        if token in ("triệu", "nghìn", "ngàn"):
            total += _below_1000(group) * (10**6 if token == "triệu" else 10**3)
            group = []
        else:
            group.append(token)
    return total + (_below_1000(group) if group else 0)


def _below_1000(tokens: list[str]) -> int:
    total, tokens = 0, list(tokens)
    if "trăm" in tokens:
        cut = tokens.index("trăm")
        assert cut == 1, tokens
        total, tokens = ONES[tokens[0]] * 100, tokens[2:]
    if tokens and tokens[0] in ("linh", "lẻ"):
        assert len(tokens) == 2, tokens
        return total + ONES[tokens[1]]
    if tokens and tokens[0] == "mười":
        assert len(tokens) <= 2, tokens
        return total + 10 + (ONES[tokens[1]] if len(tokens) > 1 else 0)
    if len(tokens) > 1 and tokens[1] == "mươi":
        assert len(tokens) <= 3, tokens
        assert tokens[2:] not in (["một"], ["năm"]), "mươi mốt, mươi lăm"
        return total + ONES[tokens[0]] * 10 + (ONES[tokens[2]] if len(tokens) > 2 else 0)
    assert len(tokens) <= 1, tokens
    return total + (ONES[tokens[0]] if tokens else 0)


def digits(words: str) -> str:
    """Digit names, in groups or not, back to digits: "không chín, hai" -> "092"."""
    return "".join(str(ONES[w]) for w in words.replace(",", " ").split())


def decimal(words: str, places: int) -> Fraction:
    """A number with `places` digits after its comma, said as a number or digit by digit."""
    if words.startswith("âm "):
        return -decimal(words.removeprefix("âm "), places)
    head, comma, tail = words.partition(" phẩy ")
    whole = Fraction(integer(head))
    if not comma:
        return whole
    said = tail.split()
    after = digits(tail) if all(w in DIGITS | {"mốt", "tư", "lăm"} for w in said) else str(integer(tail))
    assert len(after) <= places, f"more digits said than written: {words}"
    assert len(after) == places, f"digits lost: {words}"
    return whole + Fraction(int(after), 10**places)


def characters(words: str) -> str:
    """Letter names and digits said one by one or as numbers below 1,000, back to what was written."""
    tokens, made = words.replace(",", " ").split(), ""
    while tokens:
        if " ".join(tokens[:2]) in LETTERS:
            made, tokens = made + LETTERS[" ".join(tokens[:2])], tokens[2:]
            continue
        if tokens[0] in LETTERS:
            made, tokens = made + LETTERS[tokens[0]], tokens[1:]
            continue
        size = next(n for n in range(min(len(tokens), 9), 0, -1) if _is_number(tokens[:n]))
        made, tokens = made + str(integer(" ".join(tokens[:size]))), tokens[size:]
    return made


def _is_number(tokens: list[str]) -> bool:
    try:
        integer(" ".join(tokens))
    except (AssertionError, KeyError):
        return False
    return True
