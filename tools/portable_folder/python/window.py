"""Run by BAT-DAU.cmd: letters that the window can show, then the guide's first step."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

GREETING = Path(__file__).with_name("greeting.txt")
WITH_VIETNAMESE = ("Consolas", "Cascadia Mono", "Cascadia Code", "Courier New")
"""Fonts of Windows in which no Vietnamese letter is an empty box; the first is on every computer."""
STD_OUTPUT_HANDLE = -11
TRUE_TYPE = 0x36
"""How Windows calls a font of fixed width that can be scaled."""


class Size(ctypes.Structure):
    """COORD of Windows."""

    _fields_ = (("x", ctypes.c_short), ("y", ctypes.c_short))


class Font(ctypes.Structure):
    """CONSOLE_FONT_INFOEX of Windows."""

    _fields_ = (
        ("bytes", ctypes.c_ulong),
        ("number", ctypes.c_ulong),
        ("size", Size),
        ("family", ctypes.c_uint),
        ("weight", ctypes.c_uint),
        ("name", ctypes.c_wchar * 32),
    )


def use_vietnamese_font(windows: Any) -> None:
    """Of this window only, and only if it has one without the letters; what is no console is left alone."""
    console = ctypes.c_void_p(windows.GetStdHandle(STD_OUTPUT_HANDLE))
    font = Font()
    font.bytes = ctypes.sizeof(Font)
    if (
        not windows.GetCurrentConsoleFontEx(console, False, ctypes.byref(font))
        or font.name in WITH_VIETNAMESE
    ):
        return
    font.number, font.family, font.name = 0, TRUE_TYPE, WITH_VIETNAMESE[0]
    font.size = Size(0, max(font.size.y, 16))
    windows.SetCurrentConsoleFontEx(console, False, ctypes.byref(font))


def main() -> None:
    """Set the font, where there is one to set, and greet."""
    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        windows.kernel32.GetStdHandle.restype = ctypes.c_void_p
        use_vietnamese_font(windows.kernel32)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(GREETING.read_text(encoding="utf-8-sig"))


if __name__ == "__main__":
    main()
