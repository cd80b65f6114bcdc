import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Properties, Resource, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, begun, listChanges, omit, pick, present, tagsOf, unlessMissing } from '../support';
import { updateTags } from './tags';

const HEALTH_CHECK = [
  'HealthCheckEnabled',
  'HealthCheckIntervalSeconds',
  'HealthCheckPath',
  'HealthCheckPort',
  'HealthCheckProtocol',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'Matcher',
  'UnhealthyThresholdCount',
];
const LONGEST_NAME = 32;

interface Target {
  readonly Id: string;
  readonly Port?: number;
  readonly AvailabilityZone?: string;
}

export const targetGroup: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  honours: [
    'IpAddressType',
    'Name',
    'Port',
    'Protocol',
    'ProtocolVersion',
    'Tags',
    'TargetGroupAttributes',
    'TargetType',
    'Targets',
    'VpcId',
    ...HEALTH_CHECK,
  ],
  async create(context, properties) {
    const { TargetGroups } = await context.clients.elbv2.createTargetGroup({
      ...omit(properties, 'TargetGroupAttributes', 'Targets'),
      Name: properties.Name ?? context.physicalName(LONGEST_NAME),
      Tags: tagsOf(context, properties.Tags),
    });
    const made = present(TargetGroups?.[0], 'TargetGroup');
    const physicalId = present(made.TargetGroupArn, 'TargetGroupArn');
    const resource = begun(context, physicalId, attributesOf(made));
    await setAttributes(context, physicalId, properties);
    await changeTargets(context, physicalId, properties, {});
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { elbv2 } = context.clients;
    const { physicalId: TargetGroupArn } = existing;
    if (anyChanged(properties, previous, HEALTH_CHECK)) {
      await elbv2.modifyTargetGroup({ TargetGroupArn, ...pick(properties, HEALTH_CHECK) });
    }
    if (anyChanged(properties, previous, ['TargetGroupAttributes'])) {
      await setAttributes(context, TargetGroupArn, properties);
    }
    await changeTargets(context, TargetGroupArn, properties, previous);
    await updateTags(context, TargetGroupArn, properties, previous);
    return existing;
  },
  read: async ({ clients }, { physicalId }) => {
    const { TargetGroups } = await clients.elbv2.describeTargetGroups({ TargetGroupArns: [physicalId] });
    return attributesOf(present(TargetGroups?.[0], 'TargetGroup'));
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.elbv2.deleteTargetGroup({ TargetGroupArn: physicalId })),
};

async function setAttributes(context: ResourceContext, TargetGroupArn: string, properties: Properties): Promise<void> {
  const { TargetGroupAttributes: Attributes = [] } = properties;
  if (Attributes.length > 0) {
    await context.clients.elbv2.modifyTargetGroupAttributes({ TargetGroupArn, Attributes });
  }
}

async function changeTargets(
  { clients }: ResourceContext,
  TargetGroupArn: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { added, removed } = listChanges<Target>(now.Targets, before.Targets);
  if (removed.length > 0) {
    await unlessMissing(() => clients.elbv2.deregisterTargets({ TargetGroupArn, Targets: [...removed] }));
  }
  if (added.length > 0) {
    await clients.elbv2.registerTargets({ TargetGroupArn, Targets: [...added] });
  }
}

function attributesOf({
  TargetGroupArn = '',
  TargetGroupName,
  LoadBalancerArns = [],
}: TargetGroup): Resource['attributes'] {
  return {
    TargetGroupArn,
    TargetGroupName,
    TargetGroupFullName: TargetGroupArn.split(':').pop(),
    LoadBalancerArns,
  };
}
