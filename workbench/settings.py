"""One frozen settings object: flag > WORKBENCH_* > workbench.toml > default.

Built once in `bootstrap` (or a test) and passed on; nothing below this floor reads the environment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

MEANING: dict[str, str] = {
    "data": "Thư mục giữ mọi trạng thái: cơ sở dữ liệu, âm thanh, hàng đợi, bộ nhớ đệm.",
    "database_url": "Địa chỉ cơ sở dữ liệu. Trống: SQLite trong thư mục dữ liệu; nhiều máy: postgresql+psycopg://…",
    "queue_url": "Nơi chuyển tiếp gửi tới. Trống: hàng đợi dựng sẵn trong thư mục dữ liệu; hoặc amqp(s)://…",
    "host": "Địa chỉ lắng nghe; 0.0.0.0 để máy khác trong mạng vào được.",
    "port": "Cổng của trang web.",
    "public_url": "Địa chỉ mà nơi nhận dùng để tải âm thanh từ máy này. Trống: http://host:port.",
    "allowed_origins": "Trang khác được phép gửi yêu cầu tới máy này, ví dụ https://tenmien.gov.vn.",
    "secure_cookies": "Đặt true khi chạy qua HTTPS: cookie đăng nhập chỉ đi trên đường mã hóa.",
    "organisation": "TenNguon: cơ quan gửi tin, hiện trên bảng và cổng.",
    "source_code": "NguonID: mã định danh điện tử của cơ quan gửi (QĐ 20/2020/QĐ-TTg).",
    "home_area": "Mã địa bàn mặc định của bản tin mới. Trống: xã đầu tiên trong danh sách.",
    "session_hours": "Một phiên đăng nhập dài nhất bao nhiêu giờ.",
    "lockout_failures": "Sai mật khẩu liền bao nhiêu lần thì khóa tài khoản.",
    "lockout_minutes": "Khóa bao nhiêu phút.",
    "max_upload_mb": "Tệp văn bản lớn nhất, MB.",
    "voice_workers": "Số tiến trình đọc giọng.",
    "default_voice": "Giọng đọc của bản tin mới.",
    "audio_format": "Định dạng âm thanh phát ra: mp3, opus, flac, wav.",
    "embedded_receivers": "Chạy đài, bảng, cổng mẫu ngay trong ứng dụng (một máy).",
    "relay_in_app": "Chạy chuyển tiếp và nhận xác nhận trong ứng dụng; tắt khi chạy thành tiến trình riêng.",
    "lease_s": "Bộ chuyển tiếp được giữ một mục của hộp gửi bao nhiêu giây trước khi bộ khác lấy.",
    "log_level": "Mức nhật ký: DEBUG, INFO, WARNING, ERROR.",
}
"""What each setting means, for the person who runs the machine (docs/settings.md, `workbench doctor`)."""


class Settings(BaseSettings):
    """Every setting; the environment name is WORKBENCH_ + the upper-case field name."""

    model_config = SettingsConfigDict(env_prefix="WORKBENCH_", frozen=True, extra="forbid")

    data: Path = Field(default_factory=lambda: user_data_path("tieng-lang", appauthor=False))
    """Folder of all state: database, audio, queue, caches."""
    database_url: str = ""
    """SQLAlchemy URL; empty = SQLite in the data folder. postgresql+psycopg://… for several machines."""
    queue_url: str = ""
    """Where the relay sends: empty = embedded queue in the data folder, or amqp(s)://…"""
    host: str = "127.0.0.1"
    port: int = 7860
    public_url: str = ""
    """How receivers reach this machine, for audio addresses; empty = http://host:port."""
    allowed_origins: tuple[str, ...] = ()
    """Extra origins (https://tenmien.gov.vn) whose pages may post, besides the host itself."""
    secure_cookies: bool = False
    """Set when served over HTTPS: the session cookie then travels only over it."""

    organisation: str = "Ủy ban nhân dân xã"
    """TenNguon: who sends; shown on boards and portals."""
    source_code: str = "H00.00"
    """NguonID: electronic agency code of the sender (QĐ 20/2020/QĐ-TTg)."""
    home_area: str = ""
    """Area code new bulletins are addressed to by default; empty = the first commune known."""

    session_hours: float = 12.0
    lockout_failures: int = 5
    """Wrong passwords in a row before an account is locked."""
    lockout_minutes: float = 15.0
    max_upload_mb: int = 50
    voice_workers: int = 2
    """Speech processes."""
    default_voice: str = "espeak-bac-nu"
    audio_format: Literal["mp3", "opus", "flac", "wav"] = "mp3"
    embedded_receivers: bool = True
    """Run the three reference receivers inside the application (one-PC set-up)."""
    relay_in_app: bool = True
    """Run relay and inbox as threads of the application; off when they run as own processes."""
    lease_s: float = 30.0
    """How long a relay may hold an outbox row before another takes it."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the application's database."""
        return self.database_url or f"sqlite:///{self.data / 'workbench.db'}"

    @property
    def queue(self) -> str:
        """Transport URL."""
        return self.queue_url or f"sqlite:///{self.data / 'queue.db'}"

    @property
    def base_url(self) -> str:
        """Public address without a trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def blobs(self) -> Path:
        """Content-addressed files: originals, audio, jingles."""
        return self.data / "blobs"

    @property
    def cache(self) -> Path:
        """Safe to delete at any time."""
        return self.data / "cache"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of precedence; workbench.toml is looked for in the working folder."""
        toml = TomlConfigSettingsSource(settings_cls, toml_file=Path("workbench.toml"))
        return init_settings, env_settings, toml
