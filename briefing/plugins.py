"""What authors of voices and summarizers import, and the only module of ours that they need: docs/extending.md promises it.

A voice implements VoiceEngine and Speaker, a summarizer SummarizerEngine and Summarizer; `briefing.voices` and
`briefing.summarizers` are their entry-point groups.
"""

from briefing.model.errors import BriefingError, EngineFailed
from briefing.model.language import Language
from briefing.model.news import Edit, Item, Line, Source
from briefing.model.ports import Speaker, Summarizer, SummarizerEngine, Task, VoiceEngine, VoiceInfo
from briefing.model.show import VoiceChoice
from briefing.speak.pace import compute_finished_pace as programme_pace
from briefing.write.rules import find_objection as find_objection
from briefing.write.sentences import split_sentences as split_sentences

__all__ = [
    "BriefingError",
    "Edit",
    "EngineFailed",
    "Item",
    "Language",
    "Line",
    "Source",
    "Speaker",
    "Summarizer",
    "SummarizerEngine",
    "Task",
    "VoiceChoice",
    "VoiceEngine",
    "VoiceInfo",
    "find_objection",
    "programme_pace",
    "split_sentences",
]
