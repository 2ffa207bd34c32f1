"""Vietnamese names of what the audit log records."""

from __future__ import annotations

VERBS = {
    "activate": "Mở lại tài khoản",
    "add_user": "Thêm tài khoản",
    "approve": "Duyệt",
    "change_password": "Đổi mật khẩu",
    "copy": "Dùng lại bản tin",
    "create": "Tạo bản tin",
    "deactivate": "Ngừng tài khoản",
    "edit": "Sửa",
    "expire": "Hết hạn",
    "import": "Nhận văn bản",
    "import_areas": "Nhập địa bàn",
    "lexicon": "Thêm từ điển phát âm",
    "lexicon_remove": "Bỏ mục từ điển phát âm",
    "lock": "Khóa do sai mật khẩu",
    "recall": "Thu hồi",
    "record": "Thu giọng",
    "reject": "Từ chối",
    "release": "Phát hành",
    "remove_slot": "Bỏ khung giờ",
    "retry": "Gửi lại",
    "return": "Trả lại",
    "save_slot": "Lưu khung giờ",
    "set_roles": "Giao vai trò",
    "sign_in": "Đăng nhập",
    "submit": "Trình duyệt",
    "unlock": "Mở khóa",
}
