"""Keeping the house: accounts, areas, database, doctor, backup.

These commands need no sign-in: whoever can write the data folder already owns it. Each is audited.
"""

from __future__ import annotations

from pathlib import Path

import click

from models.errors import BadInput
from workbench.cli.output import emit, emit_each, json_option, tell

ROLES = click.Choice(["reporter", "editor", "approver", "administrator", "viewer"])


@click.group("user", help="Tài khoản: thêm, xem, đặt lại mật khẩu.")
def user_command() -> None:
    """Accounts."""


@user_command.command("add", help="Thêm tài khoản; mật khẩu tạm được in ra một lần.")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@click.option("--name", required=True, help="Họ và tên.")
@click.option("--role", "roles", multiple=True, type=ROLES, required=True, help="Vai trò (lặp lại được).")
@click.option("--password", envvar="WORKBENCH_NEW_PASSWORD", help="Mật khẩu; bỏ trống thì sinh ngẫu nhiên.")
@json_option
def add_user(login: str, name: str, roles: tuple[str, ...], password: str | None, as_json: bool) -> None:
    """Create an account. A generated password must be changed at first sign-in."""
    from workbench.bootstrap import build
    from workbench.desk.actors import OPERATOR
    from workbench.domain.people import Role
    from workbench.security import accounts
    from workbench.settings import Settings

    with build(Settings()) as work, work.uow() as uow:
        user, generated = accounts.add_user(
            uow, OPERATOR, login, name, frozenset(Role(r) for r in roles), password=password
        )
    shown = f" Mật khẩu tạm: {generated}" if generated else ""
    emit(
        {"id": user.id, "login": login, "roles": list(roles), "password": generated},
        as_json=as_json,
        words=f"Đã thêm tài khoản {login}.{shown}",
    )


@user_command.command("list", help="Danh sách tài khoản.")
@json_option
def list_users(as_json: bool) -> None:
    """Accounts and roles; never a hash."""
    from workbench.bootstrap import build
    from workbench.domain.labels import ROLE
    from workbench.settings import Settings

    with build(Settings()) as work, work.uow() as uow:
        users = uow.users.list()
    emit_each(
        [{"login": u.login, "name": u.name, "roles": sorted(u.roles), "active": u.active} for u in users],
        as_json=as_json,
        words=lambda u: f"{u['login']:<14} {u['name']:<28} {', '.join(ROLE[r] for r in u['roles'])}",
        empty="Chưa có tài khoản nào.",
    )


@user_command.command("password", help="Đặt lại mật khẩu; mật khẩu tạm được in ra một lần.")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@json_option
def reset_password(login: str, as_json: bool) -> None:
    """New generated password, all sessions ended, lock lifted."""
    from workbench.bootstrap import build
    from workbench.desk.actors import OPERATOR
    from workbench.security import accounts
    from workbench.settings import Settings

    with build(Settings()) as work, work.uow() as uow:
        generated = accounts.reset_password(uow, OPERATOR, login)
    emit(
        {"login": login, "password": generated}, as_json=as_json, words=f"Mật khẩu tạm của {login}: {generated}"
    )


@click.group("area", help="Địa bàn: nhập danh sách, xem.")
def area_command() -> None:
    """Areas are data."""


@area_command.command(
    "import", help="Nhập địa bàn từ tệp CSV (code,name,level,parent) hoặc JSON đơn vị hành chính."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TỆP")
@json_option
def import_areas(file: Path, as_json: bool) -> None:
    """Add or rename areas; running twice changes nothing."""
    from workbench.bootstrap import build
    from workbench.desk import places
    from workbench.desk.actors import OPERATOR
    from workbench.settings import Settings

    with build(Settings()) as work, work.uow() as uow:
        count = places.import_areas(uow, OPERATOR, file.read_bytes())
    emit({"imported": count}, as_json=as_json, words=f"Đã nhập {count} địa bàn.")


@area_command.command("list", help="Danh sách địa bàn.")
@click.option("--parent", metavar="MÃ", help="Chỉ các địa bàn trực thuộc mã này.")
@json_option
def list_areas(parent: str | None, as_json: bool) -> None:
    """Areas with their paths."""
    from workbench.bootstrap import build
    from workbench.domain.labels import AREA_LEVEL
    from workbench.settings import Settings

    with build(Settings()) as work, work.uow() as uow:
        areas = uow.areas.list(parent=parent)
    emit_each(
        areas,
        as_json=as_json,
        words=lambda a: f"{a.code:<10} {AREA_LEVEL[a.level]:<22} {a.name}  [{'.'.join(a.path)}]",
        empty="Chưa có địa bàn. Nhập bằng: workbench area import TỆP",
    )


@click.group("db", help="Cơ sở dữ liệu.")
def db_command() -> None:
    """Schema upkeep."""


@db_command.command("upgrade", help="Nâng cấu trúc cơ sở dữ liệu lên bản hiện tại.")
@json_option
def upgrade_database(as_json: bool) -> None:
    """Run the migrations; SQLite is copied first."""
    from workbench.settings import Settings
    from workbench.store import database

    version = database.upgrade(Settings().database)
    emit({"version": version}, as_json=as_json, words=f"Cơ sở dữ liệu ở phiên bản {version}.")


@click.command("doctor", help="Kiểm tra cài đặt, chương trình phụ trợ và các thiết lập.")
@json_option
def doctor_command(as_json: bool) -> None:
    """What is here, what is missing and what each setting is."""
    from workbench.doctor import examine
    from workbench.settings import Settings

    report = examine(Settings())
    emit(
        report,
        as_json=as_json,
        words=[
            *(f"{'✓' if c.ok else '✗'} {c.name}: {c.detail}" for c in report.checks),
            "",
            *(f"{s.name} = {s.value}  ({s.origin})" for s in report.settings),
        ],
    )
    if not report.ok:
        raise SystemExit(1)


@click.command("backup", help="Sao lưu cơ sở dữ liệu và tệp âm thanh vào một tệp .tar.gz.")
@click.argument("target", type=click.Path(path_type=Path), metavar="TỆP_RA.tar.gz")
@json_option
def backup_command(target: Path, as_json: bool) -> None:
    """A consistent copy, also while the application runs."""
    from workbench.settings import Settings
    from workbench.store import backup

    size = backup.save(Settings(), target)
    emit(
        {"file": str(target), "bytes": size},
        as_json=as_json,
        words=f"Đã sao lưu vào {target} ({size / 1e6:.1f} MB).",
    )


@click.command("restore", help="Phục hồi từ tệp sao lưu vào thư mục dữ liệu trống.")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TỆP.tar.gz")
@json_option
def restore_command(source: Path, as_json: bool) -> None:
    """Refuses a data folder that already holds a database."""
    from workbench.settings import Settings
    from workbench.store import backup

    settings = Settings()
    if (settings.data / "workbench.db").exists():
        raise BadInput(
            f"Thư mục dữ liệu {settings.data} đã có cơ sở dữ liệu.",
            hint="Đặt WORKBENCH_DATA sang thư mục trống rồi phục hồi.",
        )
    backup.restore(settings, source)
    tell("Đã phục hồi.")
    emit({"data": str(settings.data)}, as_json=as_json, words=f"Dữ liệu ở {settings.data}")
