"""Listening: a player with the sentences beside it, highlighted word by word while they sound."""

from __future__ import annotations

from html import escape

from pipelines.types import SentenceTiming, Take
from workbench.domain.labels import REGION
from workbench.ui.parts import length

EXT = {"audio/mpeg": "mp3", "audio/ogg": "opus", "audio/flac": "flac", "audio/wav": "wav"}


def address(take: Take, ext: str = "") -> str:
    """Where a recording, or with "vtt"/"srt" its subtitles, is served."""
    return f"/audio/{take.audio_sha256}.{ext or EXT.get(take.media_type, 'bin')}"


def player(take: Take, *, gate: bool = False, title: str = "Bản thu") -> str:
    """A take: controls, sentences to jump to, and measured figures.

    Args:
        take: what to play.
        gate: count what has been heard, for the audio gate.
        title: heading.
    """
    counted = '<p class="tl-heard" aria-live="polite">Chưa nghe</p>' if gate else ""
    kind = " gate" if gate else ""
    return (
        f'<section class="tl-player{kind}" aria-label="{escape(title)}"><h3>{escape(title)}</h3>'
        f'<audio controls preload="metadata" src="{address(take)}"></audio>{counted}{figures(take)}'
        f'<ol class="tl-spoken">{"".join(_sentence(s) for s in take.sentences)}</ol></section>'
    )


def figures(take: Take) -> str:
    """Length, loudness, peak, rate, and downloads."""
    facts = [
        ("Thời lượng", length(take.duration_s)),
        ("Âm lượng", f"{_decimal(take.level_lufs)} LUFS"),
        ("Đỉnh", f"{_decimal(take.peak_dbtp)} dBTP"),
        ("Tốc độ", f"{take.syllables_per_minute:.0f} âm tiết/phút"),
        ("Giọng", REGION[take.region]),
    ]
    told = "".join(f"<div><dt>{n}</dt><dd>{escape(v)}</dd></div>" for n, v in facts)
    links = "".join(
        f'<a href="{address(take, ext)}" download="ban-tin-{take.audio_sha256[:8]}.{ext}">{name}</a>'
        for ext, name in (
            (EXT.get(take.media_type, "bin"), "Âm thanh"),
            ("srt", "Phụ đề SRT"),
            ("vtt", "Phụ đề VTT"),
        )
    )
    return f'<dl class="tl-facts">{told}</dl><p class="tl-downloads">Tải xuống: {links}</p>'


def _decimal(value: float) -> str:
    """One decimal as Vietnamese print has it: comma, real minus."""
    return f"{value:.1f}".replace(".", ",").replace("-", "−")


def _sentence(timing: SentenceTiming) -> str:
    start = timing.span.start
    pieces, at = [], 0
    for span, begin, end in timing.words:
        first, last = span.start - start, span.end - start
        if not at <= first < last <= len(timing.text):
            continue
        pieces.append(escape(timing.text[at:first]))
        word = escape(timing.text[first:last])
        pieces.append(f'<span data-w="{begin:.2f},{end:.2f}">{word}</span>')
        at = last
    pieces.append(escape(timing.text[at:]))
    return (
        f'<li role="button" tabindex="0" data-t="{timing.start_s:.2f}" data-e="{timing.end_s:.2f}">'
        f"{''.join(pieces)}</li>"
    )
