"""Target groups and their targets."""

from functools import partial

from moto.elbv2.exceptions import InvalidTargetError, TargetNotRunning
from moto.elbv2.models import FakeHealthStatus, FakeTargetGroup, elbv2_backends
from moto.elbv2.responses import ELBV2Response


def apply():
    know_their_balancers()
    keep_targets_by_port()
    change_matchers()


def know_their_balancers():
    """moto remembers every balancer that ever had a rule for the target group."""

    def used_by(self):
        backend = elbv2_backends[self.account_id][self.region_name]
        balancers = backend.load_balancers.values()
        return [balancer.arn for balancer in balancers if forwards_to(backend, balancer, self.arn)]

    # what moto sets and adds to is of no account
    FakeTargetGroup.load_balancer_arns = property(used_by, lambda self, value: None)


def forwards_to(backend, balancer, target_group):
    return any(
        target_group in backend._get_target_group_arns_from(action.data)
        for listener in balancer.listeners.values()
        for rule in listener.rules.values()
        for action in rule.actions
    )


def keep_targets_by_port():
    """moto knows a target by its id alone; an instance is one target for each port that is registered."""

    def key(self, target):
        return (target["Id"], int(target.get("Port") or self.port))

    def register(self, targets):
        for target in targets:
            instance = self.ec2_backend.get_instance_by_id(target["Id"])
            if instance and instance.state != "running":
                raise TargetNotRunning(instance_id=target["Id"])
            identity, port = key(self, target)
            self.targets[identity, port] = {"Id": identity, "Port": port}

    def deregister(self, targets):
        for target in targets:
            wanted = [each for each in self.targets if each == key(self, target)]
            if "Port" not in target:
                wanted = [each for each in self.targets if each[0] == target["Id"]]
            if not wanted:
                raise InvalidTargetError()
            for each in wanted:
                del self.targets[each]

    def deregister_terminated_instances(self, instance_ids):
        for each in [each for each in self.targets if each[0] in instance_ids]:
            del self.targets[each]

    def health_for(self, target, ec2_backend):
        identity, port = key(self, target)
        status = partial(FakeHealthStatus, identity, port, self.health_check_port)
        if (identity, port) not in self.targets:
            return status("unused", "Target.NotRegistered", "Target is not registered to the target group")
        if not self.load_balancer_arns:
            return status(
                "unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer"
            )
        instance = ec2_backend.get_instance_by_id(identity)
        if instance and instance.state == "stopped":
            return status("unused", "Target.InvalidState", "Target is in the stopped state")
        return status("healthy")

    FakeTargetGroup.register = register
    FakeTargetGroup.deregister = deregister
    FakeTargetGroup.deregister_terminated_instances = deregister_terminated_instances
    FakeTargetGroup.health_for = health_for


def change_matchers():
    """moto looks for the codes of a health check where the request does not have them."""
    modify = ELBV2Response.modify_target_group

    def modified(self):
        reply = modify(self)
        matcher = self._get_param("Matcher")
        if matcher:
            self.elbv2_backend.target_groups[self._get_param("TargetGroupArn")].matcher = matcher
        return reply

    ELBV2Response.modify_target_group = modified
