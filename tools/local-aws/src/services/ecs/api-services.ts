import type {
  CreateServiceCommandInput,
  DeleteServiceCommandInput,
  DescribeServicesCommandInput,
  Failure,
  ListServicesCommandInput,
  Service as ServiceOutput,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { action, page, type Action } from '../support';
import { checkBalancers } from './balancer-checks';
import { serviceOutput } from './describe';
import { demanded, findCluster, findService, invalid, invalidToken } from './find';
import type { Cluster, Service } from './model';
import { arnOf, shortName, type Runtime } from './runtime';
import { checkService, deploymentSpec, KEPT, keptProperties } from './service-inputs';
import { newDeployment } from './service-spec';
import { included, tagsOf } from './tags';

const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const SPEC = [
  'taskDefinition',
  'capacityProviderStrategy',
  'loadBalancers',
  'networkConfiguration',
  'placementConstraints',
  'placementStrategy',
] as const;

export function serviceActions(runtime: Runtime): Record<string, Action> {
  return {
    CreateService: action<CreateServiceCommandInput>(
      [
        ...KEPT,
        ...SPEC,
        'cluster',
        'serviceName',
        'desiredCount',
        'clientToken',
        'launchType',
        'schedulingStrategy',
        'tags',
      ],
      (input) => create(runtime, input),
    ),
    UpdateService: action<UpdateServiceCommandInput>(
      [...KEPT.filter((name) => name !== 'role'), ...SPEC, 'cluster', 'service', 'desiredCount', 'forceNewDeployment'],
      (input) => update(runtime, input),
    ),
    DeleteService: action<DeleteServiceCommandInput>(['cluster', 'service', 'force'], (input) => {
      const cluster = findCluster(runtime, input.cluster);
      const service = findService(cluster, input.service);
      if (!service.daemon && service.desiredCount > 0 && input.force !== true) {
        throw invalid('The service cannot be stopped while it is scaled above 0.');
      }
      service.desiredCount = 0;
      service.status = 'DRAINING';
      return { service: serviceOutput(cluster, service) };
    }),
    DescribeServices: action<DescribeServicesCommandInput>(
      ['cluster', 'services', 'include'],
      ({ cluster: name, services, include }) => {
        const cluster = findCluster(runtime, name);
        const found: ServiceOutput[] = [];
        const failures: Failure[] = [];
        for (const reference of demanded(services, 'services')) {
          const service = cluster.services.get(shortName(reference));
          if (service === undefined) {
            failures.push({
              arn: arnOf(runtime, `service/${cluster.name}/${shortName(reference)}`),
              reason: 'MISSING',
            });
          } else {
            found.push({ ...serviceOutput(cluster, service), ...included(include, service.tags) });
          }
        }
        return { services: found, failures };
      },
    ),
    ListServices: action<ListServicesCommandInput>(
      ['cluster', 'launchType', 'schedulingStrategy', 'nextToken', 'maxResults'],
      ({ cluster: name, launchType, schedulingStrategy, nextToken, maxResults = 10 }) => {
        const chosen = [...findCluster(runtime, name).services.values()]
          .filter(({ status }) => status !== 'INACTIVE')
          .filter(({ daemon }) => schedulingStrategy === undefined || daemon === (schedulingStrategy === 'DAEMON'))
          .filter(({ deployments }) => launchType === undefined || deployments[0]?.spec.launchType === launchType)
          .map(({ arn }) => arn);
        const { items, next } = page(chosen, maxResults, nextToken, invalidToken);
        return { serviceArns: items, nextToken: next };
      },
    ),
  };
}

async function create(runtime: Runtime, input: CreateServiceCommandInput): Promise<object> {
  const cluster = findCluster(runtime, input.cluster);
  const name = demanded(input.serviceName, 'serviceName');
  if (!NAME.test(name)) {
    throw invalid(
      'Service name was in an invalid format. Up to 255 letters, numbers, hyphens and underscores are allowed.',
    );
  }
  const existing = cluster.services.get(name);
  if (existing !== undefined && existing.status !== 'INACTIVE') {
    throw invalid(
      existing.status === 'DRAINING'
        ? 'Unable to Start a service that is still Draining.'
        : 'Creation of service was not idempotent.',
    );
  }
  const daemon = input.schedulingStrategy === 'DAEMON';
  const spec = deploymentSpec(runtime, cluster, input, daemon);
  const kept = keptProperties(input);
  checkService(kept, spec, daemon);
  if (daemon && input.desiredCount !== undefined && input.desiredCount > 0) {
    throw invalid('Cannot specify a desired count with the DAEMON scheduling strategy.');
  }
  await checkBalancers(runtime, spec);
  const service: Service = {
    name,
    arn: arnOf(runtime, `service/${cluster.name}/${name}`),
    clusterName: cluster.name,
    daemon,
    createdAt: runtime.clock.date(),
    status: 'ACTIVE',
    desiredCount: daemon ? 0 : demanded(input.desiredCount, 'desiredCount'),
    kept,
    deployments: [],
    events: [],
    tags: tagsOf(input.tags),
  };
  cluster.services.set(name, service);
  newDeployment(runtime, service, spec);
  return answer(cluster, service);
}

async function update(runtime: Runtime, input: UpdateServiceCommandInput): Promise<object> {
  const cluster = findCluster(runtime, input.cluster);
  const service = findService(cluster, input.service);
  const current = service.deployments[0]?.spec;
  if (current === undefined) {
    throw new Error(`The active service ${service.name} has no deployment`);
  }
  const spec = deploymentSpec(
    runtime,
    cluster,
    {
      ...current,
      // A strategy takes the place of the launch type, as on AWS.
      ...(input.capacityProviderStrategy === undefined ? {} : { launchType: undefined }),
      ...Object.fromEntries(SPEC.filter((name) => input[name] !== undefined).map((name) => [name, input[name]])),
    },
    service.daemon,
  );
  const kept = { ...service.kept, ...keptProperties(input) };
  checkService(kept, spec, service.daemon);
  await checkBalancers(runtime, spec);
  service.kept = kept;
  if (!service.daemon) {
    service.desiredCount = input.desiredCount ?? service.desiredCount;
  }
  // AWS starts new tasks only if what they are made of changes.
  if (input.forceNewDeployment === true || JSON.stringify(spec) !== JSON.stringify(current)) {
    newDeployment(runtime, service, spec);
  }
  return answer(cluster, service);
}

function answer(cluster: Cluster, service: Service): object {
  return { service: { ...serviceOutput(cluster, service), ...included(['TAGS'], service.tags) } };
}
