"""`make bench`: what the product costs on this machine, as a table and as JSON.

Times are of this machine, named in the report; nothing here is asserted. Run one: `make bench
BENCH_ARGS="voice"`. Real documents from ../shared are used when present, own ones always.
"""

import json
import os
import platform
import sys
import time
from pathlib import Path

from tests.bench import measures

OUT = Path("artifacts/bench.json")


def machine() -> dict[str, object]:
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        cpu = names[0] if names else cpu
    return {
        "cpu": cpu,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def main() -> int:
    wanted = sys.argv[1:] or list(measures.ALL)
    unknown = [name for name in wanted if name not in measures.ALL]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(measures.ALL)}", file=sys.stderr)
        return 2
    report: dict[str, object] = {"machine": machine(), "at": time.strftime("%Y-%m-%d")}
    print(" ".join(f"{k}={v}" for k, v in machine().items()))
    for name in wanted:
        rows = measures.ALL[name]()
        report[name] = rows
        print(f"\n{name}")
        for row in rows:
            print(f"  {row['what']:<52} {row['value']:>10.3f} {row['unit']}")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(report, ensure_ascii=False, indent=2), encoding="utf-8")
    print(f"\n→ {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
