import type { AutoScalingGroup, Instance as GroupMember } from '@aws-sdk/client-auto-scaling';
import type { Instance } from '@aws-sdk/client-ec2';
import type { CapacityProvider, ContainerInstance } from '@aws-sdk/client-ecs';
import { paginateListContainerInstances } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws';
import { collect, inParts } from '../aws';
import { reportSystemContainers } from './system-containers';
import type { ClusterReport, GroupReport, InstanceReport } from './model';

/** The cluster, its instance groups, and what EC2, Auto Scaling and ECS each say about their instances. */
export async function reportCluster(aws: Aws, clusterName: string): Promise<ClusterReport> {
  const { clusters } = await aws.ecs.describeClusters({ clusters: [clusterName], include: ['SETTINGS'] });
  const [cluster] = clusters ?? [];
  const registered = await containerInstances(aws, clusterName);
  const providers = await capacityProviders(aws, cluster?.capacityProviders ?? []);
  const groups = await Promise.all(providers.map((provider) => reportGroup(aws, provider, registered)));
  return {
    name: clusterName,
    containerInsights: cluster?.settings?.find(({ name }) => name === 'containerInsights')?.value ?? 'unknown',
    groups: groups.sort((one, other) => one.name.localeCompare(other.name)),
  };
}

/** Every container instance of the cluster. */
export async function containerInstances(aws: Aws, cluster: string): Promise<ContainerInstance[]> {
  const arns = await collect(
    paginateListContainerInstances({ client: aws.ecs }, { cluster }),
    (page) => page.containerInstanceArns,
  );
  const parts = inParts(arns, 100).map((part) =>
    aws.ecs.describeContainerInstances({ cluster, containerInstances: part }),
  );
  return (await Promise.all(parts)).flatMap((part) => part.containerInstances ?? []);
}

async function capacityProviders(aws: Aws, names: string[]): Promise<CapacityProvider[]> {
  return names.length === 0
    ? []
    : ((await aws.ecs.describeCapacityProviders({ capacityProviders: names })).capacityProviders ?? []);
}

async function reportGroup(
  aws: Aws,
  provider: CapacityProvider,
  registered: ContainerInstance[],
): Promise<GroupReport> {
  const settings = provider.autoScalingGroupProvider;
  // an ARN ends in `autoScalingGroupName/<name>`; the API also takes and may return the bare name
  const autoScalingGroupName = settings?.autoScalingGroupArn?.split('/').pop() ?? '';
  const { AutoScalingGroups } = await aws.autoScaling.describeAutoScalingGroups({
    AutoScalingGroupNames: [autoScalingGroupName],
  });
  const group = AutoScalingGroups?.[0];
  return {
    name: nameOf(group) ?? autoScalingGroupName,
    autoScalingGroupName,
    capacityProviderName: provider.name ?? '',
    min: group?.MinSize ?? 0,
    max: group?.MaxSize ?? 0,
    desired: group?.DesiredCapacity ?? 0,
    managedScaling: settings?.managedScaling?.status === 'ENABLED',
    managedDraining: settings?.managedDraining === 'ENABLED',
    terminationProtection: settings?.managedTerminationProtection === 'ENABLED',
    systemContainers: await reportSystemContainers(aws, group),
    instances: await reportInstances(aws, group?.Instances ?? [], registered),
  };
}

/** A group's `Name` tag is `<stack>/<group>`. */
function nameOf(group: AutoScalingGroup | undefined): string | undefined {
  return group?.Tags?.find(({ Key }) => Key === 'Name')
    ?.Value?.split('/')
    .pop();
}

async function reportInstances(aws: Aws, members: GroupMember[], registered: ContainerInstance[]) {
  const ids = members.flatMap(({ InstanceId }) => InstanceId ?? []);
  if (ids.length === 0) {
    return [];
  }
  const { Reservations } = await aws.ec2.describeInstances({ InstanceIds: ids });
  const { Volumes } = await aws.ec2.describeVolumes({ Filters: [{ Name: 'attachment.instance-id', Values: ids }] });
  const unencrypted = new Set(
    Volumes?.filter(({ Encrypted }) => !Encrypted).flatMap(({ Attachments }) =>
      Attachments?.map((at) => at.InstanceId),
    ),
  );
  return (Reservations ?? [])
    .flatMap(({ Instances }) => Instances ?? [])
    .map((instance) =>
      reportInstance(
        instance,
        members.find(({ InstanceId }) => InstanceId === instance.InstanceId),
        registered.find(({ ec2InstanceId }) => ec2InstanceId === instance.InstanceId),
        !unencrypted.has(instance.InstanceId),
      ),
    )
    .sort((one, other) => one.zone.localeCompare(other.zone) || one.instanceId.localeCompare(other.instanceId));
}

function reportInstance(
  instance: Instance,
  member: GroupMember | undefined,
  registration: ContainerInstance | undefined,
  volumesEncrypted: boolean,
): InstanceReport {
  return {
    instanceId: instance.InstanceId ?? '',
    type: instance.InstanceType ?? '',
    zone: instance.Placement?.AvailabilityZone ?? '',
    subnetId: instance.SubnetId ?? '',
    imageId: instance.ImageId ?? '',
    spot: instance.InstanceLifecycle === 'spot',
    publicAddress: instance.PublicIpAddress,
    imdsV2Required: instance.MetadataOptions?.HttpTokens === 'required',
    imdsHopLimit: instance.MetadataOptions?.HttpPutResponseHopLimit ?? 0,
    volumesEncrypted,
    lifecycleState: member?.LifecycleState ?? 'unknown',
    protectedFromScaleIn: member?.ProtectedFromScaleIn ?? false,
    registration: registration && {
      status: registration.status ?? 'unknown',
      agentConnected: registration.agentConnected ?? false,
      runningTasks: registration.runningTasksCount ?? 0,
      attributes: Object.fromEntries(
        (registration.attributes ?? []).map(({ name, value }) => [name ?? '', value ?? '']),
      ),
    },
  };
}
