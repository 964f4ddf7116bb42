"""A workspace for the tests of its database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.recovery.house import build


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which two mornings were published; copy it before you touch it."""
    return build(tmp_path_factory.mktemp("house"), 2)
