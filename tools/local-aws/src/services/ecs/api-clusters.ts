import type {
  Cluster as ClusterOutput,
  ClusterSetting,
  CreateClusterCommandInput,
  DeleteClusterCommandInput,
  DescribeClustersCommandInput,
  Failure,
  ListClustersCommandInput,
  PutClusterCapacityProvidersCommandInput,
  UpdateClusterCommandInput,
  UpdateClusterSettingsCommandInput,
} from '@aws-sdk/client-ecs';
import { AwsError } from '../../service';
import { action, page, type Action } from '../support';
import { checkStrategy, findAssociable } from './provider-checks';
import { clientError, findCluster, invalid, invalidToken } from './find';
import type { Cluster } from './model';
import { arnOf, shortName, type Runtime } from './runtime';
import { tagList, tagsOf } from './tags';

const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  containerInsights: ['enabled', 'disabled', 'enhanced'],
};

export function clusterActions(runtime: Runtime): Record<string, Action> {
  const answer = (cluster: Cluster, include: readonly string[] = ['SETTINGS', 'CONFIGURATIONS', 'TAGS']) => ({
    cluster: clusterOutput(cluster, include),
  });
  return {
    CreateCluster: action<CreateClusterCommandInput>(
      [
        'clusterName',
        'tags',
        'settings',
        'configuration',
        'capacityProviders',
        'defaultCapacityProviderStrategy',
        'serviceConnectDefaults',
      ],
      (input) => answer(createCluster(runtime, input)),
    ),
    UpdateCluster: action<UpdateClusterCommandInput>(
      ['cluster', 'settings', 'configuration', 'serviceConnectDefaults'],
      ({ cluster: name, settings, configuration, serviceConnectDefaults }) => {
        const cluster = findCluster(runtime, name);
        cluster.settings = settings === undefined ? cluster.settings : checkSettings(settings);
        cluster.configuration = configuration ?? cluster.configuration;
        cluster.serviceConnectDefaults = serviceConnectDefaults ?? cluster.serviceConnectDefaults;
        return answer(cluster);
      },
    ),
    UpdateClusterSettings: action<UpdateClusterSettingsCommandInput>(
      ['cluster', 'settings'],
      ({ cluster: name, settings }) => {
        const cluster = findCluster(runtime, name);
        cluster.settings = checkSettings(settings ?? []);
        return answer(cluster);
      },
    ),
    DeleteCluster: action<DeleteClusterCommandInput>(['cluster'], ({ cluster: name }) =>
      answer(deleteCluster(runtime, name)),
    ),
    DescribeClusters: action<DescribeClustersCommandInput>(
      ['clusters', 'include'],
      ({ clusters = ['default'], include = [] }) => {
        const found: ClusterOutput[] = [];
        const failures: Failure[] = [];
        for (const reference of clusters) {
          const cluster = runtime.clusters.get(shortName(reference));
          if (cluster === undefined) {
            failures.push({ arn: arnOf(runtime, `cluster/${shortName(reference)}`), reason: 'MISSING' });
          } else {
            found.push(clusterOutput(cluster, include));
          }
        }
        return { clusters: found, failures };
      },
    ),
    ListClusters: action<ListClustersCommandInput>(['nextToken', 'maxResults'], ({ nextToken, maxResults = 100 }) => {
      const arns = [...runtime.clusters.values()].filter(({ status }) => status === 'ACTIVE').map(({ arn }) => arn);
      const { items, next } = page(arns, maxResults, nextToken, invalidToken);
      return { clusterArns: items, nextToken: next };
    }),
    PutClusterCapacityProviders: action<PutClusterCapacityProvidersCommandInput>(
      ['cluster', 'capacityProviders', 'defaultCapacityProviderStrategy'],
      (input) => answer(putProviders(runtime, input)),
    ),
  };
}

