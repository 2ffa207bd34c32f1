"""Speech from the command line: voices, speak."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from models.errors import BadInput
from workbench.cli.output import emit, emit_each, json_option, progress, tell

FORMATS = ("mp3", "wav", "opus", "flac")
_MARKED_UP = frozenset((".ssml", ".xml"))
"""Files whose tags are instructions to the voice, not a document's own."""


@click.command("voices", help="Danh sách giọng đọc đang dùng được.")
@json_option
def voices_command(as_json: bool) -> None:
    """List every voice of every installed engine."""
    from models.catalogue import Catalogue
    from workbench.domain.labels import GENDER, REGION

    emit_each(
        Catalogue().voices(),
        as_json=as_json,
        words=lambda v: (
            f"{v.id:<18} {v.name:<22} {REGION[v.region]:<6} {GENDER[v.gender]:<4} "
            f"{v.sample_rate_hz} Hz  {v.licence}"
        ),
        empty="Chưa có giọng đọc nào.",
    )


@click.command("speak", help="Đọc một văn bản (hoặc SSML) thành tệp âm thanh. Đuôi tệp ra chọn định dạng.")
@click.argument("source", metavar="TỆP|-")
@click.option("-o", "--output", required=True, metavar="TỆP_RA", help="Tệp .mp3, .wav, .opus hoặc .flac.")
@click.option("--voice", "voice_id", default="espeak-bac-nu", show_default=True, help="Mã giọng đọc.")
@click.option(
    "--profile", default="loudspeaker", show_default=True, help="Mức âm: loudspeaker, horn, portal, r128."
)
@click.option(
    "--preset", default="loudspeaker", show_default=True, help="Nhịp đọc: loudspeaker, portal, emergency."
)
@click.option("--rate", type=click.FloatRange(0.5, 2.0), default=1.0, show_default=True, help="Tốc độ giọng.")
@click.option(
    "--pitch", type=click.FloatRange(-12, 12), default=0.0, show_default=True, help="Cao độ, nửa cung."
)
@click.option("--jingle-in", default="", help="Nhạc hiệu mở đầu: chuong-ngan, chuong-khan.")
@click.option("--jingle-out", default="", help="Nhạc hiệu kết thúc.")
@click.option("--subtitles", is_flag=True, help="Ghi thêm phụ đề .srt và .vtt cạnh tệp âm thanh.")
@json_option
def speak_command(
    source: str,
    output: str,
    voice_id: str,
    profile: str,
    preset: str,
    rate: float,
    pitch: float,
    jingle_in: str,
    jingle_out: str,
    subtitles: bool,
    as_json: bool,
) -> None:
    """Read a document aloud into a file."""
    from models.speech import subtitles as subtitle_files
    from workbench.bootstrap import build
    from workbench.settings import Settings

    target = Path(output)
    audio_format = target.suffix.lstrip(".").lower()
    if audio_format not in FORMATS:
        raise BadInput(
            f"Không ghi được định dạng “{target.suffix or '(không có đuôi)'}”.",
            hint="Dùng .mp3, .wav, .opus hoặc .flac.",
        )
    text = _text_of(source)
    with build(Settings()) as work:
        take = work.speak(
            text,
            voice_id=voice_id,
            profile=profile,
            preset=preset,
            rate=rate,
            pitch=pitch,
            jingle_in=jingle_in,
            jingle_out=jingle_out,
            audio_format=audio_format,
            progress=progress(),
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.part")
        shutil.copyfile(work.blobs.path(take.audio_sha256), partial)
        partial.replace(target)
    written = [target]
    if subtitles:
        for suffix, render in ((".srt", subtitle_files.srt), (".vtt", subtitle_files.vtt)):
            path = target.with_suffix(suffix)
            path.write_text(render(take.sentences), encoding="utf-8")
            written.append(path)
    emit(
        {"files": [str(path) for path in written], "take": take},
        as_json=as_json,
        words=f"{target}: {take.duration_s:.1f} giây, {take.level_lufs:.1f} LUFS, "
        f"{take.peak_dbtp:.1f} dBTP, {take.syllables_per_minute:.0f} âm tiết/phút",
    )


def _text_of(source: str) -> str:
    from workbench.cli.text import load_document, load_plain

    if source == "-" or Path(source).suffix.lower() in _MARKED_UP:
        text = sys.stdin.read() if source == "-" else load_plain(source)
        if not text.strip():
            raise BadInput("Không có chữ nào để đọc.")
        return text
    document = load_document(source)
    for warning in document.warnings:
        tell(f"! {warning}")
    return document.text
