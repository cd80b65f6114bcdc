import type { IpPermission } from '@aws-sdk/client-ec2';
import type { Properties } from '../../cloudformation';

/** The members of a rule in a template, wherever it stands. */
export const RULE_MEMBERS = ['CidrIp', 'CidrIpv6', 'Description', 'FromPort', 'IpProtocol', 'ToPort'];

/** One rule of a template as EC2's API takes it. */
export function permission(rule: Properties): IpPermission {
  const { Description, CidrIp, CidrIpv6 } = rule;
  const GroupId = rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId;
  const PrefixListId = rule.SourcePrefixListId ?? rule.DestinationPrefixListId;
  return {
    IpProtocol: rule.IpProtocol,
    FromPort: rule.FromPort,
    ToPort: rule.ToPort,
    IpRanges: CidrIp === undefined ? undefined : [{ CidrIp, Description }],
    Ipv6Ranges: CidrIpv6 === undefined ? undefined : [{ CidrIpv6, Description }],
    UserIdGroupPairs:
      GroupId === undefined ? undefined : [{ GroupId, UserId: rule.SourceSecurityGroupOwnerId, Description }],
    PrefixListIds: PrefixListId === undefined ? undefined : [{ PrefixListId, Description }],
  };
}

/** What EC2 gives every new group unless the template says otherwise. */
export const ALLOW_ALL_OUTBOUND: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
