"""EC2's network interfaces."""

from moto.ec2.models.instances import Instance
from moto.ec2.models.nat_gateways import NatGatewayBackend


def apply():
    delete_with_their_instance()
    delete_with_their_nat_gateway()


def delete_with_their_instance():
    """What a launch made goes with the instance unless the launch says otherwise; moto has it the other way round."""
    prepare = Instance.prep_nics

    def prepared(self, nic_spec, *args, **kwargs):
        own = [nic for nic in nic_spec if "NetworkInterfaceId" not in nic]
        for nic in own:
            nic.setdefault("DeleteOnTermination", True)
        prepare(self, nic_spec, *args, **kwargs)
        if not nic_spec:
            for nic in self.nics.values():
                nic.delete_on_termination = True

    Instance.prep_nics = prepared


def delete_with_their_nat_gateway():
    """moto leaves the interface of a NAT gateway behind."""
    delete = NatGatewayBackend.delete_nat_gateway

    def deleted(self, nat_gateway_id):
        gateway = delete(self, nat_gateway_id)
        self.delete_network_interface(gateway._eni.id)
        return gateway

    NatGatewayBackend.delete_nat_gateway = deleted
