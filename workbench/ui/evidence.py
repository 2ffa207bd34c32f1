"""The source beside what was made from it: each sentence knows its place, a click shows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from models.reading.ssml import strip
from models.types import Block, BlockKind, Document, Span
from pipelines.types import BoardPages, PortalArticle, ScriptSentence

_HAND = "người biên tập sửa"


def source_pane(document: Document | None) -> str:
    """The source document with the offset of each piece, so that desk.js can mark any range of it."""
    if document is None:
        return '<div class="tl-source"><p class="tl-empty">Bản tin này không có văn bản nguồn.</p></div>'
    header = document.header
    facts = [
        ("Số, ký hiệu", header.code),
        ("Cơ quan ban hành", header.issuer.value if header.issuer else ""),
        ("Ngày", f"{header.date:%d/%m/%Y}" if header.date else ""),
        ("Người ký", header.signer.value if header.signer else ""),
    ]
    told = "".join(f"<div><dt>{n}</dt><dd>{escape(v)}</dd></div>" for n, v in facts if v)
    warned = "".join(f'<p class="tl-note warn">{escape(w)}</p>' for w in document.warnings)
    blocks = document.blocks or (Block(BlockKind.PARAGRAPH, _whole(document)),)
    body = "".join(_block(document, block) for block in blocks)
    return (
        f'<section class="tl-source" aria-label="Văn bản nguồn"><h3>Văn bản nguồn: {escape(document.name)}</h3>'
        f'<dl class="tl-facts">{told}</dl>{warned}'
        f'<div class="tl-source-text" tabindex="0">{body}</div></section>'
    )


def _whole(document: Document) -> Span:
    return Span(0, len(document.text))


def _block(document: Document, block: Block) -> str:
    if block.table is not None:
        rows = "".join(
            "<tr>"
            + "".join(f'<td data-o="{c.start}">{escape(c.of(document.text))}</td>' for c in row)
            + "</tr>"
            for row in block.table.rows
        )
        return f"<table>{rows}</table>"
    strong = block.kind in {BlockKind.TITLE, BlockKind.HEADING}
    text = escape(block.span.of(document.text))
    kind = " class='h'" if strong else ""
    return f'<p{kind} data-o="{block.span.start}">{text}</p>'


def sentence_list(sentences: Sequence[ScriptSentence], *, folded: bool = False) -> str:
    """Sentences to click; each says where it stands in the source.

    Args:
        sentences: of a form.
        folded: show the quoted source under each sentence instead of relying on a pane beside it.
    """
    if not sentences:
        return '<p class="tl-empty">Chưa có câu nào.</p>'
    rows = "".join(
        f'<li><span class="tl-sentence" role="button" tabindex="0" data-line="{i}" '
        f"data-spans='{_spans(s)}'>{escape(strip(s.text))}</span>{_badge(s)}{_quotes(s) if folded else ''}</li>"
        for i, s in enumerate(sentences)
    )
    return f'<ol class="tl-sentences">{rows}</ol>'


def _spans(sentence: ScriptSentence) -> str:
    return json.dumps([[e.span.start, e.span.end] for e in sentence.evidence])


def _badge(sentence: ScriptSentence) -> str:
    if not sentence.evidence:
        return '<span class="tl-badge own">không có căn cứ trong văn bản nguồn</span>'
    if _HAND in sentence.edits:
        return '<span class="tl-badge hand">đã sửa tay, hãy đối chiếu lại</span>'
    if sentence.edits:
        return f'<span class="tl-badge">{escape("; ".join(sentence.edits))}</span>'
    return ""


def _quotes(sentence: ScriptSentence) -> str:
    if not sentence.evidence:
        return ""
    quoted = "".join(f"<blockquote>{escape(e.quote)}</blockquote>" for e in sentence.evidence)
    return f"<details><summary>Căn cứ trong văn bản nguồn</summary>{quoted}</details>"


def board_preview(board: BoardPages, width: int = 0) -> str:
    """The screens as a board shows them; a line longer than the board is marked where it is cut."""
    if not board.pages:
        return '<p class="tl-empty">Chưa có màn hình nào.</p>'
    screens = "".join(
        f'<figure class="tl-led"><div>{"".join(_led_line(line, width) for line in page)}</div>'
        f"<figcaption>Màn hình {n}/{len(board.pages)}</figcaption></figure>"
        for n, page in enumerate(board.pages, start=1)
    )
    return f'<div class="tl-leds">{screens}</div>'


def _led_line(line: str, width: int) -> str:
    over = 0 < width < len(line)
    kept, cut = (line[:width], line[width:]) if over else (line, "")
    told = f'<del title="Dài hơn {width} ký tự">{escape(cut)}</del>' if cut else ""
    return f"<p>{escape(kept)}{told}</p>"


def article_preview(article: PortalArticle) -> str:
    """The article as the portal shows it."""
    body = "".join(f"<p>{escape(s.text)}</p>" for s in article.body)
    return (
        f'<article class="tl-article"><h4>{escape(article.title or "Chưa có tiêu đề")}</h4>'
        f"<p class='sapo'>{escape(article.sapo)}</p>{body}</article>"
    )
