import type { Action, Listener, LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '../aws';
import { collect } from '../aws';
import type { BalancerReport } from './model';

/** The load balancers of a VPC, whom they let in, and whether their targets answer. */
export async function reportBalancers(aws: Aws, vpcId: string): Promise<BalancerReport[]> {
  const all = await collect(paginateDescribeLoadBalancers({ client: aws.elb }, {}), (page) => page.LoadBalancers);
  const own = all.filter((balancer) => balancer.VpcId === vpcId);
  const reports = await Promise.all(own.map((balancer) => reportBalancer(aws, balancer)));
  return reports.sort((one, other) => one.name.localeCompare(other.name));
}

async function reportBalancer(aws: Aws, balancer: LoadBalancer): Promise<BalancerReport> {
  const { LoadBalancerArn = '' } = balancer;
  const [listeners, from, { Attributes }, targets] = await Promise.all([
    collect(paginateDescribeListeners({ client: aws.elb }, { LoadBalancerArn }), (page) => page.Listeners),
    sourcesOf(aws, balancer.SecurityGroups ?? []),
    aws.elb.describeLoadBalancerAttributes({ LoadBalancerArn }),
    targetsOf(aws, LoadBalancerArn),
  ]);
  return {
    name: balancer.LoadBalancerName ?? '',
    type: balancer.Type ?? '',
    internal: balancer.Scheme === 'internal',
    from,
    listeners: listeners.map(describeListener).sort(),
    deletionProtection: Attributes?.find(({ Key }) => Key === 'deletion_protection.enabled')?.Value === 'true',
    targets: targets.length,
    healthy: targets.filter((state) => state === 'healthy').length,
  };
}

/** Whom the balancer's security groups let in. */
async function sourcesOf(aws: Aws, groups: string[]): Promise<string[]> {
  const { SecurityGroups = [] } = groups.length > 0 ? await aws.ec2.describeSecurityGroups({ GroupIds: groups }) : {};
  const permissions = SecurityGroups.flatMap(({ IpPermissions }) => IpPermissions ?? []);
  const sources = permissions.flatMap(({ IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [] }) => [
    ...IpRanges.flatMap(({ CidrIp }) => CidrIp ?? []),
    ...Ipv6Ranges.flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
    ...UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []),
  ]);
  return [...new Set(sources)].sort();
}

/** `HTTPS:443`, and where it sends clients on to, if it does. */
function describeListener({ Protocol, Port, DefaultActions }: Listener): string {
  return [`${Protocol}:${Port}`, ...(DefaultActions ?? []).flatMap(describeAction)].join(' → ');
}

function describeAction({ Type, RedirectConfig }: Action): string[] {
  return Type === 'redirect' ? [`${RedirectConfig?.Protocol}:${RedirectConfig?.Port}`] : [];
}

/** The state of every target of every target group of the balancer. */
async function targetsOf(aws: Aws, LoadBalancerArn: string): Promise<string[]> {
  const pages = paginateDescribeTargetGroups({ client: aws.elb }, { LoadBalancerArn });
  const groups = await collect(pages, (page) => page.TargetGroups);
  const health = await Promise.all(
    groups.map(({ TargetGroupArn }) => aws.elb.describeTargetHealth({ TargetGroupArn })),
  );
  return health
    .flatMap(({ TargetHealthDescriptions }) => TargetHealthDescriptions ?? [])
    .map(({ TargetHealth }) => TargetHealth?.State ?? 'unknown');
}
