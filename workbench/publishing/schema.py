"""JSON Schema 2020-12 and AsyncAPI 3 of the messages, read off the models; docs/schemas holds them.

`python -m workbench.publishing.schema docs/schemas` writes the files; a test checks they are current.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from workbench.publishing.envelope import BulletinEvent, RecallEvent, ReceiptEvent, ReceiptStatus

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[BaseModel]] = {
    "bulletin.v1": BulletinEvent,
    "recall.v1": RecallEvent,
    "receipt.v1": ReceiptEvent,
}


def schemas() -> dict[str, dict[str, Any]]:
    """File stem → schema of the whole CloudEvent."""
    return {
        name: {
            "$schema": DIALECT,
            "$id": f"urn:vn:thongtincoso:schema:{name.replace('.', ':')}",
            **model.model_json_schema(by_alias=True, mode="serialization"),
        }
        for name, model in MODELS.items()
    }


def message_types() -> list[str]:
    """Every `type` a CloudEvent of ours may have."""
    bulletin = BulletinEvent.model_json_schema()["properties"]["type"]["enum"]
    recall = RecallEvent.model_json_schema()["properties"]["type"]["const"]
    return [*bulletin, recall, *(f"vn.thongtincoso.receipt.{status.value}.v1" for status in ReceiptStatus)]


def asyncapi() -> dict[str, Any]:
    """AsyncAPI 3.0: who sends what on which address."""
    path = {"path": {"description": "Mã địa bàn từ tỉnh xuống, nối bằng dấu chấm"}}
    channel = {"channel": {"enum": ["radio", "board", "portal"], "description": "Kênh phát"}}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Tiếng Làng – bản tin thông tin cơ sở",
            "version": "1.0.0",
            "description": "CloudEvents 1.0 (JSON, structured) trên topic exchange `tieng-lang`.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {
            "bulletins": {
                "address": "bulletin.{channel}.{path}",
                "parameters": {**channel, **path},
                "messages": {
                    "bulletin": {"$ref": "#/components/messages/bulletin"},
                    "recall": {"$ref": "#/components/messages/recall"},
                },
                "bindings": {"amqp": {"is": "routingKey", "exchange": {"name": "tieng-lang", "type": "topic"}}},
            },
            "receipts": {
                "address": "receipt.{channel}.{path}",
                "parameters": {**channel, **path},
                "messages": {"receipt": {"$ref": "#/components/messages/receipt"}},
                "bindings": {"amqp": {"is": "routingKey", "exchange": {"name": "tieng-lang", "type": "topic"}}},
            },
        },
        "operations": {
            "publish": {"action": "send", "channel": {"$ref": "#/channels/bulletins"}},
            "noteReceipt": {"action": "receive", "channel": {"$ref": "#/channels/receipts"}},
        },
        "components": {
            "messages": {
                name.removesuffix(".v1"): {"name": name, "payload": {"$ref": f"./{name}.schema.json"}}
                for name in MODELS
            }
        },
    }


def files() -> dict[str, str]:
    """File name → text of everything published."""
    made: dict[str, dict[str, Any]] = {f"{name}.schema.json": body for name, body in schemas().items()}
    made["asyncapi.json"] = asyncapi()
    return {name: json.dumps(body, ensure_ascii=False, indent=2) + "\n" for name, body in made.items()}


def write(folder: Path) -> None:
    """Write every file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
