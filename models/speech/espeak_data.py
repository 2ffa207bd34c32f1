"""eSpeak NG's data folder, cut down to Vietnamese, with our own voice variants beside the stock ones.

The wheel carries 20 MB for a hundred languages; Vietnamese needs 1 MB, English for the foreign words of a
Vietnamese text included (without it eSpeak drops them). The folder is built once into
the cache, under a name that changes with its content, and moved into place so that two processes
starting together cannot see half of it.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from models.speech.espeak_tones import HEIGHTS, retuned

FILES = ("phondata", "phonindex", "phontab", "intonations", "vi_dict", "en_dict")
LANGUAGES = ("aav/vi", "aav/vi-VN-x-central", "aav/vi-VN-x-south", "gmw/en", "gmw/en-US")
VARIANTS = Path(__file__).parent / "voices"


def ensure(cache: Path) -> Path:
    """The path to give `espeak_Initialize`; builds the folder when it is not there yet."""
    import espeakng_loader

    stock = Path(espeakng_loader.get_data_path())
    target = cache / f"espeak-{_fingerprint(stock)}"
    if all((target / part).is_file() for part in _parts()):
        return target
    cache.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=cache, prefix=".espeak-"))
    try:
        for name in FILES:
            shutil.copyfile(stock / name, scratch / name)
        (scratch / "phontab").write_bytes(retuned((stock / "phontab").read_bytes()))
        for language in LANGUAGES:
            (scratch / "lang" / language).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(stock / "lang" / language, scratch / "lang" / language)
        (scratch / "voices" / "!v").mkdir(parents=True)
        for variant in sorted(VARIANTS.glob("*.txt")):
            shutil.copyfile(variant, scratch / "voices" / "!v" / variant.stem)
        if target.is_dir() and not all((target / part).is_file() for part in _parts()):
            shutil.rmtree(target, ignore_errors=True)  # somebody tidied half of the cache away
        try:
            scratch.rename(target)
        except OSError:
            if not target.is_dir():  # anything but "another process was first" is a real failure
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _parts() -> list[str]:
    variants = [f"voices/!v/{path.stem}" for path in VARIANTS.glob("*.txt")]
    return [*FILES, *(f"lang/{language}" for language in LANGUAGES), *variants]


def _fingerprint(stock: Path) -> str:
    digest = hashlib.sha256(repr((HEIGHTS, LANGUAGES)).encode())
    for path in [*(stock / name for name in FILES), *sorted(VARIANTS.glob("*.txt"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
