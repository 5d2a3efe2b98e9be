"""程序出错的窗：说清资料没事，细节可以复制给维护人员。"""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from miaopu_desk.ui.dialogs.frame import button, framed, sentence


class FailureDialog(QDialog):
    """details 是号码已遮住的出错细节。"""

    def __init__(self, details: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.details = details
        copy, close = button("复制细节"), button("关闭", main=True)
        content = framed(self, "程序出错了", close, left=(copy,))
        content.addWidget(
            sentence(
                "刚才的操作没有做完，已经保存的资料不受影响。可以关掉这个窗接着用；"
                "如果一再出现，请复制下面的细节交给维护人员。"
            )
        )
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName("出错细节")
        content.addWidget(text)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        close.clicked.connect(self.close)
        self.resize(640, 380)
