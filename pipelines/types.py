"""Content made by the pipelines: summaries with evidence, the three channel forms, recorded takes."""

from __future__ import annotations

from dataclasses import dataclass

from models.types import Region, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where in the source document a sentence comes from, and what stands there."""

    span: Span
    """In the source document's text."""
    quote: str
    """The source characters of `span`."""


@dataclass(frozen=True, slots=True)
class ScriptSentence:
    """One sentence of a form, with what carries it. No evidence = written by a person."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    edits: tuple[str, ...] = ()
    """Names of the rules that changed the source wording, in order: "bỏ dấu đầu dòng"."""


@dataclass(frozen=True, slots=True)
class RadioScript:
    """What the announcer reads."""

    sentences: tuple[ScriptSentence, ...] = ()

    @property
    def text(self) -> str:
        """One sentence per line."""
        return "\n".join(s.text for s in self.sentences)


@dataclass(frozen=True, slots=True)
class BoardPages:
    """Screens of an electronic board, each a few short lines."""

    pages: tuple[tuple[str, ...], ...] = ()
    """Screens → lines; a line fits the board's width in characters."""


@dataclass(frozen=True, slots=True)
class PortalArticle:
    """A portal article: headline, sapo (standfirst), body."""

    title: str = ""
    sapo: str = ""
    body: tuple[ScriptSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Forms:
    """The channel forms drafted from one document, and the engine that made them."""

    radio: RadioScript
    board: BoardPages
    portal: PortalArticle
    engine: str
    """Card id of the engine that really ran."""
    engine_revision: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceTiming:
    """When a script sentence and its words are heard in a take, for highlighting and subtitles."""

    text: str
    """As written, not as spoken; without mark-up."""
    span: Span
    """In the script's text, where it begins and as long as `text`; with mark-up the tags are not counted."""
    start_s: float
    end_s: float
    words: tuple[tuple[Span, float, float], ...] = ()
    """(span in the script's text, start s, end s)."""


@dataclass(frozen=True, slots=True)
class Take:
    """One recording of a script: content-addressed, reproducible, marked as made by machine."""

    audio_sha256: str
    """Of the encoded file; also its key in the blob store."""
    media_type: str
    """"audio/mpeg", "audio/ogg", "audio/flac", "audio/wav"."""
    duration_s: float
    level_lufs: float
    """Integrated loudness of the file as delivered (ITU-R BS.1770-4)."""
    peak_dbtp: float
    """True peak, 4× oversampled."""
    voice_id: str
    region: Region
    engine: str
    profile: str
    """Id of the level profile: "loudspeaker", "horn", "portal", "r128"."""
    syllables_per_minute: float
    script_sha256: str
    """Of the script text that was spoken."""
    sentences: tuple[SentenceTiming, ...] = ()
    size_bytes: int = 0
    spoken_sha256: str = ""
    """Of the words as they were said; another one now means that the lexicon or a rule has changed since."""
