"""Access to the eSpeak NG library: finds it and asks it about voices and durations; it makes no sound.

The library in the wheel comes first, the system's only where the wheel has none: so the sound, the content keys and the
measured pace are the same on every machine.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any, NamedTuple

from briefing.model.errors import EngineFailed, VoiceFailed

_SYSTEM = ("libespeak-ng.so.1", "/opt/homebrew/lib/libespeak-ng.1.dylib", "/usr/local/lib/libespeak-ng.1.dylib")  # as pyttsx3 asks
_SYNCHRONOUS, _DONT_EXIT = 2, 0x8000  # speak_lib.h: no thread is started, and a missing file does not end our process
_RATE, _CURRENT, _CHARACTERS, _UTF8, _ENDPAUSE = 1, 1, 1, 1, 0x1000  # speak_lib.h; the last two are what pyttsx3 asks for
_SynthCallback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class EspeakVoice(NamedTuple):
    """A voice as eSpeak lists it: its identifier and the languages it speaks, its own first."""

    identifier: str
    languages: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names that feeds.yaml may use: the voice's own language, and its file name where that differs."""
        return tuple(dict.fromkeys((self.languages[0].lower(), self.identifier.rpartition("/")[2].lower())))


class _VoiceStruct(ctypes.Structure):
    """`espeak_VOICE` of speak_lib.h, up to the fields read here."""

    _fields_ = (("name", ctypes.c_char_p), ("languages", ctypes.c_void_p), ("identifier", ctypes.c_char_p))


class Espeak:
    """The library, loaded into this process; `data` is its data folder (None: its own default)."""

    def __init__(self, library: ctypes.CDLL, data: str | None) -> None:
        self._library, self._data = library, data

    @property
    def version(self) -> str:
        """The library's version."""
        self._library.espeak_Info.restype = ctypes.c_char_p
        return bytes(self._library.espeak_Info(None)).decode("ascii", "replace")

    def start(self) -> None:
        """Initialise the library for the methods below; raises EngineFailed when its data is missing."""
        data = os.fsencode(self._data) if self._data else None
        if self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT) <= 0:
            raise EngineFailed("voice pyttsx3", "eSpeak NG does not start", "its data is missing or of another version")

    def list_voices(self) -> Iterator[EspeakVoice]:
        """Yield every voice; the library must be started."""
        self._library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceStruct))
        listed = self._library.espeak_ListVoices(None)
        index = 0
        while listed[index]:
            entry = listed[index].contents
            yield EspeakVoice(bytes(entry.identifier).decode(), tuple(_read_languages(entry.languages)))
            index += 1

    def list_variants(self) -> frozenset[str]:
        """Return the variants that may follow the `+` of a voice name; the library must be started."""
        home = ctypes.c_char_p()
        self._library.espeak_Info(ctypes.byref(home))
        folder = Path(os.fsdecode(home.value or b"")) / "voices" / "!v"
        return frozenset(entry.name for entry in folder.iterdir()) if folder.is_dir() else frozenset()

    def get_rate(self) -> int:
        """Return the current rate in words per minute."""
        return int(self._library.espeak_GetParameter(_RATE, _CURRENT))

    def measure_seconds(self, text: str, rate: int, listener: Any) -> float:
        """Return the duration of the words in seconds at this rate in the current voice, from a call of its own; no sound is kept.

        Afterwards sound goes to `listener`, a callback, again. Raises VoiceFailed when eSpeak refuses.
        """
        count = 0

        def hear(_sound: int | None, frames: int, _events: int | None) -> int:
            nonlocal count
            count += frames
            return 0

        counting, words = _SynthCallback(hear), text.encode()
        size, flags = ctypes.c_size_t(len(words) + 1), _UTF8 | _ENDPAUSE
        self._library.espeak_SetSynthCallback(counting)
        try:
            refused = self._library.espeak_SetParameter(_RATE, rate, 0)
            refused = refused or self._library.espeak_Synth(words, size, 0, _CHARACTERS, 0, flags, None, None)
        finally:
            self._library.espeak_SetSynthCallback(listener)
        if refused:
            raise VoiceFailed("voice pyttsx3", "does not say how long a line lasts", f"eSpeak NG answers {refused}")
        return count / int(self._library.espeak_ng_GetSampleRate())


def load_library(environ: MutableMapping[str, str]) -> Espeak:
    """Load the library after putting its data folder into `environ`, where pyttsx3 needs it; raises EngineFailed if there is none.

    The order matters: set after loading, the variable has no effect, and every synthesis silently writes nothing.
    """
    if bundled := _find_bundled():
        environ["ESPEAK_DATA_PATH"] = bundled[1]
        return Espeak(ctypes.CDLL(bundled[0], mode=ctypes.RTLD_GLOBAL), bundled[1])
    for candidate in _SYSTEM:
        try:
            return Espeak(ctypes.CDLL(candidate, mode=ctypes.RTLD_GLOBAL), None)
        except OSError:
            continue
    raise EngineFailed("voice pyttsx3", "cannot find eSpeak NG", "", "pip install espeakng-loader, or install espeak-ng itself")


def _find_bundled() -> tuple[str, str] | None:
    """Return the wheel's library and data folder, or None where it has none that loads on this machine."""
    try:
        import espeakng_loader

        library, data = str(espeakng_loader.get_library_path()), str(espeakng_loader.get_data_path())
        ctypes.CDLL(library, mode=ctypes.RTLD_LOCAL)
    except (ImportError, RuntimeError, OSError):
        return None
    return library, data


def _read_languages(address: int) -> Iterator[str]:
    """Yield the codes of a list of (priority byte, zero-terminated string); a zero priority ends the list."""
    while ctypes.string_at(address, 1) != b"\0":
        code = ctypes.string_at(address + 1)
        yield code.decode()
        address += len(code) + 2
