import type {
  Attachment,
  Attribute,
  CapacityProvider as CapacityProviderOutput,
  ContainerInstance as ContainerInstanceOutput,
  Deployment as DeploymentOutput,
  Resource,
  Service as ServiceOutput,
  Task as TaskOutput,
} from '@aws-sdk/client-ecs';
import type { CapacityProvider, Cluster, ContainerInstance, Deployment, Service, Task } from './model';
import { placeOf, tasksOn } from './places';

export function taskOutput(cluster: Cluster, task: Task): TaskOutput {
  const { definition } = task.definition;
  return {
    taskArn: task.arn,
    clusterArn: cluster.arn,
    taskDefinitionArn: task.definition.arn,
    containerInstanceArn: task.instanceArn,
    lastStatus: task.last,
    desiredStatus: task.desired,
    group: task.group,
    startedBy: task.startedBy,
    ...(task.capacityProvider === undefined
      ? { launchType: task.launchType }
      : { capacityProviderName: task.capacityProvider, launchType: task.launchType }),
    cpu: definition.cpu ?? String(task.demand.cpu),
    memory: definition.memory ?? String(task.demand.memory),
    availabilityZone: zoneOf(cluster, task),
    attachments: attachmentsOf(task),
    attributes: [],
    containers: task.containers,
    overrides: task.overrides,
    enableExecuteCommand: task.enableExecuteCommand,
    healthStatus: task.containers.some(({ healthStatus }) => healthStatus === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN',
    connectivity: task.last === 'RUNNING' ? 'CONNECTED' : undefined,
    createdAt: task.createdAt,
    startedAt: task.startedAt,
    stoppingAt: task.stoppingAt,
    stoppedAt: task.stoppedAt,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    version: task.version,
  };
}

function attachmentsOf({ networkInterface }: Task): Attachment[] {
  if (networkInterface === undefined) {
    return [];
  }
  const { attachmentId, id, macAddress, privateAddress, status, subnetId } = networkInterface;
  return [
    {
      id: attachmentId,
      type: 'ElasticNetworkInterface',
      status,
      details: [
        { name: 'subnetId', value: subnetId },
        { name: 'networkInterfaceId', value: id },
        { name: 'macAddress', value: macAddress },
        { name: 'privateIPv4Address', value: privateAddress },
      ],
    },
  ];
}

function zoneOf(cluster: Cluster, { instanceArn = '' }: Task): string | undefined {
  return cluster.instances.get(instanceArn)?.attributes.get('ecs.availability-zone');
}

export function instanceOutput(cluster: Cluster, instance: ContainerInstance): ContainerInstanceOutput {
  const tasks = tasksOn(cluster, instance);
  const { freeCpu, freeMemory, usedTcp, usedUdp } = placeOf(cluster, instance);
  return {
    containerInstanceArn: instance.arn,
    ec2InstanceId: instance.ec2InstanceId,
    capacityProviderName: instance.capacityProvider,
    version: instance.version,
    versionInfo: instance.versionInfo,
    registeredResources: resources(instance.cpu, instance.memory, instance.reservedTcp, instance.reservedUdp),
    remainingResources: resources(freeCpu, freeMemory, [...usedTcp], [...usedUdp]),
    status: instance.status,
    agentConnected: instance.agentConnected,
    runningTasksCount: tasks.filter(({ last }) => last === 'RUNNING').length,
    pendingTasksCount: tasks.filter(({ last }) => last === 'PENDING').length,
    attributes: attributeList(instance),
    registeredAt: instance.registeredAt,
    attachments: [],
  };
}

export function attributeList({ attributes }: Pick<ContainerInstance, 'attributes'>): Attribute[] {
  return [...attributes].map(([name, value]) => (value === undefined ? { name } : { name, value }));
}

/** PORTS lists what is taken, in what is registered as in what remains. */
function resources(cpu: number, memory: number, tcp: readonly number[], udp: readonly number[]): Resource[] {
  const integer = (name: string, integerValue: number) => ({
    name,
    type: 'INTEGER',
    doubleValue: 0,
    longValue: 0,
    integerValue,
  });
  const set = (name: string, ports: readonly number[]) => ({
    name,
    type: 'STRINGSET',
    doubleValue: 0,
    longValue: 0,
    integerValue: 0,
    stringSetValue: ports.map(String),
  });
  return [integer('CPU', cpu), integer('MEMORY', memory), set('PORTS', tcp), set('PORTS_UDP', udp)];
}

export function providerOutput(provider: CapacityProvider): CapacityProviderOutput {
  return {
    capacityProviderArn: provider.arn,
    name: provider.name,
    status: 'ACTIVE',
    autoScalingGroupProvider: {
      autoScalingGroupArn: provider.groupArn,
      managedScaling: provider.managedScaling,
      managedTerminationProtection: provider.managedTerminationProtection ? 'ENABLED' : 'DISABLED',
      managedDraining: provider.managedDraining ? 'ENABLED' : 'DISABLED',
    },
  };
}

export function serviceOutput(cluster: Cluster, service: Service): ServiceOutput {
  const tasks = [...cluster.tasks.values()].filter(
    ({ serviceName, last }) => serviceName === service.name && last !== 'STOPPED',
  );
  const [primary] = service.deployments;
  return {
    ...service.kept,
    roleArn: service.kept.role,
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: cluster.arn,
    status: service.status,
    schedulingStrategy: service.daemon ? 'DAEMON' : 'REPLICA',
    desiredCount: service.desiredCount,
    runningCount: tasks.filter(({ last }) => last === 'RUNNING').length,
    pendingCount: tasks.filter(({ last, desired }) => desired === 'RUNNING' && last !== 'RUNNING').length,
    launchType: primary?.spec.launchType,
    capacityProviderStrategy: primary?.spec.capacityProviderStrategy,
    taskDefinition: primary?.spec.taskDefinition,
    placementConstraints: primary?.spec.placementConstraints,
    placementStrategy: primary?.spec.placementStrategy,
    networkConfiguration: primary?.spec.networkConfiguration,
    loadBalancers: primary?.spec.loadBalancers ?? [],
    deployments: service.deployments.map((deployment, index) =>
      deploymentOutput(service, deployment, index === 0, tasks),
    ),
    events: service.events,
    createdAt: service.createdAt,
  };
}

function deploymentOutput(
  service: Service,
  deployment: Deployment,
  primary: boolean,
  tasks: readonly Task[],
): DeploymentOutput {
  const own = tasks.filter(({ deploymentId }) => deploymentId === deployment.id);
  return {
    id: deployment.id,
    status: primary ? 'PRIMARY' : 'ACTIVE',
    taskDefinition: deployment.spec.taskDefinition,
    desiredCount: primary ? service.desiredCount : 0,
    pendingCount: own.filter(({ last, desired }) => desired === 'RUNNING' && last !== 'RUNNING').length,
    runningCount: own.filter(({ last }) => last === 'RUNNING').length,
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    capacityProviderStrategy: deployment.spec.capacityProviderStrategy,
    launchType: deployment.spec.launchType,
    networkConfiguration: deployment.spec.networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutReason,
  };
}
