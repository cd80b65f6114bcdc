import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import type { Aws } from '../aws';
import { collect } from '../aws';
import { reportBalancers } from './balancers';
import { reportCluster } from './groups';
import type { EnvironmentReport, LogGroupReport } from './model';
import { reportNetwork } from './network';
import { reportServices } from './services';
import { reportSsh } from './ssh';
import { StackResources, stacksOf } from './stacks';

export * from './model';
export { renderReport } from './text';

/**
 * Asks the API what an environment is made of now. Only the names of its stacks are taken as known; from there
 * everything is looked up in the services themselves, not in what CloudFormation believes.
 */
export async function reportEnvironment(aws: Aws, name: string): Promise<EnvironmentReport> {
  const stacks = await stacksOf(aws, name);
  if (stacks.length === 0) {
    throw new Error(`No stack's name begins with '${name}-': deploy the environment first.`);
  }
  const resources = await StackResources.of(
    aws,
    stacks.map((stack) => stack.name),
  );
  const vpcId = resources.one('AWS::EC2::VPC');
  const cluster = resources.one('AWS::ECS::Cluster');
  const [network, clusterReport, services, balancers, ssh, logGroups] = await Promise.all([
    reportNetwork(aws, vpcId),
    reportCluster(aws, cluster),
    reportServices(aws, cluster),
    reportBalancers(aws, vpcId),
    reportSsh(aws, vpcId, resources.all('AWS::EC2::InstanceConnectEndpoint')),
    reportLogGroups(aws, resources.all('AWS::Logs::LogGroup')),
  ]);
  return { name, stacks, network, cluster: clusterReport, services, balancers, ssh, logGroups };
}

async function reportLogGroups(aws: Aws, names: string[]): Promise<LogGroupReport[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const pages = paginateDescribeLogGroups({ client: aws.logs }, { logGroupNamePrefix: name });
      return (await collect(pages, (page) => page.logGroups)).filter(({ logGroupName }) => logGroupName === name);
    }),
  );
  return found
    .flat()
    .map(({ logGroupName, retentionInDays }) => ({ name: logGroupName ?? '', retentionInDays }))
    .sort((one, other) => one.name.localeCompare(other.name));
}
