"""Level profiles: how loud, how dense and how wide a recording leaves the house."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelProfile:
    """What the master chain aims at."""

    id: str
    name: str
    loudness_lufs: float
    """Integrated, BS.1770-4; reached within 0.5 LU."""
    ceiling_dbtp: float
    """True peak of the delivered (decoded) file."""
    horn: bool = False
    """Band-limit, lift 2-4 kHz and compress for horn loudspeakers (anchors.md §5.3)."""
    lead_in_s: float = 0.0
    """Silence first, so that amplifiers wake before the first word."""


PROFILES: dict[str, LevelProfile] = {
    p.id: p
    for p in (
        LevelProfile("loudspeaker", "Loa truyền thanh (−16 LUFS)", -16.0, -1.0, lead_in_s=0.3),
        LevelProfile("horn", "Loa nén ngoài trời (−16 LUFS, lọc dải)", -16.0, -1.5, horn=True, lead_in_s=1.0),
        LevelProfile("portal", "Cổng thông tin, nghe lại (−18 LUFS)", -18.0, -1.0),
        LevelProfile("r128", "Phát sóng EBU R128 (−23 LUFS)", -23.0, -1.0),
    )
}
