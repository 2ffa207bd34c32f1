"""Wiring: Settings → Workbench. Explicit, no globals; heavy parts are built when first asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from models.errors import BadInput, NotFound
from models.types import Document, Reading, Region, Span, Voice
from pipelines.types import Take
from workbench.domain.bulletin import Content, ReadingFix, Voicing
from workbench.settings import Settings

if TYPE_CHECKING:
    from models.catalogue import Catalogue
    from models.reading import ReadingOptions
    from models.speech.base import VoiceEngine
    from models.summarise.base import Summariser
    from pipelines.audition import Heard
    from pipelines.ports import Progress
    from pipelines.script import Part
    from pipelines.voice import VoiceRequest
    from workbench.desk.release import EventBuilder
    from workbench.publishing.contract import SenderInfo
    from workbench.publishing.inbox import Inbox
    from workbench.publishing.relay import Relay
    from workbench.publishing.transport import Transport
    from workbench.security.accounts import LockoutPolicy
    from workbench.store.blobs import FolderBlobs
    from workbench.store.database import Database
    from workbench.store.unit_of_work import UnitOfWork

SUMMARISER = "extractive"
AI_LINE = "Bản tin do giọng đọc nhân tạo thể hiện."
"""Spoken last when `Voicing.spoken_ai_line` is set (Luật 134/2025/QH15, Điều 11)."""


class Workbench:
    """Everything a door (page, API, command line) needs, built from settings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.RLock()
        self._engines: dict[str, VoiceEngine] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- state ---------------------------------------------------------------------------------

    @cached_property
    def database(self) -> Database:
        """The application's database; SQLite is migrated on opening, PostgreSQL must be up to date."""
        from workbench.store.database import open_database

        try:
            self.settings.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(
                f"Không dùng được thư mục dữ liệu {self.settings.data}: {error.strerror}.",
                hint="Đặt WORKBENCH_DATA sang một thư mục ghi được.",
            ) from error
        return open_database(self.settings.database, migrate=self.settings.database.startswith("sqlite"))

    def uow(self) -> UnitOfWork:
        """A transaction; rolls back unless committed."""
        with self._lock:
            database = self.database
        return database.uow()

    @cached_property
    def blobs(self) -> FolderBlobs:
        """Content-addressed files."""
        from workbench.store.blobs import FolderBlobs

        return FolderBlobs(self.settings.blobs)

    @cached_property
    def lockout(self) -> LockoutPolicy:
        """When wrong passwords lock an account."""
        from workbench.security.accounts import LockoutPolicy

        return LockoutPolicy(self.settings.lockout_failures, self.settings.lockout_minutes)

    # --- engines -------------------------------------------------------------------------------

    @cached_property
    def catalogue(self) -> Catalogue:
        """Cards of every engine."""
        from models.catalogue import Catalogue

        return Catalogue()

    def voices(self) -> list[Voice]:
        """Every voice that can speak here."""
        return list(self.catalogue.voices())

    def voice(self, voice_id: str) -> Voice:
        """A voice by id. Raises NotFound naming the nearest."""
        for voice in self.voices():
            if voice.id == voice_id:
                return voice
        raise NotFound(f"Không có giọng đọc “{voice_id}”.", hint="Xem danh sách: workbench voices")

    def voice_engine(self, card: str) -> VoiceEngine:
        """The engine of a card, started once per process."""
        with self._lock:
            if card not in self._engines:
                self._engines[card] = self.catalogue.load(
                    card, cache=self.settings.cache, workers=self.settings.voice_workers
                )
            return self._engines[card]

    def summariser(self) -> Summariser:
        """The built-in summariser."""
        summariser: Summariser = self.catalogue.load(SUMMARISER)
        return summariser

    @staticmethod
    def reading_options(region: Region) -> ReadingOptions:
        """How bulletins of a region are read."""
        from models import reading

        # The built-in voice has no English: foreign words are said in Vietnamese syllables.
        return reading.ReadingOptions(region=region, foreign=reading.Foreign.VIETNAMESE)

    def reader(self, region: Region, fixes: tuple[ReadingFix, ...] = ()) -> Callable[[str], Reading]:
        """How a bulletin of this region is read: its own corrections first, then the commune's lexicon."""
        from models import reading
        from models.reading.lexicon import merge
        from workbench.desk import pronunciation

        with self.uow() as uow:
            known = pronunciation.load(uow)
        # Merged here: a reading of hundreds of sentences must not sort the lexicon hundreds of times.
        lexicon = merge([pronunciation.of_fixes(fixes), known]) if fixes else known
        return partial(reading.read, options=self.reading_options(region), lexicons=[lexicon])

    def script(self, content: Content) -> list[Part]:
        """What is said of a bulletin, in order, title and closing line included."""
        from pipelines.script import parts

        closing = AI_LINE if content.voicing.spoken_ai_line else ""
        return parts(content.radio, content.title, closing)

    def readings(self, content: Content) -> list[tuple[Part, Reading]]:
        """How each part of a bulletin will be read: cut and corrected exactly as the voice is given it."""
        from pipelines.readings import readings

        parts = self.script(content)
        reader = self.reader(content.voicing.region, content.reading_fixes)
        return list(zip(parts, readings(parts, reader), strict=True))

    def still_said(self, content: Content, take: Take) -> bool:
        """Whether a recording of this content would still say the same words; old recordings do not tell."""
        from models.speech.rates import PRESETS
        from pipelines.clauses import lines, said_sha256

        voicing = content.voicing
        preset = PRESETS.get(voicing.preset)
        if not take.spoken_sha256 or preset is None:
            return True
        closing = AI_LINE if voicing.spoken_ai_line else ""
        reader = self.reader(voicing.region, content.reading_fixes)
        now = lines(content.radio, content.title, closing, reader, preset)
        return said_sha256(now) == take.spoken_sha256

    def audition(self, reading: Reading, place: Span | None, voicing: Voicing) -> Heard:
        """A sentence, or the clauses around a place of it, in the bulletin's voice; nothing is kept."""
        from models.speech.rates import PRESETS
        from pipelines.audition import audition

        voice = self.voice(voicing.voice_id)
        preset = PRESETS.get(voicing.preset) or PRESETS["loudspeaker"]
        return audition(reading, place, self.voice_engine(voice.card), voice, preset, pitch=voicing.pitch)

    # --- trips ---------------------------------------------------------------------------------

    def draft(
        self,
        document: Document,
        *,
        radio_seconds: float | None = None,
        board_chars: int | None = None,
        board_lines: int | None = None,
        board_screens: int | None = None,
        progress: Progress | None = None,
    ) -> tuple[Content, Mapping[str, str]]:
        """Forms for every channel from a document, as content of a new bulletin, with provenance."""
        from pipelines import draft

        usual = draft.FormBudget()
        budget = draft.FormBudget(
            radio_seconds=radio_seconds or usual.radio_seconds,
            board_chars=board_chars or usual.board_chars,
            board_lines=board_lines or usual.board_lines,
            board_screens=board_screens or usual.board_screens,
        )
        reader = self.reader(Region.NORTH)
        forms = draft.forms(
            document,
            budget,
            self.summariser(),
            SUMMARISER,
            spoken=lambda text: reader(text).spoken,
            progress=progress,
        )
        content = Content(
            title=draft.title_of(document),
            summary=draft.summary_of(forms),
            radio=forms.radio,
            board=forms.board,
            portal=forms.portal,
            source_line=_source_line(document),
            voicing=self.voicing(self.settings.default_voice),
        )
        with self.uow() as uow:
            home = uow.areas.default(self.settings.home_area)
        if home is not None:
            content = replace(content, audience=replace(content.audience, areas=(home.code,)))
        provenance = {"engine": forms.engine, "engine_revision": forms.engine_revision}
        if forms.warnings:
            provenance["notes"] = "\n".join(forms.warnings)  # what the forms left out, for the editor
        return content, provenance

    def voicing(self, voice_id: str, base: Voicing | None = None) -> Voicing:
        """Voicing with this voice and its own region's words."""
        voice = self.voice(voice_id)
        return replace(base or Voicing(), voice_id=voice.id, region=voice.region)

    def record(self, content: Content, progress: Progress | None = None) -> tuple[Take, str]:
        """Voice a bulletin's radio form; returns the take and the `sound_key` it belongs to."""
        from pipelines.voice import VoiceRequest

        voicing = content.voicing
        request = VoiceRequest(
            script=content.radio,
            title=content.title,
            voice=self.voice(voicing.voice_id),
            profile=voicing.profile,
            preset=voicing.preset,
            pitch=voicing.pitch,
            jingle_in=voicing.jingle_in,
            jingle_out=voicing.jingle_out,
            ai_line=AI_LINE if voicing.spoken_ai_line else "",
            audio_format=self.settings.audio_format,
            tags={"organisation": self.settings.organisation},
        )
        take = self._record(request, self.reader(voicing.region, content.reading_fixes), progress)
        return take, content.sound_key

    def speak(
        self,
        text: str,
        *,
        voice_id: str,
        profile: str = "portal",
        preset: str = "portal",
        rate: float = 1.0,
        pitch: float = 0.0,
        jingle_in: str = "",
        jingle_out: str = "",
        audio_format: str = "wav",
        progress: Progress | None = None,
    ) -> Take:
        """Voice any text, without title or closing line."""
        from pipelines.plain_text import script_of
        from pipelines.voice import VoiceRequest

        voice = self.voice(voice_id)
        request = VoiceRequest(
            script=script_of(text),
            title="",
            voice=voice,
            profile=profile,
            preset=preset,
            rate=rate,
            pitch=pitch,
            jingle_in=jingle_in,
            jingle_out=jingle_out,
            ai_line="",
            audio_format=audio_format,
            tags={"organisation": self.settings.organisation},
        )
        return self._record(request, self.reader(voice.region), progress)

    def _record(
        self, request: VoiceRequest, reader: Callable[[str], Reading], progress: Progress | None
    ) -> Take:
        from pipelines.voice import record
        from workbench.store.takes import DatabaseTakes

        engine = self.voice_engine(request.voice.card)
        return record(request, engine, reader, self.blobs, DatabaseTakes(self.uow), progress)

    # --- out -----------------------------------------------------------------------------------

    @cached_property
    def transport(self) -> Transport:
        """The queue of the settings."""
        from workbench.publishing.transport import transport_for

        return transport_for(self.settings.queue)

    @cached_property
    def sender(self) -> SenderInfo:
        """Who sends, as messages state it."""
        from workbench.publishing.contract import SenderInfo

        return SenderInfo(
            source_code=self.settings.source_code,
            organisation=self.settings.organisation,
            base_url=self.settings.base_url,
        )

    @cached_property
    def events(self) -> EventBuilder:
        """Builds the outbox rows of a release, update or recall."""
        from workbench.publishing import contract

        return partial(contract.events, sender=self.sender)

    def relay(self) -> Relay:
        """Outbox → queue."""
        from workbench.publishing.relay import Relay

        return Relay(self.uow, self.transport, lease_s=self.settings.lease_s)

    def inbox(self) -> Inbox:
        """Receipts → delivery rows."""
        from workbench.publishing.inbox import Inbox

        return Inbox(self.uow, self.transport)

    def close(self) -> None:
        """Stop worker processes, close queue and database."""
        with self._lock:
            for engine in self._engines.values():
                engine.close()
            self._engines.clear()
            for name in ("transport", "database"):
                part = self.__dict__.pop(name, None)
                if part is not None:
                    part.close()


def _source_line(document: Document) -> str:
    """NguonTin as the document states it: its code and who issued it; never a file's name."""
    header = document.header
    issuer = header.issuer.value if header.issuer else ""
    return ", ".join(part for part in (header.code, issuer) if part)


def build(settings: Settings) -> Workbench:
    """The workbench of these settings; opens nothing yet."""
    return Workbench(settings)


def area_path(settings: Settings, code: str) -> tuple[str, ...]:
    """Path of an area known to the local database, province first. Raises NotFound."""
    from workbench.domain.place import AreaCode

    with build(settings) as work, work.uow() as uow:
        return tuple(uow.areas.get(AreaCode(code)).path)
