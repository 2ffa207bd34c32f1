"""Old encodings come back as the Vietnamese they were; what is already right is left as it is."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.documents import encodings
from models.documents.legacy_tables import TCVN3, VIQR_MARKS, VIQR_TONES, VNI_PAIRS, VNI_SINGLE

_WORDS = """
    xã thôn ấp phường đường trường nước điện cầu sông biển lúa bưởi chuối người dân trẻ già khỏe đẹp
    thông báo kế hoạch tiêm chủng lịch cắt điện bão lũ phòng chống sạt lở cảnh giác lừa đảo giữ gìn vệ sinh
    quyết định nghị quyết hướng dẫn đề nghị bà con nhân dân thực hiện đúng giờ nhà văn hóa sáng chiều tối
    trước sau không được phải nên hãy chuẩn bị giấy tờ căn cước thẻ bảo hiểm y tế khuyết tật hưu trí những
    nghỉ lễ tết mừng xuân kỷ niệm ruộng vườn chợ thuyền bè quýt thuế quỹ nghĩa tình đỡ đầu ỷ lại kỹ thuật
"""
WORDS = sorted(set(_WORDS.split()))

sentences = st.lists(st.sampled_from(WORDS), min_size=6, max_size=30, unique=True).map(
    lambda words: " ".join(words).capitalize() + "."
)
marked = sentences.filter(lambda s: sum(not c.isascii() for c in s) >= 6)
documents = st.lists(marked, min_size=1, max_size=5).map("\n".join)


def to_tcvn3(text: str) -> str:
    letters = {value: key for key, value in TCVN3.items()}
    # Capitals with tones exist only as capital fonts: such a font shows the small letter's code.
    return "".join(letters.get(c, letters.get(c.lower(), c)) for c in text)


def to_vni(text: str) -> str:
    letters: dict[str, str] = {}
    for table in (VNI_SINGLE, VNI_PAIRS):
        for written, letter in table.items():
            letters.setdefault(letter, written)
    return "".join(letters.get(c, c) for c in text)


def to_cp1258(text: str) -> bytes:
    """Precomposed vowel with its hat, tone as a combining mark after it, as the code page has it."""
    out = bytearray()
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        letter = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out += (letter + tones).encode("cp1258")
    return bytes(out)


def to_viqr(text: str) -> str:
    signs = {mark: sign for sign, mark in (*VIQR_MARKS.items(), *VIQR_TONES.items())}
    out = []
    for char in text:
        if char in "đĐ":
            out.append("dd" if char == "đ" else "DD")
            continue
        parts = unicodedata.normalize("NFD", char)
        hats = [c for c in parts[1:] if c in VIQR_MARKS.values()]
        tones = [c for c in parts[1:] if c in VIQR_TONES.values()]
        out.append(parts[0] + "".join(signs[c] for c in hats + tones))
    return "".join(out)


def doubled(text: str, codec: str) -> str:
    """UTF-8 read as a one-byte encoding; the bytes Windows-1252 lacks come through as they are."""
    return "".join(
        chr(byte)
        if codec == "latin-1" or byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
        else bytes([byte]).decode(codec)
        for byte in text.encode("utf-8")
    )


@given(documents)
def test_tcvn3_files_come_back(text: str) -> None:
    read, warnings = encodings.to_unicode(to_tcvn3(text).encode("latin-1"))
    assert read.lower() == text.lower()
    assert "TCVN3" in warnings[0]


@given(documents)
def test_vni_files_come_back(text: str) -> None:
    read, warnings = encodings.to_unicode(to_vni(text).encode("cp1252"))
    assert read == text
    assert "VNI" in warnings[0]


@given(documents)
def test_windows_1258_files_come_back(text: str) -> None:
    read, warnings = encodings.to_unicode(to_cp1258(text))
    assert read == text
    assert "windows-1258" in warnings[0]


@given(documents)
def test_old_font_text_that_arrived_as_unicode_is_converted(text: str) -> None:
    """What a DOCX typed in .VnTime or VNI-Times holds."""
    read, warnings = encodings.repair(to_tcvn3(text))
    assert read.lower() == text.lower()
    assert len(warnings) == 1
    read, warnings = encodings.repair(to_vni(text))
    assert read == text
    assert len(warnings) == 1


@given(st.lists(marked, min_size=3, max_size=6).map("\n".join))
def test_viqr_comes_back(text: str) -> None:
    read, warnings = encodings.repair(to_viqr(text))
    assert read.rstrip(".") == text.rstrip(".")
    assert "VIQR" in warnings[0]


@given(documents, st.sampled_from(["latin-1", "cp1252"]))
def test_doubly_encoded_utf8_comes_back(text: str, codec: str) -> None:
    assert encodings.repair(doubled(text, codec)) == (text, ())


@given(documents)
def test_twice_doubled_utf8_comes_back(text: str) -> None:
    assert encodings.repair(doubled(doubled(text, "cp1252"), "cp1252"))[0] == text


@given(st.lists(marked, min_size=4, max_size=8), st.data())
def test_only_the_legacy_lines_of_a_mixed_document_change(lines: list[str], data: st.DataObject) -> None:
    old = data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1))
    mixed = [to_vni(line) if i in old else line for i, line in enumerate(lines)]
    assert encodings.repair("\n".join(mixed))[0] == "\n".join(lines)


def test_a_short_line_is_judged_by_the_font_of_the_whole_document() -> None:
    lines = ["Ủy ban nhân dân xã thông báo lịch tiêm chủng mở rộng.", "Đề nghị bà con đến đúng giờ.", "Luật"]
    read, _ = encodings.repair_all([to_tcvn3(line) for line in lines])
    assert [line.lower() for line in read] == [line.lower() for line in lines]


@given(documents)
@settings(max_examples=200)
def test_correct_vietnamese_is_never_touched(text: str) -> None:
    assert encodings.repair(text) == (text, ())
    assert encodings.to_unicode(text.encode()) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files_with_or_without_a_mark(encoding: str) -> None:
    text = "Bà con xã Suối Mơ chú ý: ngày mai cắt điện từ bảy giờ sáng."
    assert encodings.to_unicode(text.encode(encoding)) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        "Đắk Lắk, Krông Pắc, Ea H'leo, Pleiku, Kon Plông và M'Drắk có mưa to.",
        "Le café de la gare est fermé à cause de la grève générale.",
        "Château Frontenac, Besançon, Noël, naïve, Loïc, crème brûlée, São Paulo.",
        "for (int i = 0; i < n; i++) { a[i] ^= b[i]; } // a+b, o+=u+1; e^x",
        "Gửi về ubnd.suoimo@vidu.gov.vn hoặc https://vidu.gov.vn/a?b=1&c=d~e.",
        "Nồng độ 5 µm, 20 °C, 3 m², 1½ lít, 10 ± 2 %, giá 5 £, mục §4, Windows® và Office™.",
        "Chú thích ¹ và ² ở cuối trang; ...¹...",
        "Ghi chú: a' + b` = c~ ; hỏi? đáp. (xem e^2, o+1, a(b), u+v, dd/mm)",
        "Ông Đỗ Đức Độ, bà Ỷ Lan, em Ngoan Ngoãn, chị Quỳnh, anh Khuých.",
        "100% hộ dân đã đóng thuế; còn 3/4 chưa nộp phí.",
    ],
)
def test_what_only_looks_odd_stays(text: str) -> None:
    assert encodings.repair(text) == (text, ())


def test_western_text_in_windows_1252_is_read_and_said_to_be_doubtful() -> None:
    text = "Déjà vu: fenêtre à l'hôtel, garçon, señor, Straße."
    read, warnings = encodings.to_unicode(text.encode("cp1252"))
    assert "fenêtre" in read
    assert warnings


def test_invisible_characters_are_taken_out() -> None:
    hidden = "Thông\u200b báo\u00ad \ufeffcắt\u2060 điện\U000e0041\u202e hôm\u200d nay\x00"
    assert encodings.repair(hidden)[0] == "Thông báo cắt điện hôm nay"


def test_every_kind_of_blank_and_line_break_becomes_one_kind_but_tabs_stay() -> None:
    assert encodings.repair("a\u00a0b\u3000c\td\r\ne\rf\u2028g\x0bh")[0] == "a b c\td\ne\nf\ng\nh"


def test_decomposed_letters_are_composed() -> None:
    text = "Kế hoạch phòng chống hạn hán và xâm nhập mặn"
    assert encodings.repair(unicodedata.normalize("NFD", text)) == (text, ())


anything = st.one_of(st.text(), st.text("àáâãèéêìíòóôõùúýñïöäåæøÿ§®¹µ»º ´`^'~?.dDaAoOuU+(\\\n\t"), documents)


@given(anything)
@settings(max_examples=300)
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once, _ = encodings.repair(text)
    assert encodings.repair(once)[0] == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.binary(max_size=300))
def test_any_bytes_become_text(content: bytes) -> None:
    text, _ = encodings.to_unicode(content)
    assert "\r" not in text
    assert "\x00" not in text


@given(st.lists(anything, max_size=6))
def test_pieces_are_repaired_piece_by_piece(pieces: list[str]) -> None:
    mended, _ = encodings.repair_all(pieces)
    assert len(mended) == len(pieces)
