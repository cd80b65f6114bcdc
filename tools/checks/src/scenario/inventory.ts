import { paginateListCertificates } from '@aws-sdk/client-acm';
import { paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { paginateListClusters, paginateListTaskDefinitions } from '@aws-sdk/client-ecs';
import { paginateListInstanceProfiles, paginateListPolicies, paginateListRoles } from '@aws-sdk/client-iam';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import type { Aws } from '../aws';
import { collect } from '../aws';

type Ids = Promise<(string | undefined)[]>;

/** For each kind of thing that an environment is made of, how to list all of them in an account. */
const KINDS: Readonly<Record<string, (aws: Aws) => Ids>> = {
  stack: ({ cloudFormation: client }) =>
    ids(
      paginateDescribeStacks({ client }, {}),
      (page) => page.Stacks,
      (stack) => stack.StackName,
    ),

  vpc: ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeVpcs({ client }, {}),
      (page) => page.Vpcs,
      (vpc) => vpc.VpcId,
    ),
  subnet: ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeSubnets({ client }, {}),
      (page) => page.Subnets,
      (subnet) => subnet.SubnetId,
    ),
  'route table': ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeRouteTables({ client }, {}),
      (page) => page.RouteTables,
      (t) => t.RouteTableId,
    ),
  'internet gateway': ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeInternetGateways({ client }, {}),
      (page) => page.InternetGateways,
      (gateway) => gateway.InternetGatewayId,
    ),
  'NAT gateway': ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeNatGateways({ client }, {}),
      (page) => page.NatGateways,
      (gateway) => (gateway.State === 'deleted' ? undefined : gateway.NatGatewayId),
    ),
  'elastic address': ({ ec2: client }) =>
    client.describeAddresses({}).then(({ Addresses = [] }) => Addresses.map(({ AllocationId }) => AllocationId)),
  'security group': ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeSecurityGroups({ client }, {}),
      (p) => p.SecurityGroups,
      (g) => g.GroupId,
    ),
  'network interface': ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeNetworkInterfaces({ client }, {}),
      (page) => page.NetworkInterfaces,
      (card) => card.NetworkInterfaceId,
    ),
  'VPC endpoint': ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeVpcEndpoints({ client }, {}),
      (p) => p.VpcEndpoints,
      (e) => e.VpcEndpointId,
    ),
  'flow log': ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeFlowLogs({ client }, {}),
      (page) => page.FlowLogs,
      (log) => log.FlowLogId,
    ),
  instance: ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeInstances({ client }, {}),
      (page) => page.Reservations?.flatMap((r) => r.Instances ?? []),
      (instance) => (instance.State?.Name === 'terminated' ? undefined : instance.InstanceId),
    ),
  volume: ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeVolumes({ client }, {}),
      (page) => page.Volumes,
      (volume) => volume.VolumeId,
    ),
  'launch template': ({ ec2: client }) =>
    ids(
      ec2.paginateDescribeLaunchTemplates({ client }, {}),
      (page) => page.LaunchTemplates,
      (template) => template.LaunchTemplateId,
    ),

  'Auto Scaling group': ({ autoScaling: client }) =>
    ids(
      paginateDescribeAutoScalingGroups({ client }, {}),
      (page) => page.AutoScalingGroups,
      (group) => group.AutoScalingGroupName,
    ),

  'load balancer': ({ elb: client }) =>
    ids(
      elb.paginateDescribeLoadBalancers({ client }, {}),
      (page) => page.LoadBalancers,
      (balancer) => balancer.LoadBalancerName,
    ),
  'target group': ({ elb: client }) =>
    ids(
      elb.paginateDescribeTargetGroups({ client }, {}),
      (page) => page.TargetGroups,
      (group) => group.TargetGroupName,
    ),
  certificate: ({ acm: client }) =>
    ids(
      paginateListCertificates({ client }, {}),
      (page) => page.CertificateSummaryList,
      (certificate) => certificate.CertificateArn,
    ),
  bucket: ({ s3: client }) => client.listBuckets({}).then(({ Buckets = [] }) => Buckets.map(({ Name }) => Name)),

  cluster: async ({ ecs }) => {
    const arns = await collect(paginateListClusters({ client: ecs }, {}), (page) => page.clusterArns);
    const { clusters = [] } = arns.length > 0 ? await ecs.describeClusters({ clusters: arns }) : {};
    return clusters.map(({ status, clusterName }) => (status === 'INACTIVE' ? undefined : clusterName));
  },
  'capacity provider': async ({ ecs }) => {
    const { capacityProviders = [] } = await ecs.describeCapacityProviders({});
    return capacityProviders.map(({ status, name }) =>
      // AWS's own, there in every account
      status === 'INACTIVE' || name?.startsWith('FARGATE') ? undefined : name,
    );
  },
  'task definition': async ({ ecs: client }) =>
    collect(paginateListTaskDefinitions({ client }, { status: 'ACTIVE' }), (page) => page.taskDefinitionArns),

  'log group': ({ logs: client }) =>
    ids(
      paginateDescribeLogGroups({ client }, {}),
      (page) => page.logGroups,
      (group) => group.logGroupName,
    ),
  role: ({ iam: client }) =>
    ids(
      paginateListRoles({ client }, {}),
      (page) => page.Roles,
      (role) => role.RoleName,
    ),
  'instance profile': ({ iam: client }) =>
    ids(
      paginateListInstanceProfiles({ client }, {}),
      (page) => page.InstanceProfiles,
      (profile) => profile.InstanceProfileName,
    ),
  policy: ({ iam: client }) =>
    ids(
      paginateListPolicies({ client }, { Scope: 'Local' }),
      (page) => page.Policies,
      (p) => p.PolicyName,
    ),
  function: ({ lambda: client }) =>
    ids(
      paginateListFunctions({ client }, {}),
      (page) => page.Functions,
      (lambda) => lambda.FunctionName,
    ),
};

/** `kind id` of everything in the account and region that an environment could have made. */
export async function inventory(aws: Aws): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    Object.entries(KINDS).map(async ([kind, list]) => (await list(aws)).flatMap((id) => (id ? `${kind} ${id}` : []))),
  );
  return new Set(found.flat());
}

/** What came between two inventories and is still there. */
export function added(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  return [...after].filter((item) => !before.has(item)).sort();
}

async function ids<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => Item[] | undefined,
  idOf: (item: Item) => string | undefined,
): Ids {
  return (await collect(pages, itemsOf)).map(idOf);
}
