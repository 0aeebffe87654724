"""Whatever is decided, happens and is told, what is allocated is what holds; at length: `make duurproef`."""

from hypothesis import HealthCheck, settings

from tests.domain.toewijzing.clientmachine import Clientmachine

TestEveryInvariantHolds = Clientmachine.TestCase
TestEveryInvariantHolds.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
