import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { begun, listChanges, present, unlessMissing } from '../support';
import { ALLOW_ALL_OUTBOUND, permission } from './security-group-permissions';
import { tagSpecifications, updateTags } from './tags';

export const securityGroup: ResourceType = {
  type: 'AWS::EC2::SecurityGroup',
  honours: ['GroupDescription', 'GroupName', 'SecurityGroupEgress', 'SecurityGroupIngress', 'Tags', 'VpcId'],
  async create(context, properties) {
    const { ec2 } = context.clients;
    const { GroupDescription, SecurityGroupEgress, SecurityGroupIngress = [] } = properties;
    const { GroupId } = await ec2.createSecurityGroup({
      GroupName: properties.GroupName ?? context.physicalName(),
      Description: GroupDescription,
      VpcId: properties.VpcId,
      TagSpecifications: tagSpecifications(context, 'security-group', properties),
    });
    const physicalId = present(GroupId, 'GroupId');
    const attributes = { GroupId: physicalId, Id: physicalId, VpcId: properties.VpcId };
    const resource = begun(context, physicalId, attributes);
    if (SecurityGroupEgress !== undefined) {
      await ec2.revokeSecurityGroupEgress({ GroupId: physicalId, IpPermissions: [ALLOW_ALL_OUTBOUND] });
      await authorize(context, physicalId, 'Egress', SecurityGroupEgress);
    }
    await authorize(context, physicalId, 'Ingress', SecurityGroupIngress);
    return resource;
  },
  async update(context, existing, properties, previous) {
    await changeRules(context, existing.physicalId, 'Ingress', properties, previous);
    await changeRules(context, existing.physicalId, 'Egress', properties, previous);
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.deleteSecurityGroup({ GroupId: physicalId })),
};

type Direction = 'Ingress' | 'Egress';

async function changeRules(
  context: ResourceContext,
  GroupId: string,
  direction: Direction,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { ec2 } = context.clients;
  const name = `SecurityGroup${direction}` as const;
  const { added, removed } = listChanges<Properties>(now[name], before[name]);
  for (const rule of removed) {
    const IpPermissions = [permission(rule)];
    await unlessMissing(() =>
      direction === 'Ingress'
        ? ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions })
        : ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions }),
    );
  }
  // One by one: after a change that failed half-way some of them are there already.
  for (const rule of added) {
    await unlessDuplicate(() => authorize(context, GroupId, direction, [rule]));
  }
}

async function authorize(
  { clients }: ResourceContext,
  GroupId: string,
  direction: Direction,
  rules: readonly Properties[],
): Promise<void> {
  if (rules.length === 0) {
    return;
  }
  const IpPermissions = rules.map(permission);
  await (direction === 'Ingress'
    ? clients.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions })
    : clients.ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions }));
}

async function unlessDuplicate(add: () => Promise<void>): Promise<void> {
  try {
    await add();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InvalidPermission.Duplicate')) {
      throw error;
    }
  }
}
