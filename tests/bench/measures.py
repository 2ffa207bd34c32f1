"""The measures themselves; each returns rows of {what, value, unit}."""

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.bench.texts import paragraphs

Row = dict[str, object]
SHARED = Path(os.environ.get("TIENG_LANG_SHARED", Path(__file__).resolve().parents[3] / "shared"))
NEWS = SHARED / "data" / "news_summaries_open.jsonl.gz"


def row(what: str, value: float, unit: str) -> Row:
    return {"what": what, "value": value, "unit": unit}


def best_of(times: int, job: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    spent = []
    for _ in range(times):
        start = clock()
        job()
        spent.append(clock() - start)
    return min(spent)


def command_line() -> list[Row]:
    workbench = str(Path(sys.executable).parent / "workbench")
    bare = best_of(7, lambda: subprocess.run([sys.executable, "-c", ""], check=True))
    help_ = best_of(7, lambda: subprocess.run([workbench, "--help"], check=True, stdout=subprocess.DEVNULL))
    read = best_of(
        3, lambda: subprocess.run([workbench, "read", "Ngày 12/4/2022"], check=True, stdout=subprocess.DEVNULL)
    )
    return [
        row("python -c ''", bare, "s"),
        row("workbench --help", help_, "s"),
        row("workbench --help / bare python", help_ / bare, "×"),
        row("workbench read, one sentence", read, "s"),
    ]


def documents() -> list[Row]:
    from models import documents
    from models.documents.base import Source

    text = "\n".join(paragraphs(random.Random(1), 40_000))
    rows = [
        row(
            "pasted text, 10,000 words",
            best_of(3, lambda: documents.read_text(text)) / text.count(" ") * 10_000,
            "s",
        )
    ]
    samples = SHARED / "samples"
    for path in sorted(p for p in samples.rglob("*") if p.is_file()) if samples.is_dir() else []:
        source = Source(path.read_bytes(), path.name)
        document = documents.read(source)
        pages = document.pages or max(1, len(document.text.split()) / 500)
        rows.append(
            row(
                f"{path.name} ({pages:.0f} pages)",
                best_of(2, lambda s=source: documents.read(s)) / pages,
                "s/page",
            )
        )
    return rows


def summary() -> list[Row]:
    from models import documents
    from models.catalogue import Catalogue
    from models.summarise.base import Budget

    engine = Catalogue().load("extractive")
    rows = []
    for words in (1_000, 10_000):
        document = documents.read_text("\n".join(paragraphs(random.Random(2), words)))
        count = len(document.text.split())
        spent = best_of(3, lambda d=document: engine.summarise(d, Budget(sentences=6)))
        rows.append(
            row(f"extractive, document of {count:,} words", spent / count * 1_000 * 1_000, "ms/1,000 words")
        )
    return rows


def reading() -> list[Row]:
    """Bulletins of our own, and real news when it is here; processor time of one core; the command's memory."""
    from models import reading
    from models.reading import Foreign, ReadingOptions

    texts = {"own bulletins": "\n".join(paragraphs(random.Random(3), 20_000))}
    if NEWS.exists():
        with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
            texts["real news"] = "\n".join(
                json.loads(line)["text"] for line, _ in zip(lines, range(200), strict=False)
            )
    reading.read("một 1")
    rows = []
    for name, text in texts.items():
        for how, options in (
            ("", ReadingOptions()),
            (", foreign words in syllables", ReadingOptions(foreign=Foreign.VIETNAMESE)),
        ):
            spent = best_of(9, lambda t=text, o=options: reading.read(t, o), clock=time.process_time)
            rows.append(row(f"reading, {name}{how}", len(text) / spent / 1_000, "1,000 chars/s"))
        rows.append(row(f"command `read`, {name}: peak memory", _peak_mb(["read", "--file", "-"], text), "MB"))
    return rows


def _peak_mb(arguments: list[str], text: str) -> float:
    """Peak resident memory of one run of the command line, in megabytes (Linux)."""
    program = (
        "import resource, sys; from workbench.cli import main; sys.argv[0] = 'workbench'\n"
        "try: main()\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            input=text.encode(),
            capture_output=True,
            check=True,
            env=os.environ | {"WORKBENCH_DATA": folder},
        )
    return int(done.stderr.split()[-1]) / 1024


def voice() -> list[Row]:
    """An hour of speech in constant memory: resident size of this process and its workers."""
    import psutil

    from workbench.bootstrap import build
    from workbench.settings import Settings

    me = psutil.Process()
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            total = me.memory_info().rss
            for child in me.children(recursive=True):
                try:
                    total += child.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            peak[0] = max(peak[0], total / 1e6)

    rows = []
    with tempfile.TemporaryDirectory() as folder, build(Settings(data=Path(folder))) as work:
        watcher = threading.Thread(target=watch)
        watcher.start()
        for minutes in (5, 60):
            peak[0] = 0.0
            text = "\n".join(paragraphs(random.Random(minutes), minutes * 190))
            start = time.perf_counter()
            take = work.speak(
                text, voice_id="espeak-bac-nu", profile="loudspeaker", preset="loudspeaker", audio_format="mp3"
            )
            spent = time.perf_counter() - start
            rows += [
                row(f"{take.duration_s / 60:.0f} min of speech to MP3", take.duration_s / spent, "× real time"),
                row(f"{take.duration_s / 60:.0f} min: peak memory, all processes", peak[0], "MB"),
                row(f"{take.duration_s / 60:.0f} min: loudness error", abs(take.level_lufs + 16), "LU"),
            ]
        done.set()
        watcher.join()
    return rows


def application() -> list[Row]:
    """Process start to the first page answered, without sample content."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    workbench = str(Path(sys.executable).parent / "workbench")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"WORKBENCH_DATA": folder}
        for what in ("first start (creates the database)", "later start"):
            start = time.perf_counter()
            server = subprocess.Popen(
                [workbench, "serve", "--port", str(port)],
                env=env,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                while True:
                    try:
                        with urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap", timeout=5):
                            break
                    except OSError:
                        if time.perf_counter() - start > 120 or server.poll() is not None:
                            raise
                        time.sleep(0.05)
                rows.append(row(f"app, {what}, to first page", time.perf_counter() - start, "s"))
            finally:
                server.terminate()
                server.wait(30)
    return rows


ALL: dict[str, Callable[[], list[Row]]] = {
    "command_line": command_line,
    "documents": documents,
    "summary": summary,
    "reading": reading,
    "voice": voice,
    "application": application,
}
