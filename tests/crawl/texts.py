"""Where texts come from: files of any kind through the readers of documents, fields of JSON lines."""

import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from models.errors import BadInput, Missing

DOCUMENTS = frozenset((".doc", ".docx", ".html", ".htm", ".mht", ".pdf", ".rtf"))
FIELDS = ("title", "text", "src", "abstract", "summary", "question")
LARGEST = 400_000


def texts(paths: Iterable[Path], sample: int = 0, seed: int = 0) -> Iterator[tuple[str, str]]:
    """(where, text) of every file below `paths`; of a JSON-lines file at most `sample` records (0 = all)."""
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            yield from _of_file(file, sample, seed)


def _of_file(file: Path, sample: int, seed: int) -> Iterator[tuple[str, str]]:
    name = file.name.removesuffix(".gz")
    if name.endswith(".jsonl"):
        with (
            gzip.open(file, "rt", encoding="utf-8")
            if file.suffix == ".gz"
            else file.open(encoding="utf-8") as lines
        ):
            records = list(lines)
        if 0 < sample < len(records):
            records = random.Random(seed).sample(records, sample)
        for number, line in enumerate(records):
            yield from _of_record(f"{file.name}#{number}", json.loads(line))
    elif name.endswith(".json"):
        yield file.name, "\n".join(_strings(json.loads(file.read_text(encoding="utf-8"))))
    elif file.suffix in DOCUMENTS or file.suffix == ".txt":
        from models.documents import Source, read

        try:
            yield file.name, read(Source.of_path(file)).text
        except (BadInput, Missing) as refused:
            print(f"left out: {refused}", file=sys.stderr)


def _of_record(where: str, record: dict[str, object]) -> Iterator[tuple[str, str]]:
    said = [str(record[field]) for field in FIELDS if record.get(field)]
    if said:
        yield where, "\n".join(said)[:LARGEST]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
