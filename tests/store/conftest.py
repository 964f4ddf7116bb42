"""The real store and the fake, so that every contract test runs on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from briefing.model.ports import Aired, Blobs, Claims, Episodes, Items, Lease, Runs
from briefing.store.blobs import FolderBlobs
from briefing.store.locks import FileLease
from briefing.store.open import open_store
from tests.support.fakes.store import MemoryBlobs, MemoryLease, MemoryStore


class Memory(Protocol):
    """The store in its database."""

    @property
    def items(self) -> Items: ...
    @property
    def aired(self) -> Aired: ...
    @property
    def episodes(self) -> Episodes: ...
    @property
    def claims(self) -> Claims: ...
    @property
    def runs(self) -> Runs: ...


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database in a folder of its own."""
    return f"sqlite:///{tmp_path / 'briefing.db'}"


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, url: str) -> Iterator[Memory]:
    """A new store, real or fake."""
    if request.param == "memory":
        yield MemoryStore()
        return
    real = open_store(url)
    yield real
    real.close()


@pytest.fixture(params=["folder", "memory"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """A new blob store, real or fake."""
    return MemoryBlobs() if request.param == "memory" else FolderBlobs(tmp_path / "blobs")


@pytest.fixture(params=["files", "memory"])
def lease(request: pytest.FixtureRequest, tmp_path: Path) -> Lease:
    """New locks, real or fake."""
    return MemoryLease() if request.param == "memory" else FileLease(tmp_path / "locks")
