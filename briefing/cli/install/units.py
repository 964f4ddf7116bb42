"""Unit files for systemd: a service and its timer, or a service that stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.cli.install.job import SECRETS, Job
from briefing.model.errors import Usage

MARK = "# Written by `briefing install systemd` for "
ONCE = ("Type=oneshot", "SuccessExitStatus=75")
STAYING = (
    "Type=notify", "NotifyAccess=main", "WatchdogSec=300", "Restart=always", "RestartSec=10", "SuccessExitStatus=143",
    "TimeoutStopSec=120", "KillMode=mixed",
)  # fmt: skip


def build_units(job: Job, name: str, *, minutes: int, user: str | None, daemon: bool) -> dict[str, str]:
    """Return the text of each unit by its file name: a service that a timer starts, or with `daemon` one that stays.

    `user` is who a unit of the system runs as; None makes units of a person's own, which need no privilege and get less hardening.
    """
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}", name):
        raise Usage(name, "is no name for a unit", hint="letters, digits, and - _ . : inside")
    service = _build_service(job, user, daemon)
    if daemon:
        wanted = "default.target" if user is None else "multi-user.target"
        return {f"{name}.service": f"{service}\n[Install]\nWantedBy={wanted}\n"}
    return {f"{name}.service": service, f"{name}.timer": _build_timer(job, minutes)}


def is_ours(text: str, config: Path) -> bool:
    """Return whether a unit file was written by this for that feeds.yaml."""
    return text.split("\n", 1)[0] == f"{MARK}{config}"


def list_start_calls(texts: Mapping[str, str]) -> list[str]:
    """Return the units that are enabled and started, the others being started by them."""
    return [name for name, text in texts.items() if "\n[Install]\n" in text]


def list_stop_calls(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Return the units that are to be disabled before the new ones take the place of the old."""
    return [name for name in list_start_calls(old) if name not in list_start_calls(new)]


def _build_service(job: Job, user: str | None, daemon: bool) -> str:
    lines = [f"{MARK}{job.config}", "[Unit]"]
    lines.append("Description=" + ("Make news programmes when they are due" if daemon else "Make the news programmes that are due"))
    if user is not None:  # a person's own manager knows no network-online.target
        lines += ["Wants=network-online.target", "After=network-online.target"]
    lines += ["", "[Service]", *(STAYING if daemon else ONCE)]
    if user is not None:
        lines.append(f"User={user}")
    lines += [
        f"WorkingDirectory={_is_bare(job.folder)}",
        f"ExecStart={_format_call(job.words(daemon))}",
        f"EnvironmentFile=-{_escape_glob(job.folder / SECRETS)}",
        "NoNewPrivileges=true",
    ]
    if user is not None:  # these need a mount namespace, which a person's own manager often may not make
        lines += [
            "ProtectSystem=strict",
            f"ReadWritePaths={_quote_word(str(job.output))}",
            "PrivateTmp=true",
            "StateDirectory=briefing",
        ]
    return "".join(f"{line}\n" for line in lines)


def _build_timer(job: Job, minutes: int) -> str:
    when = {1: "*:*", 60: "*:00"}.get(minutes, f"*:0/{minutes}")
    return (
        f"{MARK}{job.config}\n[Unit]\nDescription=Look every {minutes} minutes whether a news programme is due\n\n"
        f"[Timer]\nOnCalendar={when}\nPersistent=true\nRandomizedDelaySec=15\n\n[Install]\nWantedBy=timers.target\n"
    )


def _format_call(words: Sequence[str]) -> str:
    if set(words[0]) & set("\"'\\"):  # systemd starts no program with these in its path; the shell goes away again
        words = ("/bin/sh", "-c", 'exec "$0" "$@"', *words)
    plain = "" if "$" not in "".join(words) else ":"  # a colon leaves every $ as it is, in the program's own path too
    return plain + " ".join(_quote_word(word) for word in words)


def _quote_word(text: str) -> str:
    """Return a word as systemd reads it back: % is a specifier, even in quotes."""
    safe = text.replace("%", "%%")
    if re.fullmatch(r"[\w@%+=:,./$-]+", safe):
        return safe
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_bare(path: Path) -> str:
    """Return a path where systemd takes no quotes: a space or backslash at the end would be lost, unless a slash follows it."""
    safe = str(path).replace("%", "%%")
    return safe + "/" if safe[-1] in " \\" else safe


def _escape_glob(path: Path) -> str:
    """Return a path where systemd takes no quotes and looks for what matches."""
    return re.sub(r"([\\*?\[])", r"\\\1", str(path)).replace("%", "%%")
