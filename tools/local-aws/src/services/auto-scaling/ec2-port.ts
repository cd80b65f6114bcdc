import type {
  EC2,
  RequestLaunchTemplateData,
  ResponseLaunchTemplateData,
  RunInstancesCommandInput,
  Tag,
} from '@aws-sdk/client-ec2';
import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import type { Ec2Port, LaunchedEc2Instance, LaunchRequest, ResolvedTemplate, Subnet } from './ports';

interface StoredTemplate extends ResolvedTemplate {
  readonly data: ResponseLaunchTemplateData;
}

/** Auto Scaling's calls to EC2, answered by moto. */
export class MotoEc2 implements Ec2Port {
  public constructor(private readonly ec2: EC2) {}

  public async subnets(ids: readonly string[]): Promise<Subnet[]> {
    const { Subnets: found = [] } = await inAutoScalingsWords(this.ec2.describeSubnets({ SubnetIds: [...ids] }));
    return ids.flatMap((id) => {
      const zone = found.find(({ SubnetId }) => SubnetId === id)?.AvailabilityZone;
      return zone === undefined ? [] : [{ id, zone }];
    });
  }

  public async template(specification: LaunchTemplateSpecification): Promise<StoredTemplate> {
    const { LaunchTemplateId: id, LaunchTemplateName: name, Version: version = '$Default' } = specification;
    const response = await inTemplateWords(
      specification,
      this.ec2.describeLaunchTemplateVersions({
        ...(id === undefined ? { LaunchTemplateName: name } : { LaunchTemplateId: id }),
        Versions: [version],
      }),
    );
    const found = response.LaunchTemplateVersions?.[0];
    if (found?.LaunchTemplateId === undefined) {
      throw noSuchTemplate(specification);
    }
    const data = found.LaunchTemplateData ?? {};
    return {
      id: found.LaunchTemplateId,
      name: found.LaunchTemplateName ?? '',
      version: String(found.VersionNumber),
      imageId: data.ImageId,
      instanceType: data.InstanceType,
      userData: data.UserData,
      data,
    };
  }

  public async run(request: LaunchRequest): Promise<LaunchedEc2Instance> {
    const stored = await this.template({ LaunchTemplateId: request.template.id, Version: request.template.version });
    const response = await this.ec2.runInstances(runInput(request, stored));
    const instance = response.Instances?.[0];
    if (instance?.InstanceId === undefined) {
      throw new Error(`EC2 started no instance from launch template ${stored.id}`);
    }
    return {
      instanceId: instance.InstanceId,
      instanceType: String(instance.InstanceType),
      imageId: instance.ImageId,
      tags: (instance.Tags ?? []).map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
    };
  }

  public async terminate(instanceId: string): Promise<void> {
    await this.ec2.terminateInstances({ InstanceIds: [instanceId] });
  }

  public async notRunning(instanceIds: readonly string[]): Promise<string[]> {
    const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
    const running = new Set<string | undefined>();
    let NextToken: string | undefined;
    do {
      const response = await this.ec2.describeInstances({ Filters, NextToken });
      response.Reservations?.flatMap(({ Instances = [] }) => Instances).forEach(({ InstanceId }) =>
        running.add(InstanceId),
      );
      ({ NextToken } = response);
    } while (NextToken !== undefined);
    return instanceIds.filter((id) => !running.has(id));
  }
}

/**
 * moto takes only a few things from a launch template by itself (no profile, no metadata options, no volume tags), so
 * the request spells the template out.
 */
function runInput(
  { subnet, instanceType, purchase, tags, template }: LaunchRequest,
  { data }: StoredTemplate,
): RunInstancesCommandInput {
  // A template is reported as it was requested, but for names of types.
  const { TagSpecifications: templateTags = [], ...wanted } = data as RequestLaunchTemplateData;
  const networkInterfaces = wanted.NetworkInterfaces ?? [];
  return {
    MinCount: 1,
    MaxCount: 1,
    ImageId: wanted.ImageId,
    InstanceType: (instanceType ?? wanted.InstanceType) as RunInstancesCommandInput['InstanceType'],
    SubnetId: subnet.id,
    SecurityGroupIds: wanted.SecurityGroupIds ?? networkInterfaces.flatMap(({ Groups = [] }) => Groups),
    ...(networkInterfaces[0] === undefined
      ? {}
      : { AssociatePublicIpAddress: networkInterfaces[0].AssociatePublicIpAddress }),
    KeyName: wanted.KeyName,
    UserData: wanted.UserData,
    BlockDeviceMappings: wanted.BlockDeviceMappings,
    IamInstanceProfile: wanted.IamInstanceProfile,
    Monitoring: { Enabled: wanted.Monitoring?.Enabled ?? false },
    MetadataOptions: wanted.MetadataOptions,
    EbsOptimized: wanted.EbsOptimized,
    InstanceMarketOptions: purchase === 'spot' ? { MarketType: 'spot' } : wanted.InstanceMarketOptions,
    TagSpecifications: [
      ...templateTags.filter(({ ResourceType }) => ResourceType !== 'instance' && ResourceType !== 'network-interface'),
      {
        ResourceType: 'instance',
        Tags: uniqueTags([
          ...(templateTags.find(({ ResourceType }) => ResourceType === 'instance')?.Tags ?? []),
          ...tags.map(({ key, value }) => ({ Key: key, Value: value })),
          { Key: 'aws:ec2launchtemplate:id', Value: template.id },
          { Key: 'aws:ec2launchtemplate:version', Value: template.version },
        ]),
      },
    ],
  };
}

/** The later of two tags with the same key wins: the group's over the template's. */
function uniqueTags(tags: readonly Tag[]): Tag[] {
  return [...new Map(tags.map((tag) => [tag.Key, tag])).values()];
}

async function inAutoScalingsWords<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new AwsError('ValidationError', error instanceof Error ? error.message : String(error));
  }
}

async function inTemplateWords<T>(specification: LaunchTemplateSpecification, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('InvalidLaunchTemplate')) {
      throw noSuchTemplate(specification);
    }
    throw error;
  }
}

function noSuchTemplate({
  LaunchTemplateId: id,
  LaunchTemplateName: name,
  Version: version,
}: LaunchTemplateSpecification): AwsError {
  const which = id === undefined ? `name ${name}` : `ID ${id}`;
  return new AwsError(
    'ValidationError',
    `You must use a valid fully-formed launch template. The specified launch template, with template ${which}, or its version ${version ?? '$Default'}, does not exist.`,
  );
}
