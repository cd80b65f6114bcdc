import type { Instance, IpPermission } from '@aws-sdk/client-ec2';
import type { Aws } from '../aws';
import type { SshReport } from './model';

const SSH = 22;

/**
 * Who may open SSH, as the VPC's security groups say: everything that lets port 22 in counts, whoever made it.
 * (Session Manager needs no open port: whom IAM lets in is not seen here.)
 */
export async function reportSsh(aws: Aws, vpcId: string, instanceConnectEndpoints: string[]): Promise<SshReport[]> {
  const inVpc = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { SecurityGroups = [] } = await aws.ec2.describeSecurityGroups({ Filters: inVpc });
  const holders = await holdersOfGroups(aws, vpcId, instanceConnectEndpoints);
  const nameOf = (groupId: string) => holders.get(groupId) ?? [`${groupId}, which nothing has`];
  return SecurityGroups.flatMap((group) =>
    (group.IpPermissions ?? [])
      .filter(letsSshIn)
      .flatMap((permission) => sources(permission, nameOf).map((from) => ({ from, to: nameOf(group.GroupId ?? '') }))),
  ).sort((one, other) => one.from.localeCompare(other.from));
}

function letsSshIn({ IpProtocol, FromPort = 0, ToPort = 65535 }: IpPermission): boolean {
  return IpProtocol === '-1' || (['tcp', '6'].includes(IpProtocol ?? '') && FromPort <= SSH && SSH <= ToPort);
}

function sources(permission: IpPermission, nameOf: (groupId: string) => string[]): string[] {
  return [
    ...(permission.IpRanges?.flatMap(({ CidrIp }) => CidrIp ?? []) ?? []),
    ...(permission.Ipv6Ranges?.flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []) ?? []),
    ...(permission.PrefixListIds?.flatMap(({ PrefixListId }) => PrefixListId ?? []) ?? []),
    ...(permission.UserIdGroupPairs?.flatMap(({ GroupId }) => nameOf(GroupId ?? '')) ?? []),
  ];
}

/** Names of what carries each security group. */
async function holdersOfGroups(aws: Aws, vpcId: string, endpoints: string[]): Promise<Map<string, string[]>> {
  const { Reservations = [] } = await aws.ec2.describeInstances({
    Filters: [
      { Name: 'vpc-id', Values: [vpcId] },
      { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
    ],
  });
  const instances = Reservations.flatMap(({ Instances }) => Instances ?? []);
  const holders = new Map<string, Set<string>>();
  const add = (groupId: string | undefined, name: string) =>
    holders.set(groupId ?? '', (holders.get(groupId ?? '') ?? new Set()).add(name));
  for (const instance of instances) {
    const groups = instance.NetworkInterfaces?.flatMap(({ Groups }) => Groups ?? []) ?? [];
    groups.forEach(({ GroupId }) => add(GroupId, nameOfInstance(instance)));
  }
  if (endpoints.length > 0) {
    const described = await aws.ec2.describeInstanceConnectEndpoints({ InstanceConnectEndpointIds: endpoints });
    for (const endpoint of described.InstanceConnectEndpoints ?? []) {
      endpoint.SecurityGroupIds?.forEach((groupId) => add(groupId, 'EC2 Instance Connect endpoint'));
    }
  }
  return new Map([...holders].map(([groupId, names]) => [groupId, [...names].sort()]));
}

/** Instances of a group share its name, and are one line; others are told apart. */
function nameOfInstance(instance: Instance): string {
  const tag = (key: string) => instance.Tags?.find(({ Key }) => Key === key)?.Value;
  const name = tag('Name')?.split('/').pop();
  if (tag('aws:autoscaling:groupName')) {
    return `instances of group '${name ?? tag('aws:autoscaling:groupName')}'`;
  }
  const address = instance.PublicIpAddress ? ` (${instance.PublicIpAddress})` : '';
  return `${name ?? instance.InstanceId}${address}`;
}
