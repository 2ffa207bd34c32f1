"""Colours, type and spacing of the desk: calm, readable, contrast at least WCAG AA."""

from __future__ import annotations

from typing import Any

INK, SOFT_INK, LINE = "#1f2a30", "#52606a", "#d5dbd7"
PAPER, CARD = "#f5f6f2", "#ffffff"
GREEN, DEEP_GREEN = "#0b6b54", "#084c3c"
RED = "#b42318"

FONT = ["Tieng Lang", "system-ui", "-apple-system", "Segoe UI", "Noto Sans", "sans-serif"]
"""Source Sans Pro from Gradio's own files, under a name of ours (static/fonts.css); then the system's."""


def theme() -> Any:  # noqa: ANN401  # gr.themes.Default
    """The Gradio theme. `themes.Soft` is avoided: its font draws Vietnamese with odd letterforms."""
    import gradio as gr

    made = gr.themes.Default(
        primary_hue=gr.themes.colors.emerald,
        neutral_hue=gr.themes.colors.gray,
        text_size=gr.themes.sizes.text_lg,
        radius_size=gr.themes.sizes.radius_md,
        font=FONT,
        font_mono=["ui-monospace", "DejaVu Sans Mono", "Consolas", "monospace"],
    )
    return made.set(
        body_background_fill=PAPER,
        body_text_color=INK,
        body_text_color_subdued=SOFT_INK,
        background_fill_primary=CARD,
        background_fill_secondary=PAPER,
        border_color_primary=LINE,
        block_background_fill=CARD,
        block_border_color=LINE,
        block_label_background_fill=CARD,
        block_label_text_color=SOFT_INK,
        block_title_text_color=INK,
        block_title_text_weight="600",
        block_info_text_color=SOFT_INK,
        block_shadow="none",
        input_background_fill=CARD,
        input_border_color="#aab4ae",
        input_border_color_focus=GREEN,
        input_placeholder_color="#6c7a83",
        button_primary_background_fill=GREEN,
        button_primary_background_fill_hover=DEEP_GREEN,
        button_primary_text_color="#ffffff",
        button_secondary_background_fill=CARD,
        button_secondary_background_fill_hover="#e9eeea",
        button_secondary_border_color="#aab4ae",
        button_secondary_text_color=INK,
        button_cancel_background_fill=CARD,
        button_cancel_background_fill_hover="#fdecea",
        button_cancel_text_color=RED,
        button_cancel_border_color=RED,
        button_border_width="1px",
        button_large_padding="0.7rem 1.2rem",
        checkbox_background_color_selected=GREEN,
        checkbox_border_color_selected=GREEN,
        slider_color=GREEN,
        color_accent=GREEN,
        color_accent_soft="#e3f1ec",
        link_text_color=GREEN,
        link_text_color_hover=DEEP_GREEN,
    )
