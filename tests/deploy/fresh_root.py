"""Does what docs/deploy/Containerfile says, without a container engine: in a fresh Debian made by debootstrap, step by step.

    python -m tests.deploy.fresh_root [FOLDER]

Needs root, debootstrap, and the package registries, which it reaches as this machine does. Prints a line for each step, ends with 0
when the image's user made an episode there with the real voice, and removes the folder.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.deploy.containerfile import ROOT, compose, last, ours
from tests.support.newsroom import feeds_yaml, rss
from tests.support.stories import entries

SUITE = "bookworm"
BUNDLE = "host-ca.crt"
PIP_KEYS = ("index-url", "extra-index-url", "proxy", "trusted-host", "default-timeout", "timeout")
NOW = datetime(2026, 11, 22, 4, 5, tzinfo=UTC)  # 06:05 in Kyiv, where the show is due at 06:00
NOTHING: Mapping[str, str] = {}
MP3 = "output/site/morning/2026-11-22/morning-2026-11-22.mp3"


class Root:
    """A Debian in a folder; what is run in it sees its own /proc and the machine's /dev, and nothing stays mounted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        self.user, self.cwd = "root", "/"

    def call(self, words: Sequence[str], more: Mapping[str, str] = NOTHING) -> list[str]:
        """Return the words that run words in the root as the present user, with these variables besides the image's."""
        home = subprocess.run(
            ["chroot", str(self.folder), "sh", "-c", f"getent passwd {self.user} | cut -d: -f6"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        env = [f"{name}={value}" for name, value in {"HOME": home, **self.env, **more}.items()]
        inside = ["env", "-i", "-C", self.cwd, *env, *words]
        chroot = ["chroot", f"--userspec={self.user}:{self.user}", str(self.folder), *inside]
        mounts = 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec "$@"'
        return ["unshare", "--mount", "sh", "-c", mounts, str(self.folder), *chroot]

    def run(self, words: Sequence[str], more: Mapping[str, str] = NOTHING) -> str:
        """Run words in the root; returns what they said, and ends the program when they fail."""
        ended = subprocess.run(self.call(words, more), capture_output=True, text=True, timeout=1200, check=False)
        if ended.returncode:
            sys.exit(f"FAILED ({ended.returncode}): {shlex.join(words)}\n{ended.stdout}\n{ended.stderr}")
        return ended.stdout

    def inside(self, path: str) -> Path:
        """Return where a path of the root lies on the machine."""
        return self.folder / path.lstrip("/")


def debian(folder: Path) -> Root:
    """Make a fresh Debian that reaches the registries as this machine does."""
    sites = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(CODENAME) $(REPO_URI)", "Created-By: Packages"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    mirror = next((site.split()[1] for site in sites if site.split()[0] == SUITE), "")
    subprocess.run(
        ["debootstrap", "--variant=minbase", SUITE, str(folder), *([mirror] if mirror else [])],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.copy("/etc/resolv.conf", folder / "etc/resolv.conf")
    shutil.copy("/etc/hosts", folder / "etc/hosts")
    if mirror:  # the machine has the same suite, so that its ways to the archive are right there too
        shutil.copytree("/etc/apt", folder / "etc/apt", dirs_exist_ok=True, symlinks=True)
        shutil.copytree("/usr/share/keyrings", folder / "usr/share/keyrings", dirs_exist_ok=True, symlinks=True)
    return Root(folder)


def ways(root: Root) -> dict[str, str]:
    """Return the variables by which this machine reaches the registries: proxies, certificates, what pip is told."""
    found = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    bundle = os.environ.get("SSL_CERT_FILE") or os.environ.get("PIP_CERT") or "/etc/ssl/certs/ca-certificates.crt"
    if Path(bundle).is_file():
        shutil.copy(bundle, root.folder / BUNDLE)
        found |= dict.fromkeys(("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"), f"/{BUNDLE}")
    said = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    for key, value in re.findall(r"^(?:global|install|:env:)\.([\w-]+)='(.*)'$", said, re.MULTILINE):
        outside = " ".join(word for word in value.split() if not word.startswith(("/", "file:")))
        if key in PIP_KEYS and outside:
            found["PIP_" + key.upper().replace("-", "_")] = outside
    return found


def build(root: Root, outer: Mapping[str, str]) -> None:
    """Do every step of the Containerfile."""
    for step in ours():
        began = time.monotonic()
        if step.name == "RUN":
            root.run(["sh", "-c", step.text], outer)
        elif step.name == "COPY":
            copy(root, step.words)
        elif step.name == "ENV":
            root.env |= step.settings
        elif step.name == "USER":
            root.user = step.text
        elif step.name == "WORKDIR":
            root.cwd = step.text
        say(f"{step.name} {step.text[:90]}", began)


def copy(root: Root, words: Sequence[str]) -> None:
    """Copy files of the checkout into a folder, or the contents of one folder to a path."""
    *sources, target = words
    for source in (ROOT / name for name in sources):
        if source.is_dir():
            shutil.copytree(source, root.inside(target), ignore=shutil.ignore_patterns("__pycache__"))
        else:
            root.inside(target).mkdir(parents=True, exist_ok=True)
            shutil.copy(source, root.inside(target))


def furnish(root: Root) -> Path:
    """Put a house with one local feed into /data, for the image's user."""
    data = root.inside("/data")
    (data / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 3, NOW - timedelta(hours=1))))
    feeds_yaml(data, [{"path": "ledger.xml", "name": "Valley Ledger"}], voice="pyttsx3")
    (data / "clock").write_text(NOW.isoformat(), "utf-8")
    owner = data.stat()
    assert owner.st_uid != 0, "/data belongs to root"
    for file in data.iterdir():
        os.chown(file, owner.st_uid, owner.st_gid)
    return data


def episode(root: Root, data: Path) -> None:
    """Let the daemon of the image make the episode, ask after its health, end it, and verify what it made."""
    clock = {"BRIEFING_CLOCK_FILE": "/data/clock"}
    with (
        (data / "log").open("wb") as log,
        subprocess.Popen(root.call(last("CMD").words, clock), stdout=log, stderr=log) as daemon,
    ):
        try:
            ends = time.monotonic() + 180
            while not (data / MP3).exists() and daemon.poll() is None and time.monotonic() < ends:
                time.sleep(0.5)
            if not (data / MP3).exists():
                sys.exit(f"FAILED: no episode\n{(data / 'log').read_text('utf-8')}")
            root.run(last("HEALTHCHECK").words, clock)
        finally:
            daemon.terminate()
    say(root.run(["briefing", "verify", "--site", "--config", "/data/feeds.yaml"], clock).strip().splitlines()[-1])
    assert (data / MP3).stat().st_uid == data.stat().st_uid


def site(root: Root) -> None:
    """Let the site's command of compose.yaml serve the episode, and ask for the page and for a part of the MP3 as a player does."""
    words = compose()["site"]["command"]
    with subprocess.Popen(root.call([*words[:-1], "0"]), stdout=subprocess.PIPE, text=True) as server:  # any free port
        try:
            assert server.stdout
            port = re.search(r":(\d+)/", server.stdout.readline())
            assert port, "the site does not say where it is"
            address = f"http://127.0.0.1:{port[1]}/"
            answering(address)
            part = Request(address + MP3.removeprefix("output/site/"), headers={"Range": "bytes=0-2"})
            with urlopen(address, timeout=30) as page, urlopen(part, timeout=30) as sound:
                assert (page.status, sound.status, sound.read()) == (200, 206, b"ID3")
        finally:
            server.terminate()


def answering(address: str) -> None:
    """Wait until a server answers, at most half a minute."""
    for _ in range(60):
        try:
            urlopen(address, timeout=30).close()
            return
        except URLError:
            time.sleep(0.5)


def say(text: str, began: float | None = None) -> None:
    """Write a line, with how many seconds it took."""
    took = "" if began is None else f"{time.monotonic() - began:6.1f} s  "
    sys.stdout.write(f"{took}{text}\n")
    sys.stdout.flush()


def whole(folder: Path) -> None:
    """Make the root, build in it, and make an episode."""
    began = time.monotonic()
    root = debian(folder)
    say(f"debootstrap {SUITE}", began)
    build(root, ways(root))
    began = time.monotonic()
    episode(root, furnish(root))
    say("an episode, made by the image's user", began)
    site(root)
    say("the site, served")


if __name__ == "__main__":
    place = Path(tempfile.mkdtemp(prefix="briefing-root-", dir=sys.argv[1] if len(sys.argv) > 1 else None))
    try:
        whole(place / "root")
    finally:
        shutil.rmtree(place)
