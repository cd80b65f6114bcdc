import type { ResourceType } from '../../cloudformation';
import { present, unlessMissing } from '../support';
import { permission, RULE_MEMBERS } from './security-group-permissions';

export const securityGroupIngress: ResourceType = {
  type: 'AWS::EC2::SecurityGroupIngress',
  honours: ['GroupId', 'SourcePrefixListId', 'SourceSecurityGroupId', 'SourceSecurityGroupOwnerId', ...RULE_MEMBERS],
  async create({ clients }, properties) {
    const { SecurityGroupRules } = await clients.ec2.authorizeSecurityGroupIngress({
      GroupId: properties.GroupId,
      IpPermissions: [permission(properties)],
    });
    const physicalId = present(SecurityGroupRules?.[0]?.SecurityGroupRuleId, 'SecurityGroupRuleId');
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update({ clients }, existing, properties) {
    await clients.ec2.updateSecurityGroupRuleDescriptionsIngress({
      GroupId: properties.GroupId,
      IpPermissions: [permission(properties)],
    });
    return existing;
  },
  delete: ({ clients }, _, properties) =>
    unlessMissing(() =>
      clients.ec2.revokeSecurityGroupIngress({ GroupId: properties.GroupId, IpPermissions: [permission(properties)] }),
    ),
};

export const securityGroupEgress: ResourceType = {
  type: 'AWS::EC2::SecurityGroupEgress',
  honours: ['DestinationPrefixListId', 'DestinationSecurityGroupId', 'GroupId', ...RULE_MEMBERS],
  async create({ clients }, properties) {
    const { SecurityGroupRules } = await clients.ec2.authorizeSecurityGroupEgress({
      GroupId: properties.GroupId,
      IpPermissions: [permission(properties)],
    });
    const physicalId = present(SecurityGroupRules?.[0]?.SecurityGroupRuleId, 'SecurityGroupRuleId');
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update({ clients }, existing, properties) {
    await clients.ec2.updateSecurityGroupRuleDescriptionsEgress({
      GroupId: properties.GroupId,
      IpPermissions: [permission(properties)],
    });
    return existing;
  },
  delete: ({ clients }, _, properties) =>
    unlessMissing(() =>
      clients.ec2.revokeSecurityGroupEgress({ GroupId: properties.GroupId, IpPermissions: [permission(properties)] }),
    ),
};
