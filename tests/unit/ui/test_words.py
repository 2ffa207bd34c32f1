"""Gradio's built-in words: each one we translate is really there, and none is left in English."""

from workbench.ui import words


def test_every_word_we_translate_is_in_the_installed_gradio() -> None:
    scripts = [
        p.read_text(encoding="utf-8") for p in words.assets().glob("*.js") if p.name.startswith(words.SCRIPTS)
    ]
    for key, (english, _) in words.DICTIONARY.items():
        assert any(f"{key}:`{english}`" in s for s in scripts), f"{key}: {english!r} is gone from Gradio"
    for english in words.LITERALS:
        assert any(f"`{english}`" in s for s in scripts), f"{english!r} is gone from Gradio"


def test_served_scripts_hold_no_english_we_know_of() -> None:
    served = words.translated_scripts()
    assert served
    for script in served.values():
        for key, (english, _) in words.DICTIONARY.items():
            assert f"{key}:`{english}`" not in script
        for english in words.LITERALS:
            assert f"`{english}`" not in script
    assert any("Thả tệp vào đây" in s for s in served.values())
