import type {
  BlockDeviceMapping,
  Instance,
  InstanceNetworkInterfaceSpecification,
  RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import type { Properties, Resource, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, omit, present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';
import { checkUserData } from './user-data';

export const instance: ResourceType = {
  type: 'AWS::EC2::Instance',
  honours: [
    'AvailabilityZone',
    'BlockDeviceMappings',
    'CreditSpecification',
    'DisableApiTermination',
    'EbsOptimized',
    'IamInstanceProfile',
    'ImageId',
    'InstanceInitiatedShutdownBehavior',
    'InstanceType',
    'KeyName',
    'LaunchTemplate',
    'MetadataOptions',
    'Monitoring',
    'NetworkInterfaces',
    'PrivateIpAddress',
    'SecurityGroupIds',
    'SourceDestCheck',
    'SubnetId',
    'Tags',
    'UserData',
  ],
  async create(context, properties) {
    checkUserData(properties.UserData);
    await checkInstanceProfile(context, properties.IamInstanceProfile);
    const { ec2 } = context.clients;
    const { Instances } = await ec2.runInstances(launch(context, properties));
    const launched = present(Instances?.[0], 'Instance');
    const physicalId = present(launched.InstanceId, 'InstanceId');
    context.initiated(physicalId, attributesOf(launched));
    if (properties.SourceDestCheck === false) {
      await ec2.modifyInstanceAttribute({ InstanceId: physicalId, SourceDestCheck: { Value: false } });
    }
    await context.stabilise(
      `instance ${physicalId} to run`,
      async () => (await stateOf(context, physicalId)) === 'running',
    );
    return { physicalId, attributes: attributesOf((await describe(context, physicalId)) ?? launched) };
  },
  async update(context, existing, properties, previous) {
    const { ec2 } = context.clients;
    const { physicalId: InstanceId } = existing;
    const changed = (name: string): boolean => anyChanged(properties, previous, [name]);
    if (changed('DisableApiTermination')) {
      const Value = properties.DisableApiTermination ?? false;
      await ec2.modifyInstanceAttribute({ InstanceId, DisableApiTermination: { Value } });
    }
    if (changed('SourceDestCheck')) {
      await ec2.modifyInstanceAttribute({ InstanceId, SourceDestCheck: { Value: properties.SourceDestCheck ?? true } });
    }
    if (changed('SecurityGroupIds')) {
      await ec2.modifyInstanceAttribute({ InstanceId, Groups: properties.SecurityGroupIds });
    }
    if (changed('MetadataOptions')) {
      await ec2.modifyInstanceMetadataOptions({ InstanceId, ...properties.MetadataOptions });
    }
    await updateTags(context, InstanceId, properties, previous);
    return existing;
  },
  // What AWS changes with a stop and a start needs a running machine to matter; here such an instance is replaced.
  replaces: (properties, previous) =>
    anyChanged(properties, previous, ['BlockDeviceMappings', 'EbsOptimized', 'InstanceType', 'UserData']) ||
    (anyChanged(properties, previous, ['SecurityGroupIds']) && properties.SubnetId === undefined),
  async delete(context, { physicalId }) {
    const { ec2 } = context.clients;
    await unlessMissing(() => ec2.terminateInstances({ InstanceIds: [physicalId] }));
    await context.stabilise(`instance ${physicalId} to end`, async () =>
      [undefined, 'terminated'].includes(await stateOf(context, physicalId)),
    );
  },
};

function launch(context: ResourceContext, properties: Properties): RunInstancesCommandInput {
  const { AvailabilityZone, IamInstanceProfile, Monitoring } = properties;
  return {
    ...omit(properties, 'AvailabilityZone', 'SourceDestCheck', 'Tags'),
    MinCount: 1,
    MaxCount: 1,
    IamInstanceProfile: IamInstanceProfile === undefined ? undefined : { Name: IamInstanceProfile },
    Monitoring: Monitoring === undefined ? undefined : { Enabled: Monitoring },
    Placement: AvailabilityZone === undefined ? undefined : { AvailabilityZone },
    BlockDeviceMappings: properties.BlockDeviceMappings?.map(blockDevice),
    NetworkInterfaces: properties.NetworkInterfaces?.map(networkInterface),
    TagSpecifications: tagSpecifications(context, 'instance', properties),
  };
}

/** A volume goes with its instance unless the template says otherwise; moto has it the other way round. */
function blockDevice({ Ebs, ...properties }: Properties): BlockDeviceMapping {
  return { ...properties, Ebs: Ebs === undefined ? undefined : { DeleteOnTermination: true, ...Ebs } };
}

/** Templates call the security groups of a network interface otherwise than the API does. */
function networkInterface({ GroupSet, ...properties }: Properties): InstanceNetworkInterfaceSpecification {
  return { ...properties, Groups: GroupSet };
}

/** EC2 takes no instance profile that IAM does not have; moto would. */
async function checkInstanceProfile({ clients }: ResourceContext, name: unknown): Promise<void> {
  if (typeof name === 'string') {
    await clients.iam.getInstanceProfile({ InstanceProfileName: name });
  }
}

async function describe({ clients }: ResourceContext, id: string): Promise<Instance | undefined> {
  const { Reservations = [] } = await clients.ec2.describeInstances({
    Filters: [{ Name: 'instance-id', Values: [id] }],
  });
  return Reservations[0]?.Instances?.[0];
}

async function stateOf(context: ResourceContext, id: string): Promise<string | undefined> {
  return (await describe(context, id))?.State?.Name;
}

function attributesOf(instance: Instance): Resource['attributes'] {
  return {
    InstanceId: instance.InstanceId,
    AvailabilityZone: instance.Placement?.AvailabilityZone ?? '',
    PrivateDnsName: instance.PrivateDnsName ?? '',
    PrivateIp: instance.PrivateIpAddress ?? '',
    PublicDnsName: instance.PublicDnsName ?? '',
    PublicIp: instance.PublicIpAddress ?? '',
    VpcId: instance.VpcId ?? '',
  };
}
