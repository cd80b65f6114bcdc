import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  PlainFailure,
  type Properties,
  type Resource,
  type ResourceContext,
  type ResourceType,
} from '../../cloudformation';
import { anyChanged, begun, omit, present, tagsOf, unlessMissing } from '../support';
import { updateTags } from './tags';

const LONGEST_NAME = 32;

export const loadBalancerV2: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  honours: [
    'IpAddressType',
    'LoadBalancerAttributes',
    'Name',
    'Scheme',
    'SecurityGroups',
    'SubnetMappings',
    'Subnets',
    'Tags',
    'Type',
  ],
  async create(context, properties) {
    const { elbv2 } = context.clients;
    await checkZones(context, properties);
    const { LoadBalancers } = await elbv2.createLoadBalancer({
      ...omit(properties, 'LoadBalancerAttributes'),
      Name: properties.Name ?? context.physicalName(LONGEST_NAME),
      Tags: tagsOf(context, properties.Tags),
    });
    const made = present(LoadBalancers?.[0], 'LoadBalancer');
    const physicalId = present(made.LoadBalancerArn, 'LoadBalancerArn');
    const resource = begun(context, physicalId, attributesOf(made));
    await setAttributes(context, physicalId, properties.LoadBalancerAttributes);
    await context.stabilise(`load balancer ${made.LoadBalancerName} to be active`, async () => {
      const { LoadBalancers: found } = await elbv2.describeLoadBalancers({ LoadBalancerArns: [physicalId] });
      return found?.[0]?.State?.Code !== 'provisioning';
    });
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { elbv2 } = context.clients;
    const { physicalId: LoadBalancerArn } = existing;
    const { IpAddressType, SecurityGroups, SubnetMappings, Subnets } = properties;
    if (anyChanged(properties, previous, ['Subnets', 'SubnetMappings'])) {
      await elbv2.setSubnets({ LoadBalancerArn, Subnets, SubnetMappings });
    }
    if (anyChanged(properties, previous, ['SecurityGroups'])) {
      await elbv2.setSecurityGroups({ LoadBalancerArn, SecurityGroups });
    }
    if (anyChanged(properties, previous, ['IpAddressType'])) {
      await elbv2.setIpAddressType({ LoadBalancerArn, IpAddressType: IpAddressType ?? 'ipv4' });
    }
    if (anyChanged(properties, previous, ['LoadBalancerAttributes'])) {
      await setAttributes(context, LoadBalancerArn, properties.LoadBalancerAttributes);
    }
    await updateTags(context, LoadBalancerArn, properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.elbv2.deleteLoadBalancer({ LoadBalancerArn: physicalId })),
};

/** An Application Load Balancer spans zones; moto would take one. */
async function checkZones({ clients }: ResourceContext, properties: Properties): Promise<void> {
  const { Type = 'application', Subnets, SubnetMappings = [] } = properties;
  const SubnetIds: string[] = Subnets ?? SubnetMappings.map(({ SubnetId }: { SubnetId: string }) => SubnetId);
  const found = await clients.ec2.describeSubnets({ SubnetIds });
  const zones = new Set(found.Subnets?.map(({ AvailabilityZone }) => AvailabilityZone));
  if (Type === 'application' && zones.size < 2) {
    throw new PlainFailure('At least two subnets in two different Availability Zones must be specified');
  }
}

async function setAttributes({ clients }: ResourceContext, LoadBalancerArn: string, given: unknown): Promise<void> {
  if (Array.isArray(given) && given.length > 0) {
    await clients.elbv2.modifyLoadBalancerAttributes({ LoadBalancerArn, Attributes: given });
  }
}

function attributesOf(balancer: LoadBalancer): Resource['attributes'] {
  const { LoadBalancerArn = '', LoadBalancerName, DNSName, CanonicalHostedZoneId, SecurityGroups = [] } = balancer;
  return {
    LoadBalancerArn,
    LoadBalancerName,
    DNSName,
    CanonicalHostedZoneID: CanonicalHostedZoneId,
    LoadBalancerFullName: LoadBalancerArn.split(':loadbalancer/')[1],
    SecurityGroups,
  };
}
