"""Our own tone heights for the Central voice.

Stock eSpeak NG squeezes five of the Huế tones into the bottom tenth of its scale and lets the sixth, the
unmarked one, sweep from there to the top: with a narrow range the tones coincide (0.26 semitones), with a
wide one every unmarked syllable jumps an octave and a half. The shapes (envelopes) are kept; only the
lowest and highest point of each tone is set here, in eSpeak's 0-100 scale.
"""

from __future__ import annotations

import struct

TABLE = "vi-hue"
HEIGHTS = {
    "1": (40, 52),  # ngang: high, nearly level
    "7": (30, 50),  # syllables eSpeak leaves without a tone mark of their own
    "2": (14, 24),  # huyền
    "3": (6, 46),  # sắc
    "4": (2, 18),  # hỏi
    "5": (28, 58),  # ngã
    "6": (0, 30),  # nặng
}
_TABLES_AT, _HEADER, _NAME, _ENTRY = 4, 4, 32, struct.Struct("<IIHBBBBBB")
_TONE = 1


def retuned(phontab: bytes) -> bytes:
    """The phoneme table with HEIGHTS written into the Central voice's tones (format of eSpeak NG 1.5x).

    Raises:
        ValueError: a tone is not where this version of the format has it.
    """
    data, at, left = bytearray(phontab), _TABLES_AT, dict(HEIGHTS)
    for _ in range(data[0]):
        count = data[at]
        name = bytes(data[at + _HEADER : at + _HEADER + _NAME]).split(b"\0")[0].decode()
        at += _HEADER + _NAME
        for place in range(at, at + count * _ENTRY.size, _ENTRY.size):
            mnemonic, flags, program, code, kind, _, _, length, modifier = _ENTRY.unpack_from(data, place)
            tone = mnemonic.to_bytes(4, "little").rstrip(b"\0").decode("latin-1")
            if name == TABLE and kind == _TONE and tone in left:
                low, high = left.pop(tone)
                _ENTRY.pack_into(data, place, mnemonic, flags, program, code, kind, low, high, length, modifier)
        at += count * _ENTRY.size
    if left or at != len(data):
        raise ValueError(f"phontab: tones {sorted(left)} not found, {len(data) - at} bytes left over")
    return bytes(data)
