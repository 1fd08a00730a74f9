"""What the tests of the whole program say of it: waiting, what stands on its page, a store left for it to open."""

from PySide6.QtWidgets import QLabel

from qms_desktop.ui.components.notices import Banner


def settle(qtbot, application):
    qtbot.waitUntil(lambda: not application.runner.is_busy(), timeout=20_000)


def banners(application):
    return [banner.label.text() for banner in application.window.page().notices.findChildren(Banner)]


def texts(page):
    return [label.text() for label in page.findChildren(QLabel)]


def closed(ws):
    folder = ws.store.folder
    ws.close()
    return folder
