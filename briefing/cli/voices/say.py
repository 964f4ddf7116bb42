"""One text, spoken into a file as it would be read on air."""

from __future__ import annotations

import io
import wave
from pathlib import Path

from briefing import languages
from briefing.config.checks import can_speak, find_default_voice
from briefing.config.values import suggest_nearest
from briefing.lib.files import require_new, write_whole
from briefing.mix.encoder import FfmpegEncoder
from briefing.model.errors import Usage
from briefing.model.news import Line
from briefing.model.script import Reading
from briefing.model.show import VoiceChoice
from briefing.speak.normalize.reading import read_aloud
from briefing.wiring.engines import ThisMachine, open_voice_choice

LONGEST = 1000  # characters: enough to judge a voice, and little enough for one line
SHORTEST = 1.0  # seconds a file lasts; the level of less cannot be measured (ebur128 needs a block of 0.4 s)


def choose_voice(language: str | None, engine: str, name: str | None, rate: int) -> VoiceChoice:
    """Return the voice to use; raises Usage, with the nearest, for one that is not here or does not speak the language."""
    here, tag = ThisMachine(), language or "en"
    chosen = name or find_default_voice(here, engine, tag)
    if not chosen:
        raise Usage(tag, f"is spoken by no voice of {engine}", hint="briefing voices lists what is spoken")
    spoken = here.find_voice_languages(engine, chosen)
    if spoken is None:
        raise Usage(
            chosen,
            f"is no voice of {engine}",
            hint=suggest_nearest(chosen, here.list_voice_names(engine)) or "briefing voices lists them",
        )
    if language and not can_speak(spoken, language):
        raise Usage(chosen, f"speaks {', '.join(spoken)} and not {language}", hint=f"briefing voices --language {language}")
    return VoiceChoice(engine, chosen, rate)


def speak_to_file(text: str, file: Path, voice: VoiceChoice, language: str | None) -> dict[str, str | int | float]:
    """Speak a text into a new file and return what was done.

    The sound is checked as on air: the WAV by the pool, the MP3, at the target loudness, decoded again.
    """
    suffix = file.suffix.lower()
    if suffix not in (".wav", ".mp3"):
        raise Usage(str(file), "must end in .wav or .mp3")
    if not any(char.isalnum() for char in text) or len(text) > LONGEST:
        raise Usage("--say", f"needs a text with something to speak, of at most {LONGEST} characters")
    require_new(file)
    (clip,) = open_voice_choice(voice).speak([read_text(text, language or _find_language(voice))])
    wav, seconds = _require_long_enough(clip)
    write_whole(file, wav if suffix == ".wav" else FfmpegEncoder().encode(wav).mp3)
    return {"file": str(file), "engine": voice.engine, "voice": voice.name, "rate": voice.rate, "seconds": round(seconds, 3)}


def read_text(text: str, language: str) -> Reading:
    """Return a text as it is read on air, or as it stands where Briefing has no words for the language."""
    try:
        return read_aloud(Line("say", text, "human", ()), languages.load_language(language))
    except KeyError:
        return Reading("say", text)


def _find_language(voice: VoiceChoice) -> str:
    return next(iter(ThisMachine().find_voice_languages(voice.engine, voice.name) or ()), "en")


def _require_long_enough(clip: bytes) -> tuple[bytes, float]:
    """Return a clip with silence after it when it is shorter than a second, and how long it is in seconds."""
    with wave.open(io.BytesIO(clip)) as file:
        rate, sound = file.getframerate(), file.readframes(file.getnframes())
    sound += bytes(2 * max(round(SHORTEST * rate) - len(sound) // 2, 0))
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(rate)
        made.writeframes(sound)
    return out.getvalue(), len(sound) / 2 / rate
