"""Made-up administrative Vietnamese of any length, the same for the same seed."""

import random

WHO = (
    "Ủy ban nhân dân xã",
    "Ban chỉ huy phòng thủ dân sự",
    "Trạm y tế",
    "Hội Nông dân",
    "Công an xã",
    "Trường tiểu học",
)
DO = ("đề nghị", "thông báo", "hướng dẫn", "vận động", "yêu cầu", "mời")
WHOM = ("bà con các ấp", "các hộ chăn nuôi", "phụ huynh học sinh", "chủ cơ sở kinh doanh", "toàn thể nhân dân")
WHAT = (
    "dọn vệ sinh đường làng",
    "tiêm phòng cho đàn vật nuôi",
    "kê khai lại diện tích gieo trồng",
    "chằng chống nhà cửa trước mùa mưa",
    "nộp hồ sơ nhận hỗ trợ",
    "khơi thông cống rãnh",
    "đăng ký học nghề",
)
WHEN = (
    "trước ngày {d}/{m}/2026",
    "từ {h} giờ sáng {d}/{m}",
    "trong quý II năm 2026",
    "vào chiều thứ {w} hằng tuần",
)
WHERE = ("tại nhà văn hóa ấp {n}", "trên địa bàn toàn xã", "tại trụ sở xã", "dọc tuyến kênh số {n}")
MORE = (
    "với kinh phí {k} triệu đồng",
    "cho {k} hộ",
    "bảo đảm an toàn cho người và tài sản",
    "theo danh sách đã niêm yết",
)


def sentence(rng: random.Random) -> str:
    parts = [rng.choice(group) for group in (WHO, DO, WHOM, WHAT, WHEN, WHERE, MORE)]
    return (
        " ".join(parts).format(
            d=rng.randint(1, 28),
            m=rng.randint(1, 12),
            h=rng.randint(6, 10),
            w=rng.choice(("hai", "ba", "tư")),
            n=rng.randint(1, 9),
            k=rng.randint(10, 990),
        )
        + "."
    )


def paragraphs(rng: random.Random, words: int) -> list[str]:
    """Paragraphs of three to six sentences, about `words` words in all."""
    made, count = [], 0
    while count < words:
        text = " ".join(sentence(rng) for _ in range(rng.randint(3, 6)))
        made.append(text)
        count += len(text.split())
    return made
