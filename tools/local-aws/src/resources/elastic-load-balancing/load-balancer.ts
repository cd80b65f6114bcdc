import type { Listener, LoadBalancerAttributes } from '@aws-sdk/client-elastic-load-balancing';
import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, listChanges, omit, present, tagsOf, unlessMissing, updateTags } from '../support';
import { addPolicies, assignPolicies, removePolicies } from './policies';

const ATTRIBUTES = ['AccessLoggingPolicy', 'ConnectionDrainingPolicy', 'ConnectionSettings', 'CrossZone'];
const POLICIES = ['AppCookieStickinessPolicy', 'LBCookieStickinessPolicy', 'Policies'];
const LONGEST_NAME = 32;

/** The Classic Load Balancer. */
export const classicLoadBalancer: ResourceType = {
  type: 'AWS::ElasticLoadBalancing::LoadBalancer',
  honours: [
    'AppCookieStickinessPolicy',
    'AvailabilityZones',
    'HealthCheck',
    'Instances',
    'LBCookieStickinessPolicy',
    'Listeners',
    'LoadBalancerName',
    'Policies',
    'Scheme',
    'SecurityGroups',
    'Subnets',
    'Tags',
    ...ATTRIBUTES,
  ],
  async create(context, properties) {
    const { elb } = context.clients;
    const { AvailabilityZones, Scheme, SecurityGroups, Subnets } = properties;
    const physicalId: string = properties.LoadBalancerName ?? context.physicalName(LONGEST_NAME);
    await elb.createLoadBalancer({
      LoadBalancerName: physicalId,
      AvailabilityZones,
      Listeners: properties.Listeners.map(listener),
      Scheme,
      SecurityGroups,
      Subnets,
      Tags: tagsOf(context, properties.Tags),
    });
    context.initiated(physicalId);
    await configure(context, physicalId, properties, {});
    return { physicalId, attributes: await attributes(context, physicalId) };
  },
  async update(context, existing, properties, previous) {
    const { elb } = context.clients;
    const { physicalId: LoadBalancerName } = existing;
    await removePolicies(context, LoadBalancerName, properties, previous);
    const listeners = listChanges<Properties>(properties.Listeners, previous.Listeners);
    if (listeners.removed.length > 0) {
      const LoadBalancerPorts = listeners.removed.map(({ LoadBalancerPort }) => Number(LoadBalancerPort));
      await unlessMissing(() => elb.deleteLoadBalancerListeners({ LoadBalancerName, LoadBalancerPorts }));
    }
    if (listeners.added.length > 0) {
      await elb.createLoadBalancerListeners({ LoadBalancerName, Listeners: listeners.added.map(listener) });
    }
    if (anyChanged(properties, previous, ['SecurityGroups'])) {
      await elb.applySecurityGroupsToLoadBalancer({ LoadBalancerName, SecurityGroups: properties.SecurityGroups });
    }
    const subnets = listChanges<string>(properties.Subnets, previous.Subnets);
    if (subnets.added.length > 0) {
      await elb.attachLoadBalancerToSubnets({ LoadBalancerName, Subnets: [...subnets.added] });
    }
    if (subnets.removed.length > 0) {
      await elb.detachLoadBalancerFromSubnets({ LoadBalancerName, Subnets: [...subnets.removed] });
    }
    await configure(context, LoadBalancerName, properties, previous);
    await updateTags(context, properties, previous, {
      tag: (Tags) => elb.addTags({ LoadBalancerNames: [LoadBalancerName], Tags }),
      untag: (keys) => elb.removeTags({ LoadBalancerNames: [LoadBalancerName], Tags: keys.map((Key) => ({ Key })) }),
    });
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.elb.deleteLoadBalancer({ LoadBalancerName: physicalId })),
};

/** What `CreateLoadBalancer` does not take. */
async function configure(
  context: ResourceContext,
  LoadBalancerName: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { elb } = context.clients;
  await addPolicies(context, LoadBalancerName, now, before);
  if (anyChanged(now, before, ['Listeners', ...POLICIES])) {
    await assignPolicies(context, LoadBalancerName, now);
  }
  if (now.HealthCheck !== undefined && anyChanged(now, before, ['HealthCheck'])) {
    await elb.configureHealthCheck({ LoadBalancerName, HealthCheck: healthCheck(now.HealthCheck) });
  }
  if (anyChanged(now, before, ATTRIBUTES)) {
    await elb.modifyLoadBalancerAttributes({ LoadBalancerName, LoadBalancerAttributes: loadBalancerAttributes(now) });
  }
  const { added, removed } = listChanges<string>(now.Instances, before.Instances);
  const asInstances = (ids: readonly string[]) => ids.map((InstanceId) => ({ InstanceId }));
  if (removed.length > 0) {
    await elb.deregisterInstancesFromLoadBalancer({ LoadBalancerName, Instances: asInstances(removed) });
  }
  if (added.length > 0) {
    await elb.registerInstancesWithLoadBalancer({ LoadBalancerName, Instances: asInstances(added) });
  }
}

/** Templates give these numbers as text. */
function listener(definition: Properties): Listener {
  const { InstancePort, LoadBalancerPort, Protocol } = definition;
  return {
    ...omit(definition, 'PolicyNames'),
    Protocol,
    InstancePort: Number(InstancePort),
    LoadBalancerPort: Number(LoadBalancerPort),
  };
}

function healthCheck({ Target, HealthyThreshold, Interval, Timeout, UnhealthyThreshold }: Properties) {
  return {
    Target: String(Target),
    HealthyThreshold: Number(HealthyThreshold),
    Interval: Number(Interval),
    Timeout: Number(Timeout),
    UnhealthyThreshold: Number(UnhealthyThreshold),
  };
}

/** The properties' names are older than the API's. */
function loadBalancerAttributes(properties: Properties): LoadBalancerAttributes {
  return {
    AccessLog: properties.AccessLoggingPolicy ?? { Enabled: false },
    ConnectionDraining: properties.ConnectionDrainingPolicy ?? { Enabled: false },
    ConnectionSettings: properties.ConnectionSettings ?? { IdleTimeout: 60 },
    CrossZoneLoadBalancing: { Enabled: properties.CrossZone ?? false },
  };
}

async function attributes({ clients }: ResourceContext, name: string): Promise<Record<string, unknown>> {
  const { LoadBalancerDescriptions } = await clients.elb.describeLoadBalancers({ LoadBalancerNames: [name] });
  const found = present(LoadBalancerDescriptions?.[0], 'LoadBalancerDescription');
  return {
    CanonicalHostedZoneName: found.CanonicalHostedZoneName ?? found.DNSName,
    CanonicalHostedZoneNameID: found.CanonicalHostedZoneNameID,
    DNSName: found.DNSName,
    'SourceSecurityGroup.GroupName': found.SourceSecurityGroup?.GroupName,
    'SourceSecurityGroup.OwnerAlias': found.SourceSecurityGroup?.OwnerAlias,
  };
}
