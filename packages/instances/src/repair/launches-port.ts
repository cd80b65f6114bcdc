import { type AutoScalingClient, paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { AutoScaling, groupOf } from './auto-scaling';
import type { LaunchMemory } from './model';
import type { LaunchesPort, LaunchingGroup } from './resume-launches';

/** Groups by their tag: what the group waits for must not name it. */
export class TaggedGroups implements LaunchesPort {
  public constructor(
    private readonly client: AutoScalingClient,
    private readonly tag: { readonly key: string; readonly value: string },
  ) {}

  public async find(): Promise<LaunchingGroup[]> {
    const Filters = [{ Name: `tag:${this.tag.key}`, Values: [this.tag.value] }];
    const groups: LaunchingGroup[] = [];
    for await (const page of paginateDescribeAutoScalingGroups({ client: this.client }, { Filters })) {
      for (const group of page.AutoScalingGroups ?? []) {
        groups.push({ name: group.AutoScalingGroupName ?? '', ...groupOf(group) });
      }
    }
    return groups;
  }

  public async resumeLaunches(group: string): Promise<void> {
    await new AutoScaling(this.client, group).resumeLaunches();
  }

  public async remember(group: string, memory: LaunchMemory): Promise<void> {
    await new AutoScaling(this.client, group).remember(memory);
  }
}
