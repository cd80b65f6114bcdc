import type { Service } from '@aws-sdk/client-ecs';
import { paginateListServices, paginateListTasks } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws';
import { collect, inParts } from '../aws';
import { containerInstances } from './groups';
import type { ServiceReport } from './model';

/** The services of a cluster, and on which instances their tasks run. */
export async function reportServices(aws: Aws, cluster: string): Promise<ServiceReport[]> {
  const arns = await collect(paginateListServices({ client: aws.ecs }, { cluster }), (page) => page.serviceArns);
  const hosts = new Map(
    (await containerInstances(aws, cluster)).map((host) => [host.containerInstanceArn, host.ec2InstanceId ?? '']),
  );
  const parts = inParts(arns, 10).map((services) => aws.ecs.describeServices({ cluster, services }));
  const services = (await Promise.all(parts)).flatMap((part) => part.services ?? []);
  return Promise.all(services.map((service) => reportService(aws, cluster, service, hosts)));
}

async function reportService(
  aws: Aws,
  cluster: string,
  service: Service,
  hosts: Map<string | undefined, string>,
): Promise<ServiceReport> {
  const { serviceName } = service;
  const arns = await collect(paginateListTasks({ client: aws.ecs }, { cluster, serviceName }), (page) => page.taskArns);
  const parts = inParts(arns, 100).map((tasks) => aws.ecs.describeTasks({ cluster, tasks }));
  const tasks = (await Promise.all(parts)).flatMap((part) => part.tasks ?? []);
  return {
    name: serviceName ?? '',
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    capacityProviders: service.capacityProviderStrategy?.map(({ capacityProvider }) => capacityProvider ?? '') ?? [],
    placement: [
      ...(service.placementStrategy?.map(({ type, field }) => `${type} ${field}`) ?? []),
      ...(service.placementConstraints?.map(({ expression, type }) => expression ?? type ?? '') ?? []),
    ],
    taskDefinition: service.taskDefinition ?? '',
    runsOn: tasks
      .filter(({ lastStatus }) => lastStatus === 'RUNNING')
      .map(({ containerInstanceArn }) => hosts.get(containerInstanceArn) ?? 'an unknown instance')
      .sort(),
  };
}
