import type { Clients } from '../../clients';
import type { InterfacePort } from './ports';

/** ECS's calls to EC2 for tasks with an interface of their own, answered by moto. */
export function interfacePort({ ec2 }: Pick<Clients, 'ec2'>): InterfacePort {
  return {
    create: async ({ subnets, securityGroups, zone, description }) => {
      const { Subnets = [] } = await ec2.describeSubnets({ SubnetIds: [...subnets] });
      const subnet = Subnets.find(({ AvailabilityZone }) => AvailabilityZone === zone);
      if (subnet === undefined) {
        throw new Error(`none of the subnets ${subnets.join(', ')} lies in ${zone}, where the instance is`);
      }
      const { NetworkInterface: made } = await ec2.createNetworkInterface({
        SubnetId: subnet.SubnetId,
        Groups: securityGroups.length === 0 ? undefined : [...securityGroups],
        Description: description,
      });
      return {
        id: String(made?.NetworkInterfaceId),
        subnetId: String(subnet.SubnetId),
        macAddress: String(made?.MacAddress),
        privateAddress: String(made?.PrivateIpAddress),
      };
    },
    delete: async (id) => {
      await ec2.deleteNetworkInterface({ NetworkInterfaceId: id });
    },
  };
}
