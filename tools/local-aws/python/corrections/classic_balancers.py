"""Classic Load Balancers."""

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.elb.exceptions import ELBClientError, NoActiveLoadBalancerFoundError
from moto.elb.models import ELBBackend, FakeListener
from moto.elb.responses import ELBResponse

from .access_logs import check_destination
from .internet_gateways import check_internet_gateway


def apply():
    know_the_protocol_towards_instances()
    delete_several_listeners()
    register_each_instance_once()
    refuse_missing_policies()
    check_access_logs()
    check_gateways()


def know_the_protocol_towards_instances():
    """moto speaks the same protocol on both sides."""
    create, add = ELBBackend.create_load_balancer, ELBBackend.create_load_balancer_listeners

    def note(balancer, ports):
        for port in ports:
            for listener in balancer.listeners:
                if int(listener.load_balancer_port) == int(port["LoadBalancerPort"]):
                    listener.towards_instances = (port.get("InstanceProtocol") or port["Protocol"]).upper()
        return balancer

    FakeListener.towards_instances = None
    FakeListener.instance_protocol = property(lambda self: self.towards_instances or self.protocol)
    ELBBackend.create_load_balancer = lambda self, name, zones, ports, *args, **kwargs: note(
        create(self, name, zones, ports, *args, **kwargs), ports
    )
    ELBBackend.create_load_balancer_listeners = lambda self, name, ports: note(add(self, name, ports), ports)


def delete_several_listeners():
    """moto brings the others back with each port."""

    def deleted(self, name, ports):
        balancer = active(self, name)
        gone = [int(port) for port in ports]
        balancer.listeners = [each for each in balancer.listeners if int(each.load_balancer_port) not in gone]
        return balancer

    ELBBackend.delete_load_balancer_listeners = deleted


def register_each_instance_once():
    """moto has it as often as it was registered, and fails over a balancer that is not there."""

    def registered(self):
        balancer = active(self.elb_backend, self._get_param("LoadBalancerName"))
        known = balancer.instance_sparse_ids
        known.extend(each for each in instance_ids(self) if each not in known)
        return ActionResult({"Instances": balancer.instances})

    def deregistered(self):
        balancer = active(self.elb_backend, self._get_param("LoadBalancerName"))
        gone = instance_ids(self)
        balancer.instance_sparse_ids = [each for each in balancer.instance_sparse_ids if each not in gone]
        return ActionResult({"Instances": balancer.instances})

    ELBResponse.register_instances_with_load_balancer = registered
    ELBResponse.deregister_instances_from_load_balancer = deregistered


def instance_ids(response):
    return [each["InstanceId"] for each in response._get_param("Instances", [])]


def active(backend, name):
    balancer = backend.get_load_balancer(name)
    if balancer is None:
        raise NoActiveLoadBalancerFoundError(name)
    return balancer


def refuse_missing_policies():
    """moto lets a listener have policies that are not there."""
    assign = ELBBackend.set_load_balancer_policies_of_listener

    def assigned(self, load_balancer_name, load_balancer_port, policies):
        known = [policy.policy_name for policy in active(self, load_balancer_name).policies]
        for missing in [policy for policy in policies if policy not in known]:
            raise ELBClientError(
                "PolicyNotFound", f"There is no policy with name {missing} for load balancer {load_balancer_name}"
            )
        return assign(self, load_balancer_name, load_balancer_port, policies)

    ELBBackend.set_load_balancer_policies_of_listener = assigned


def check_access_logs():
    """moto does not look at the bucket."""
    modify = ELBBackend.modify_load_balancer_attributes

    def modified(self, load_balancer_name, access_log=None, **kwargs):
        if access_log and str(access_log.get("Enabled")).lower() == "true":
            check_destination(self, access_log.get("S3BucketName"), access_log.get("S3BucketPrefix"))
        return modify(self, load_balancer_name, access_log=access_log, **kwargs)

    ELBBackend.modify_load_balancer_attributes = modified


def check_gateways():
    """moto faces the internet where there is none."""
    create = ELBBackend.create_load_balancer

    def created(self, name, zones, ports, scheme=None, subnets=None, **kwargs):
        check_internet_gateway(ec2_backends[self.account_id][self.region_name], subnets, scheme)
        return create(self, name, zones, ports, scheme=scheme, subnets=subnets, **kwargs)

    ELBBackend.create_load_balancer = created
