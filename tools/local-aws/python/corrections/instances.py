"""EC2's instances."""

from copy import copy

from moto.ec2.models.instances import Instance


def apply():
    terminate_once()


def terminate_once():
    """moto looks for the network interfaces of an instance that it has terminated already, and fails."""
    terminate = Instance.terminate

    def terminated(self, *args, **kwargs):
        if self._state.name == "terminated":
            return copy(self._state)
        return terminate(self, *args, **kwargs)

    Instance.terminate = terminated
