"""Listeners of Application and Network Load Balancers."""

from moto.elb.models import register_certificate
from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend, FakeAction
from moto.elbv2.responses import ELBV2Response
from moto.elbv2.ssl_policies import SSL_POLICIES

ENCRYPTED = ("HTTPS", "TLS")


def apply():
    check_listeners()
    modify_listeners()
    change_alpn_policies()
    check_additional_certificates()


def check_listeners():
    """moto has two listeners on one port, encrypted ones without a certificate, and policies that do not exist."""
    create = ELBv2Backend.create_listener

    def created(self, load_balancer_arn, protocol, port, ssl_policy, certificate, *args, **kwargs):
        balancer = self.load_balancers.get(load_balancer_arn)
        check_port(balancer, port)
        check_encryption(protocol, ssl_policy, certificate)
        return create(self, load_balancer_arn, protocol, port, ssl_policy, certificate, *args, **kwargs)

    ELBv2Backend.create_listener = created


def check_port(balancer, port, itself=None):
    listeners = balancer.listeners.values() if balancer else []
    if any(str(listener.port) == str(port) and listener is not itself for listener in listeners):
        raise ELBClientError(
            "DuplicateListener",
            f"A listener already exists on this port for this load balancer '{balancer.arn}'",
        )


def check_encryption(protocol, ssl_policy, certificate):
    if protocol not in ENCRYPTED:
        return
    if not certificate:
        raise ELBClientError("ValidationError", f"A certificate must be specified for {protocol} listeners")
    if ssl_policy and ssl_policy not in SSL_POLICIES:
        raise ELBClientError("SSLPolicyNotFound", f"SSL policy '{ssl_policy}' not found")


def modify_listeners():
    """moto knows three protocols of six here, and forgets the additional certificates."""

    def modified(self, arn, port=None, protocol=None, ssl_policy=None, certificates=None, actions=None):
        listener = self.describe_listeners(None, [arn])[0]
        balancer = self.load_balancers[listener.load_balancer_arn]
        default = certificates[0]["CertificateArn"] if certificates else listener.certificate
        check_port(balancer, port or listener.port, listener)
        check_encryption(protocol or listener.protocol, ssl_policy, default)
        self._validate_port_and_protocol(balancer.type, port or listener.port, protocol or listener.protocol)
        changed = [FakeAction(action) for action in actions or []]
        self._validate_actions(changed)
        if default:
            register_certificate(self.account_id, self.region_name, default, arn)
            additional = [each for each in listener.certificates[1:] if each != default]
            listener.certificate, listener.certificates = default, [default, *additional]
        listener.port = port or listener.port
        listener.protocol = protocol or listener.protocol
        listener.ssl_policy = ssl_policy or listener.ssl_policy
        if changed:
            listener.default_actions = listener._default_rule[0].actions = changed
        return listener

    ELBv2Backend.modify_listener = modified


def change_alpn_policies():
    """moto keeps the one that the listener was made with."""
    modify = ELBV2Response.modify_listener

    def modified(self):
        reply = modify(self)
        policy = self._get_param("AlpnPolicy")
        if policy:
            self.elbv2_backend.describe_listeners(None, [self._get_param("ListenerArn")])[0].alpn_policy = policy
        return reply

    ELBV2Response.modify_listener = modified


def check_additional_certificates():
    """moto takes certificates that do not exist."""
    add = ELBv2Backend.add_listener_certificates

    def added(self, arn, certificates):
        for certificate in certificates:
            register_certificate(self.account_id, self.region_name, certificate["CertificateArn"], arn)
        return add(self, arn, certificates)

    ELBv2Backend.add_listener_certificates = added
