"""The catalogue knows engines without loading them, and answers a typo with a name."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.catalogue import Catalogue, read_card
from models.errors import Missing, NotFound
from models.speech.espeak import REVISION, VOICES, EspeakEngine


def test_every_card_is_readable_and_its_engine_exists():
    from importlib import import_module

    for card in Catalogue().cards():
        module, _, name = card.engine.partition(":")
        assert hasattr(import_module(module), name), card.id
        assert card.licence
        assert card.revision
        assert card.name


def test_the_built_in_voice_needs_nothing_more_and_is_licensed_as_the_project():
    catalogue = Catalogue()
    card = catalogue.card("espeak-ng")
    assert catalogue.missing("espeak-ng") == []
    assert (card.licence, card.revision, card.family) == ("GPL-3.0-or-later", REVISION, "speech")
    assert not card.non_commercial


def test_voices_are_known_without_starting_an_engine():
    voices = Catalogue().voices()
    assert [v for v in voices if v.card == "espeak-ng"] == list(VOICES)
    assert {(v.region, v.gender) for v in VOICES} == {
        (r, g) for r in ("bac", "trung", "nam") for g in ("nu", "nam")
    }


def test_an_engine_gets_the_options_it_takes(tmp_path: Path):
    engine = Catalogue().load("espeak-ng", cache=tmp_path, workers=1, something_else=True)
    assert isinstance(engine, EspeakEngine)
    engine.close()


def test_a_typo_is_answered_with_the_nearest_name():
    with pytest.raises(NotFound, match="Có phải ý bạn là “espeak-ng”"):
        Catalogue().card("espeak")
    with pytest.raises(NotFound, match="workbench models list"):
        Catalogue().card("zzz")


def test_all_missing_parts_are_named_at_once(tmp_path: Path):
    (tmp_path / "x.toml").write_text(
        'id="x"\nname="X"\nfamily="speech"\nengine="no.such:Thing"\nrevision="1"\nlicence="MIT"\n'
        'modules=["khong_co_a","json","khong_co_b"]\ninstall="pip install x"\n'
    )
    with pytest.raises(Missing, match=r"khong_co_a, khong_co_b\. Chạy: pip install x"):
        Catalogue(tmp_path).load("x")


def test_a_card_with_an_unknown_key_is_a_defect_that_names_the_key(tmp_path: Path):
    (tmp_path / "x.toml").write_text('id="x"\nlicense="MIT"\n')
    with pytest.raises(ValueError, match="license"):
        read_card(tmp_path / "x.toml")


def test_importing_the_catalogue_and_listing_is_light():
    probe = (
        "import sys; from models.catalogue import Catalogue\n"
        "c = Catalogue(); c.cards(); c.missing('espeak-ng')\n"
        "heavy = {'torch', 'pydantic', 'transformers', 'numpy', 'soundfile', 'models.speech.espeak'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"
