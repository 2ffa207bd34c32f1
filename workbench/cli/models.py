"""What engines and models there are, and whether each can run here."""

from __future__ import annotations

import click

from workbench.cli.output import emit_each, json_option


@click.group("models", help="Mô hình và bộ máy: danh sách, kiểm tra.")
def models_command() -> None:
    """Cards of the catalogue."""


@models_command.command("list", help="Các bộ máy đã biết và tình trạng cài đặt.")
@json_option
def list_models(as_json: bool) -> None:
    """One row per card."""
    from models.catalogue import Catalogue

    catalogue = Catalogue()
    rows = [
        {
            "id": card.id,
            "name": card.name,
            "family": card.family,
            "licence": card.licence,
            "installed": not catalogue.missing(card.id),
            "missing": catalogue.missing(card.id),
        }
        for card in catalogue.cards()
    ]
    emit_each(
        rows,
        as_json=as_json,
        words=lambda r: (
            f"{r['id']:<14} {'sẵn sàng' if r['installed'] else 'thiếu'}  {r['licence']:<18} {r['name']}"
        ),
        empty="Chưa có bộ máy nào.",
    )
