"""The default voice on a busy machine."""

from __future__ import annotations

import pytest

from tests.bench.worker_starts import LINES, odd, start


@pytest.mark.slow
def test_workers_that_start_on_a_busy_machine_say_every_line_whole() -> None:
    """No line of forty workers, two at a time beside two busy loops, has another length, is refused or is not said at all."""
    heard = start(40)
    assert [worker.ended for worker in heard if worker.ended] == []
    assert [refused for worker in heard for refused in worker.refused] == []
    assert {len(worker.seconds) for worker in heard} == {len(LINES)}
    assert odd(heard) == []
