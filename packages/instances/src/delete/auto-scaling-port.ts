import {
  type AutoScalingClient,
  paginateDescribeAutoScalingGroups,
  SetInstanceProtectionCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import type { GroupInstance } from './lift';

/** How SetInstanceProtection refuses a batch of which one instance moved on; the code, ValidationError, says less. */
const MOVED = /is not in InService|is not part of Auto Scaling group/;

/** The calls to EC2 Auto Scaling that are used, and no others. */
export interface AutoScalingPort {
  exists(group: string): Promise<boolean>;
  instances(group: string): Promise<GroupInstance[]>;
  /** New instances of the group are no longer protected. */
  launchUnprotected(group: string): Promise<void>;
  /** False if it changed none of them, because one left the group or service since it was looked at. */
  unprotect(group: string, ids: readonly string[]): Promise<boolean>;
}

export class AutoScaling implements AutoScalingPort {
  public constructor(private readonly client: AutoScalingClient) {}

  public async exists(group: string): Promise<boolean> {
    return (await this.describe(group)).length > 0;
  }

  public async instances(group: string): Promise<GroupInstance[]> {
    const [described] = await this.describe(group);
    return (described?.Instances ?? []).map((instance) => ({
      id: instance.InstanceId ?? '',
      lifecycleState: instance.LifecycleState ?? '',
      protectedFromScaleIn: instance.ProtectedFromScaleIn ?? false,
    }));
  }

  public async launchUnprotected(group: string): Promise<void> {
    await this.client.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group, NewInstancesProtectedFromScaleIn: false }),
    );
  }

  public async unprotect(group: string, ids: readonly string[]): Promise<boolean> {
    const command = new SetInstanceProtectionCommand({
      AutoScalingGroupName: group,
      InstanceIds: [...ids],
      ProtectedFromScaleIn: false,
    });
    try {
      await this.client.send(command);
      return true;
    } catch (error) {
      if (error instanceof Error && MOVED.test(error.message)) {
        return false;
      }
      throw error;
    }
  }

  private async describe(group: string) {
    const pages = paginateDescribeAutoScalingGroups({ client: this.client }, { AutoScalingGroupNames: [group] });
    const groups = [];
    for await (const page of pages) {
      groups.push(...(page.AutoScalingGroups ?? []));
    }
    return groups;
  }
}
