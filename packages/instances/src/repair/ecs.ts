import {
  type Attribute,
  type ContainerInstance,
  DeleteAttributesCommand,
  DeregisterContainerInstanceCommand,
  DescribeContainerInstancesCommand,
  type ECSClient,
  paginateListContainerInstances,
  PutAttributesCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { ATTRIBUTES, read } from './attributes';
import type { Host } from './model';
import type { EcsPort, HostStatus, Note } from './ports';

const GONE = /not found/i;

/** The hosts of one group in one cluster of ECS. */
export class Ecs implements EcsPort {
  public constructor(
    private readonly client: ECSClient,
    private readonly cluster: string,
    /** In ECS's cluster query language: the hosts of the group. */
    private readonly hosts: string,
  ) {}

  public async troubled(): Promise<string[]> {
    const { report, repair } = ATTRIBUTES;
    return this.list(
      `${this.hosts} and (agentConnected == false or attribute:${repair} exists or attribute:${report} =~ not-ready.*)`,
    );
  }

  public async hostsOf(ec2InstanceIds: readonly string[]): Promise<string[]> {
    return this.list(`${this.hosts} and ec2InstanceId in [${ec2InstanceIds.join(', ')}]`);
  }

  public async describe(arns: readonly string[]): Promise<Host[]> {
    const command = new DescribeContainerInstancesCommand({ cluster: this.cluster, containerInstances: [...arns] });
    const { containerInstances = [] } = await this.client.send(command);
    return containerInstances.map(hostOf);
  }

  public async write(notes: readonly Note[]): Promise<void> {
    const attributes = notes.map(({ value, ...note }) => ({ ...attributeOf(note), value }));
    await this.client.send(new PutAttributesCommand({ cluster: this.cluster, attributes }));
  }

  public async remove(notes: readonly Note[]): Promise<void> {
    const attributes = notes.map((note) => attributeOf(note));
    await this.client.send(new DeleteAttributesCommand({ cluster: this.cluster, attributes }));
  }

  public async setStatus(arns: readonly string[], status: HostStatus): Promise<void> {
    const { cluster } = this;
    await this.client.send(
      new UpdateContainerInstancesStateCommand({ cluster, containerInstances: [...arns], status }),
    );
  }

  public async deregister(containerInstance: string): Promise<void> {
    const { cluster } = this;
    try {
      await this.client.send(new DeregisterContainerInstanceCommand({ cluster, containerInstance, force: true }));
    } catch (error) {
      if (!(error instanceof Error && GONE.test(error.message))) {
        throw error;
      }
    }
  }

  private async list(filter: string): Promise<string[]> {
    const { client, cluster } = this;
    const arns: string[] = [];
    for await (const page of paginateListContainerInstances({ client }, { cluster, filter })) {
      arns.push(...(page.containerInstanceArns ?? []));
    }
    return arns;
  }
}

function attributeOf({ arn, name }: Pick<Note, 'arn' | 'name'>): Attribute {
  return { name, targetType: 'container-instance', targetId: arn };
}

function hostOf(instance: ContainerInstance): Host {
  const value = (name: string) => instance.attributes?.find((attribute) => attribute.name === name)?.value;
  return {
    arn: instance.containerInstanceArn ?? '',
    ec2InstanceId: instance.ec2InstanceId ?? '',
    status: instance.status ?? '',
    agentConnected: instance.agentConnected ?? false,
    said: read(value(ATTRIBUTES.report), ['not-ready', 'ready']),
    care: read(value(ATTRIBUTES.repair), ['under-repair', 'disconnected']),
  };
}
