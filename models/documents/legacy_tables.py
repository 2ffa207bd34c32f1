"""Code tables of Vietnamese before Unicode: TCVN 5712:1993 VN3 (ABC), VNI-Windows, VISCII, VIQR (RFC 1456)."""

from __future__ import annotations

import unicodedata

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"

TCVN3: dict[str, str] = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
"""Latin-1 look of a TCVN3 byte → Unicode. Capitals with tones exist only as capital-letter fonts."""

VISCII: dict[str, str] = {
    **dict(zip("\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True)),
    **{
        chr(0x80 + index): letter
        for index, letter in enumerate(
            "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚ"
            "ỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
        )
    },
}
"""VISCII 1.1 (RFC 1456) byte, as the Latin-1 character of its value → Unicode."""

_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_SINGLE = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}


def _vni() -> tuple[dict[str, str], dict[str, str]]:
    pairs: dict[str, str] = {}
    for base in "aeiouy":
        pairs |= {base + mark: base + tone for mark, tone in _VNI_TONES.items()}
    for base in "aeo":
        pairs |= {base + mark: base + "\u0302" + tone for mark, tone in _VNI_CIRCUMFLEX.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVE.items()}
    for base, letter in (("ô", "o\u031b"), ("ö", "u\u031b")):
        pairs |= {base + mark: letter + tone for mark, tone in _VNI_TONES.items()}
    cased: dict[str, str] = {}
    for key, value in pairs.items():
        composed = unicodedata.normalize("NFC", value)
        cased[key] = composed
        for form in (key[0].upper() + key[1], key.upper()):
            cased[form] = composed.upper()
    single = _VNI_SINGLE | {k.upper(): v.upper() for k, v in _VNI_SINGLE.items()}
    return cased, single


VNI_PAIRS, VNI_SINGLE = _vni()
"""Base letter + mark letter → Unicode, and the letters that stand alone."""

VIQR_MARKS = {"(": "\u0306", "^": "\u0302", "+": "\u031b"}
VIQR_TONES = {"`": _GRAVE, "'": _ACUTE, "~": _TILDE, "?": _HOOK, ".": _DOT}
