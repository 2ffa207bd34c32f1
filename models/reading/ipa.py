"""IPA of Vietnamese syllables turned back into Vietnamese spelling, which every voice can say.

    haː˨˩ noj˨˩ˀ -> hà nội
    ʈɯəŋ˨˩ -> trường

Northern, Central and Southern transcriptions are understood: Chao letters or digits for tones, or one digit
in the usual order (1 ngang, 2 huyền, 3 ngã, 4 hỏi, 5 sắc, 6 nặng). Sounds that Vietnamese does not have
give None.
"""

from __future__ import annotations

import re
import unicodedata

from models.reading.letters import is_syllable

_DROPPED = str.maketrans("", "", "/[]ˈˌ͜͡'’\u031a\u032a\u031f\u0320\u032f\u0329\u030d|")
_SAME = (
    ("ʷ", "w"), ("tʰ", "T"), ("kʰ", "x"), ("ʈʂ", "ʈ"), ("tʂ", "ʈ"), ("tɕ", "C"), ("tʃ", "C"), ("dʒ", "z"),
    ("a\u0306", "a"), ("ɐ\u0306", "a"), ("ə\u0306", "Â"), ("ɤ\u0306", "Â"), ("ɔ\u0306", "ɔ"), ("ɛ\u0306", "ɛ"),
    ("aː", "A"), ("ɐː", "A"), ("ɑː", "A"), ("ɨ", "ɯ"), ("əː", "Ơ"), ("ɤː", "Ơ"), ("ː", ""),
    ("ie", "iə"), ("iɤ", "iə"), ("uo", "uə"), ("uɤ", "uə"), ("ɯɤ", "ɯə"), ("ɯo", "ɯə"),
    ("ɤ", "Ơ"), ("ɐ", "a"), ("ɑ", "A"), ("ŋm", "ŋ"), ("kp", "k"), ("ʊ", "u"), ("ɡ", "g"),
)  # fmt: skip
_ONSETS = {
    "": "", "ʔ": "", "ɓ": "b", "b": "b", "k": "k", "q": "k", "C": "ch", "c": "ch", "z": "d", "j": "d",
    "ɗ": "đ", "d": "đ",
    "f": "ph", "ɣ": "g", "g": "g", "h": "h", "x": "kh", "l": "l", "m": "m", "n": "n", "ŋ": "ng", "ɲ": "nh",
    "p": "p", "s": "x", "ʂ": "s", "ʃ": "s", "ʈ": "tr", "t": "t", "T": "th", "v": "v", "r": "r",
    "ɹ": "r", "ʐ": "r", "ɾ": "r", "ʒ": "r",
}  # fmt: skip
_OPEN = {
    "A": "a", "a": "a", "Ơ": "ơ", "Â": "ơ", "ə": "ơ", "ɛ": "e", "e": "ê", "i": "i", "ɔ": "o",
    "o": "ô", "u": "u",
    "ɯ": "ư", "iə": "ia", "uə": "ua", "ɯə": "ưa",
}  # fmt: skip
_CLOSED = {
    "A": "a", "a": "ă", "Ơ": "ơ", "Â": "â", "ə": "â", "ɛ": "e", "e": "ê", "i": "i", "ɔ": "o",
    "o": "ô", "u": "u",
    "ɯ": "ư", "iə": "iê", "uə": "uô", "ɯə": "ươ",
}  # fmt: skip
_GLIDED = {
    "Aj": "ai", "aj": "ay", "Âj": "ây", "əj": "ây", "Ơj": "ơi", "ɔj": "oi", "oj": "ôi", "uj": "ui", "ɯj": "ưi",
    "uəj": "uôi", "ɯəj": "ươi", "Aw": "ao", "aw": "au", "Âw": "âu", "əw": "âu", "ɛw": "eo", "ew": "êu",
    "iw": "iu", "ɯw": "ưu", "iəw": "iêu", "ɯəw": "ươu",
    "aɲ": "anh", "Aɲ": "anh", "ajŋ": "anh", "ac": "ach", "Ac": "ach", "ajk": "ach", "ajc": "ach",
    "eɲ": "ênh", "eŋ": "ênh", "ec": "êch", "ek": "êch", "iɲ": "inh", "iŋ": "inh", "ic": "ich", "ik": "ich",
    "ɛɲ": "anh", "ɛc": "ach", "awŋ": "ong", "awk": "oc", "əwŋ": "ông", "əwk": "ôc", "Âwŋ": "ông", "Âwk": "ôc",
}  # fmt: skip
_CODAS = {"p": "p", "t": "t", "k": "c", "m": "m", "n": "n", "ŋ": "ng"}
_RIMES = {
    **_OPEN,
    **{nucleus + coda: _CLOSED[nucleus] + said for nucleus in _CLOSED for coda, said in _CODAS.items()},
    **_GLIDED,
}
_CHAO = str.maketrans("˩˨˧˦˥¹²³⁴⁵⁶ˀ", "12345123456ʔ")
_TONE = re.compile(r"[1-6ʔ]*\Z")
_NGANG, _HUYEN, _SAC, _HOI, _NGA, _NANG = "", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_NUMBERED = (_NGANG, _HUYEN, _NGA, _HOI, _SAC, _NANG)
_CONTOURS = {
    **dict.fromkeys(("", "33", "44", "333", "34ʔ"), _NGANG),
    **dict.fromkeys(("21", "22", "32", "11", "211", "322"), _HUYEN),
    **dict.fromkeys(("35", "45", "24", "25", "34", "335", "445"), _SAC),
    **dict.fromkeys(("313", "312", "31", "323", "214", "213", "324"), _HOI),
    **dict.fromkeys(("3ʔ5", "35ʔ", "4ʔ5", "325", "315", "425", "415", "435", "3ʔ4", "4ʔ", "3ʔ25"), _NGA),
    **dict.fromkeys(
        ("21ʔ", "2ʔ1", "31ʔ", "3ʔ1", "32ʔ", "3ʔ2", "11ʔ", "22ʔ", "212", "1ʔ", "2ʔ", "221", "121"), _NANG
    ),
}
_SPECIAL = "êôơâă"
_VOWELS = frozenset("aăâeêioôơuưy")


