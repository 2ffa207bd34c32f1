"""What is hashed: a field that came later changes nothing for content that does not use it."""

from dataclasses import replace

from models.types import Anchor
from workbench.domain.content import Content, ReadingFix, canonical_json
from workbench.store import codec

OLD = ReadingFix("QL20", "quốc lộ hai mươi")
HERE = ReadingFix("QL20", "quốc lộ hai không", Anchor("trên ", " đoạn qua"))


def test_a_correction_without_a_place_is_hashed_as_before_places_existed():
    assert canonical_json(OLD) == '{"spoken":"quốc lộ hai mươi","written":"QL20"}'.encode()
    content = Content(reading_fixes=(OLD,))
    assert content.text_hash == "96c0d55410b8f2dcbb8648458802d22d399a992afd8591700d00b4d0a3a68dc7"
    assert replace(content, reading_fixes=(HERE,)).text_hash != content.text_hash
    assert replace(content, reading_fixes=(HERE,)).sound_key != content.sound_key


def test_bulletins_stored_before_places_existed_are_still_read():
    stored = codec.to_plain(Content(reading_fixes=(OLD, HERE)))
    assert isinstance(stored, dict)
    del stored["reading_fixes"][0]["place"]
    assert codec.from_plain(Content, stored).reading_fixes == (OLD, HERE)


def test_a_correction_is_named_by_what_it_corrects():
    assert OLD.key == replace(OLD, spoken="đường hai mươi").key
    assert OLD.key != HERE.key != replace(HERE, place=Anchor("", " đoạn qua")).key
