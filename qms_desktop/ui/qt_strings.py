"""Qt's own texts: Kyrgyz from here, Russian from Qt's catalogue, English as they are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

# Buttons of dialogs, menus of text fields, the file dialog and its columns, the calendar, the printer's names.
KYRGYZ = {
    "OK": "Макул",
    "&OK": "&Макул",
    "Save": "Сактоо",
    "&Save": "&Сактоо",
    "Save All": "Баарын сактоо",
    "Open": "Ачуу",
    "&Open": "&Ачуу",
    "&Yes": "Оо&ба",
    "Yes": "Ооба",
    "Yes to &All": "&Баарына ооба",
    "&No": "&Жок",
    "No": "Жок",
    "N&o to All": "Баарына жо&к",
    "Abort": "Үзүү",
    "Retry": "Кайталоо",
    "Ignore": "Көңүл бурбоо",
    "Close": "Жабуу",
    "&Close": "&Жабуу",
    "Cancel": "Жокко чыгаруу",
    "&Cancel": "&Жокко чыгаруу",
    "Discard": "Сактабоо",
    "Don't Save": "Сактабоо",
    "Close without Saving": "Сактабай жабуу",
    "Help": "Жардам",
    "Apply": "Колдонуу",
    "Reset": "Баштапкысына кайтаруу",
    "Restore Defaults": "Демейкини калыбына келтирүү",
    "&Undo": "&Артка кайтаруу",
    "&Redo": "&Кайра аткаруу",
    "Cu&t": "К&ыркып алуу",
    "&Copy": "Кө&чүрүү",
    "Copy &Link Location": "&Шилтемени көчүрүү",
    "&Paste": "Ко&юу",
    "Delete": "Өчүрүү",
    "&Delete": "Ө&чүрүү",
    "Select All": "Баарын тандоо",
    "&Step up": "&Көбөйтүү",
    "Step &down": "&Азайтуу",
    "Undo": "Артка кайтаруу",
    "Redo": "Кайра аткаруу",
    "Cut": "Кыркып алуу",
    "Copy": "Көчүрүү",
    "Paste": "Коюу",
    "Insert Unicode control character": "Юникоддун башкаруу белгисин коюу",
    "Look in:": "Папка:",
    "&Look in:": "&Папка:",
    "Back": "Артка",
    "Go back": "Артка кайтуу",
    "Alt+Left": "Alt+Left",
    "Forward": "Алдыга",
    "Go forward": "Алдыга өтүү",
    "Alt+Right": "Alt+Right",
    "Parent Directory": "Жогорку папка",
    "Go to the parent directory": "Жогорку папкага өтүү",
    "Alt+Up": "Alt+Up",
    "Create New Folder": "Жаңы папка түзүү",
    "Create a New Folder": "Жаңы папка түзүү",
    "&New Folder": "&Жаңы папка",
    "New Folder": "Жаңы папка",
    "List View": "Тизме",
    "Change to list view mode": "Тизме түрүндө көрсөтүү",
    "Detail View": "Таблица",
    "Change to detail view mode": "Таблица түрүндө көрсөтүү",
    "Sidebar": "Каптал тилке",
    "List of places and bookmarks": "Орундар жана белгилер",
    "Files": "Файлдар",
    "Files of type:": "Файлдын түрү:",
    "Files of &type:": "Файлдын &түрү:",
    "File &name:": "Файлдын &аты:",
    "&File name:": "Файлдын &аты:",
    "Find Directory": "Папканы табуу",
    "Open Directory": "Папканы ачуу",
    "Save As": "Башка ат менен сактоо",
    "Directory:": "Папка:",
    "Directories": "Папкалар",
    "&Choose": "&Тандоо",
    "&Rename": "&Атын өзгөртүү",
    "Rename": "Атын өзгөртүү",
    "Show &hidden files": "&Жашыруун файлдарды көрсөтүү",
    "Show ": "Көрсөтүү: ",
    "All Files (*)": "Бардык файлдар (*)",
    "All files (*)": "Бардык файлдар (*)",
    "All files (*.*)": "Бардык файлдар (*.*)",
    "My Computer": "Бул компьютер",
    "Computer": "Компьютер",
    "Recent Places": "Соңку орундар",
    "Remove": "Алып салуу",
    "Drive": "Диск",
    "File": "Файл",
    "File Folder": "Папка",
    "Folder": "Папка",
    "Shortcut": "Жарлык",
    "Alias": "Жарлык",
    "Unknown": "Белгисиз",
    "Name": "Аты",
    "Size": "Көлөмү",
    "Type": "Түрү",
    "Kind": "Түрү",
    "Date Modified": "Өзгөргөн күнү",
    "%1 bytes": "%1 байт",
    "%1 byte(s)": "%1 байт",
    "%1 KB": "%1 КБ",
    "%1 MB": "%1 МБ",
    "%1 GB": "%1 ГБ",
    "%1 TB": "%1 ТБ",
    "%1 KiB": "%1 КБ",
    "%1 MiB": "%1 МБ",
    "%1 GiB": "%1 ГБ",
    "%1 TiB": "%1 ТБ",
    "Delete File": "Файлды өчүрүү",
    "Are you sure you want to delete '%1'?": "«%1» файлын өчүрөсүзбү?",
    "'%1' is write protected.\nDo you want to delete it anyway?": "«%1» жазуудан корголгон.\nОшентсе да өчүрөсүзбү?",
    "%1 already exists.\nDo you want to replace it?": "%1 мурунтан бар.\nАны алмаштырасызбы?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": "%1\nФайл табылган жок.\nФайлдын атын текшериңиз.",
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": "%1\nПапка табылган жок.\nПапканын атын текшериңиз.",
    "Could not delete directory.": "Папканы өчүрүүгө болбоду.",
    "Invalid filename": "Файлдын аты жараксыз",
    '<b>The name "%1" cannot be used.</b><p>Try using another name, with fewer characters or no punctuation marks.': "<b>«%1» деген атты колдонууга болбойт.</b><p>Кыскараак же тыныш белгиси жок ат жазыңыз.",
    "Show Details...": "Чоо-жайын көрсөтүү...",
    "Hide Details...": "Чоо-жайын жашыруу...",
    "Previous Month": "Мурунку ай",
    "Next Month": "Кийинки ай",
    "Select a month": "Айды тандоо",
    "Select a year": "Жылды тандоо",
    "Print": "Басып чыгаруу",
    "Page setup": "Барактын түзүлүшү",
    "Clear": "Тазалоо",
    "Scroll here": "Ушул жерге жылдыруу",
    "Top": "Башы",
    "Bottom": "Аягы",
    "Left edge": "Сол чети",
    "Right edge": "Оң чети",
    "Page up": "Бир бет өйдө",
    "Page down": "Бир бет ылдый",
    "Page left": "Бир бет солго",
    "Page right": "Бир бет оңго",
    "Scroll up": "Өйдө жылдыруу",
    "Scroll down": "Ылдый жылдыруу",
    "Scroll left": "Солго жылдыруу",
    "Scroll right": "Оңго жылдыруу",
}


# What Qt's Russian catalogue does not have yet.
RUSSIAN = {"&Look in:": "&Папка:", "Files of &type:": "&Тип файлов:"}


class TableTranslator(QTranslator):
    """Qt's texts out of a table; an unknown one is left to the next translator, and stays English at last."""

    def __init__(self, table: dict[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._table = table

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return self._table.get(source)


def install(code: str) -> None:
    """Let Qt's own texts speak a language; the translators of the language before are taken off."""
    app = QCoreApplication.instance()
    if app is None:
        return
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
    for translator in _translators(code, app):
        app.installTranslator(translator)


def _translators(code: str, parent: QObject) -> list[QTranslator]:
    """The translators of a language; the last one is asked first."""
    if code == "ky":
        return [TableTranslator(KYRGYZ, parent)]
    if code == "ru":
        russian = QTranslator(parent)
        russian.load(
            QLocale("ru_RU"), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        )
        return [russian, TableTranslator(RUSSIAN, parent)]
    return []
