"""`python -m tests.crawl PATH…`: read real texts aloud and report what a person should look at.

Digits and signs left unread, capitals spelled letter by letter, warnings, doubtful spans, and for each rule a
sample "written → spoken" with its surroundings. Nothing is asserted and nothing is written into the project.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from tests.crawl.findings import Findings
from tests.crawl.texts import texts

BATCH = 200


def look_at(batch: list[tuple[str, str]], keep: int, seed: int) -> Findings:
    rng, found = random.Random(seed), Findings(keep)
    for where, text in batch:
        found.look(where, text, rng)
    return found


def batches(items: Iterator[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    while batch := list(islice(items, BATCH)):
        yield batch


def crawl(paths: list[Path], keep: int, sample: int = 0, jobs: int = 2, seed: int = 0) -> Findings:
    rng, total = random.Random(seed), Findings(keep)
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [
            pool.submit(look_at, batch, keep, seed + number)
            for number, batch in enumerate(batches(texts(paths, sample, seed)))
        ]
        for one in waiting:
            total.add(one.result(), rng)
    return total


def report(found: Findings, top: int, only: list[str]) -> Iterator[str]:
    if only:
        for key in sorted(k for k in found.samples if any(k.startswith(o) for o in only)):
            yield f"\n== {key}: {found.kinds.get(key) or found.capitals.get(key.removeprefix('capitals '), 0)}"
            yield from (f"  {seen}" for seen in found.samples[key])
        return
    yield f"{found.texts:,} texts, {found.characters:,} characters"
    for title, counts in (
        ("left unread", found.unread),
        ("warnings", found.warnings),
        ("doubtful spans by rule", found.doubtful),
        ("unknown capitals", found.capitals),
        ("spans by rule", found.kinds),
    ):
        yield f"\n== {title}: {counts.total():,} ({len(counts):,} different)"
        yield from (f"  {count:>8,}  {key}" for key, count in counts.most_common(top))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crawl", description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="records of a JSON-lines file; 0 = all")
    parser.add_argument("--keep", type=int, default=20, help="examples a rule")
    parser.add_argument("--top", type=int, default=60, help="lines of each table")
    parser.add_argument(
        "--only", nargs="*", default=[], help="examples of rules that begin so; unread; capitals"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    found = crawl(args.paths, args.keep, args.sample, args.jobs, args.seed)
    for line in report(found, args.top, args.only):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