def spelled(transcription: str) -> str | None:
    """Vietnamese spelling of one or more syllables in IPA, or None when one cannot be Vietnamese."""
    syllables = [s for s in re.split(r"[\s.]+", transcription.strip(" /[]")) if s.strip("/[]ˈˌ")]
    said = [_syllable(s) for s in syllables[:64]]
    return " ".join(s for s in said if s) if said and all(said) else None


def _syllable(ipa: str) -> str | None:
    text = unicodedata.normalize("NFD", ipa).translate(_DROPPED)
    tone_raw = text
    for letter in "˩˨˧˦˥":
        tone_raw = tone_raw.replace(letter * 3, letter * 2)
    text = tone_raw.translate(_CHAO)
    found = _TONE.search(text)
    contour = found.group() if found else ""
    sounds = text[: len(text) - len(contour)] if contour else text
    tone = _tone(contour, chao=any(c in "˩˨˧˦˥" for c in ipa))
    if tone is None or any(c.isdigit() for c in sounds):
        return None
    sounds = sounds.replace("ʔ", "") if sounds[:1] != "ʔ" else "ʔ" + sounds[1:].replace("ʔ", "")
    for old, new in _SAME:
        sounds = sounds.replace(old, new)
    return _spell(sounds, tone)


def _tone(contour: str, *, chao: bool) -> str | None:
    if len(contour) == 1 and contour in "123456":
        if chao:
            return {"3": _NGANG, "4": _NGANG, "2": _HUYEN, "1": _HUYEN, "5": _SAC}.get(contour)
        return _NUMBERED[int(contour) - 1]
    if contour == "ʔ":
        return _NANG
    return _CONTOURS.get(contour)


def _spell(sounds: str, tone: str) -> str | None:
    for size in (1, 0):
        onset = sounds[:size]
        if onset not in _ONSETS or len(onset) < size:
            continue
        rest = sounds[size:]
        plain = _RIMES.get(rest)
        if plain is not None:
            return _toned(_joined(_ONSETS[onset], plain), tone)
        if rest[:1] in "wu" and rest[1:] in _RIMES:
            return _toned(_rounded(_ONSETS[onset], _RIMES[rest[1:]]), tone)
    return None


def _joined(onset: str, rime: str) -> str:
    front = rime[0] in "ieê"
    if onset == "k" and not front:
        onset = "c"
    elif onset in ("g", "ng") and front:
        onset += "h"
    elif onset == "" and rime.startswith("iê"):
        rime = "y" + rime[1:]
    return onset + rime


def _rounded(onset: str, rime: str) -> str:
    """With the glide /w/ between onset and rime: hoa, quân, khuya, nguyễn."""
    if rime[0] == "i":
        rime = "y" + rime[1:]
    if onset == "k":
        return f"qu{rime}"
    return onset + ("o" if rime[0] in "aăe" else "u") + rime


def _toned(bare: str, tone: str) -> str | None:
    if tone == _NGANG and bare.endswith(("p", "t", "c", "ch")):
        tone = _SAC
    start = 2 if bare.startswith("qu") else 0
    places = [i for i in range(start, len(bare)) if bare[i] in _VOWELS]
    if not places:
        return None
    special = [i for i in places if bare[i] in _SPECIAL]
    if special:
        place = special[-1]
    elif places[-1] < len(bare) - 1:
        place = places[-1]
    else:
        place = places[1] if len(places) > 2 else places[0]
    said = unicodedata.normalize("NFC", bare[: place + 1] + tone + bare[place + 1 :])
    return said if is_syllable(said) or bare.endswith("uya") else None
