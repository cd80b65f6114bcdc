import { AwsError } from '../../src/service';
import type {
  Ec2Port,
  LaunchedEc2Instance,
  LaunchRequest,
  ResolvedTemplate,
  Subnet,
} from '../../src/services/auto-scaling';

/** An EC2 with a few subnets and one launch template. */
export class FakeEc2 implements Ec2Port {
  public readonly launches: LaunchRequest[] = [];
  public readonly running = new Set<string>();
  /** Makes every launch fail. */
  public launchError?: string;
  private number = 0;
  private version = 1;

  public constructor(private readonly userData = '') {}

  /** A new default version of the launch template. */
  public publishVersion(): void {
    this.version += 1;
  }

  public async subnets(ids: readonly string[]): Promise<Subnet[]> {
    return ids.map((id) => {
      if (!id.startsWith('subnet-')) {
        throw new AwsError('ValidationError', `The subnet ID '${id}' does not exist`);
      }
      return { id, zone: `zone-${id.slice('subnet-'.length)}` };
    });
  }

  public async template({
    LaunchTemplateId: id,
    Version = '$Default',
  }: {
    LaunchTemplateId?: string;
    Version?: string;
  }): Promise<ResolvedTemplate> {
    if (id !== 'lt-1') {
      throw new AwsError('ValidationError', `no launch template ${id}`);
    }
    const version = Version.startsWith('$') ? String(this.version) : Version;
    return {
      id,
      name: 'template',
      version,
      imageId: `ami-${version}`,
      instanceType: 't3.small',
      userData: this.userData,
    };
  }

  public async run(request: LaunchRequest): Promise<LaunchedEc2Instance> {
    if (this.launchError !== undefined) {
      throw new Error(this.launchError);
    }
    this.launches.push(request);
    this.number += 1;
    const instanceId = `i-${this.number}`;
    this.running.add(instanceId);
    const instanceType = request.instanceType ?? request.template.instanceType ?? '';
    return { instanceId, instanceType, imageId: request.template.imageId, tags: request.tags };
  }

  public async terminate(instanceId: string): Promise<void> {
    this.running.delete(instanceId);
  }

  public async notRunning(instanceIds: readonly string[]): Promise<string[]> {
    return instanceIds.filter((id) => !this.running.has(id));
  }
}