function createCluster(runtime: Runtime, input: CreateClusterCommandInput): Cluster {
  const name = input.clusterName ?? 'default';
  if (!NAME.test(name)) {
    throw invalid(
      'Identifier was in an invalid format. Clusters may be up to 255 letters, numbers, hyphens and underscores.',
    );
  }
  const existing = runtime.clusters.get(name);
  if (existing?.status === 'ACTIVE') {
    return existing;
  }
  const capacityProviders = (input.capacityProviders ?? []).map((provider) => findAssociable(runtime, provider).name);
  const cluster: Cluster = {
    name,
    arn: arnOf(runtime, `cluster/${name}`),
    status: 'ACTIVE',
    settings: checkSettings(
      input.settings ?? [{ name: 'containerInsights', value: runtime.settings.get('containerInsights') ?? 'disabled' }],
    ),
    configuration: input.configuration,
    serviceConnectDefaults: input.serviceConnectDefaults,
    capacityProviders,
    defaultStrategy: checkStrategy(runtime, capacityProviders, input.defaultCapacityProviderStrategy ?? []),
    tags: tagsOf(input.tags),
    instances: new Map(),
    tasks: new Map(),
    services: new Map(),
  };
  runtime.clusters.set(name, cluster);
  return cluster;
}

function deleteCluster(runtime: Runtime, name: string | undefined): Cluster {
  const cluster = findCluster(runtime, name);
  if ([...cluster.services.values()].some(({ status }) => status !== 'INACTIVE')) {
    throw new AwsError('ClusterContainsServicesException', 'The Cluster cannot be deleted while Services are active.');
  }
  if (cluster.instances.size > 0) {
    throw new AwsError(
      'ClusterContainsContainerInstancesException',
      'The Cluster cannot be deleted while Container Instances are active or draining.',
    );
  }
  if ([...cluster.tasks.values()].some(({ last }) => last !== 'STOPPED')) {
    throw new AwsError('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.');
  }
  cluster.status = 'INACTIVE';
  cluster.capacityProviders = [];
  cluster.defaultStrategy = [];
  return cluster;
}

function putProviders(runtime: Runtime, input: PutClusterCapacityProvidersCommandInput): Cluster {
  const cluster = findCluster(runtime, input.cluster);
  const names = (input.capacityProviders ?? []).map((provider) => findAssociable(runtime, provider).name);
  const removed = cluster.capacityProviders.filter((name) => !names.includes(name));
  const inUse = removed.some((name) => isUsed(cluster, name));
  if (inUse) {
    throw new AwsError('ResourceInUseException', 'The specified capacity provider is in use and cannot be removed.');
  }
  const strategy = checkStrategy(runtime, names, input.defaultCapacityProviderStrategy ?? []);
  cluster.capacityProviders = names;
  cluster.defaultStrategy = strategy;
  return cluster;
}

function isUsed(cluster: Cluster, provider: string): boolean {
  const byTasks = [...cluster.tasks.values()].some(
    (task) => task.capacityProvider === provider && task.last !== 'STOPPED',
  );
  const byServices = [...cluster.services.values()]
    .filter(({ status }) => status !== 'INACTIVE')
    .flatMap(({ deployments }) => deployments)
    .some(({ spec }) => spec.capacityProviderStrategy?.some(({ capacityProvider }) => capacityProvider === provider));
  return byTasks || byServices;
}

function checkSettings(settings: readonly ClusterSetting[]): ClusterSetting[] {
  for (const { name = '', value = '' } of settings) {
    const allowed = SETTINGS[name];
    if (allowed?.includes(value) !== true) {
      throw allowed === undefined
        ? clientError(`Invalid cluster setting name ${name}; valid are ${Object.keys(SETTINGS).join(', ')}`)
        : invalid(`Invalid value '${value}' for cluster setting ${name}; valid are ${allowed.join(', ')}`);
    }
  }
  return [...settings];
}

function clusterOutput(cluster: Cluster, include: readonly string[]): ClusterOutput {
  const tasks = [...cluster.tasks.values()];
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: cluster.instances.size,
    runningTasksCount: tasks.filter(({ last }) => last === 'RUNNING').length,
    pendingTasksCount: tasks.filter(({ last }) => last === 'PENDING' || last === 'PROVISIONING').length,
    activeServicesCount: [...cluster.services.values()].filter(({ status }) => status === 'ACTIVE').length,
    statistics: [],
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultStrategy,
    serviceConnectDefaults: cluster.serviceConnectDefaults,
    settings: include.includes('SETTINGS') ? cluster.settings : [],
    configuration: include.includes('CONFIGURATIONS') ? cluster.configuration : undefined,
    tags: include.includes('TAGS') ? tagList(cluster.tags) : [],
    attachments: [],
    attachmentsStatus: cluster.capacityProviders.length > 0 ? 'UPDATE_COMPLETE' : undefined,
  };
}
