import { type EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { Ec2Port } from './ports';

export class Ec2 implements Ec2Port {
  public constructor(private readonly client: EC2Client) {}

  public async gone(ec2InstanceIds: readonly string[]): Promise<string[]> {
    // by filter: a list of ids fails as a whole when EC2 has forgotten one of them
    const Filters = [{ Name: 'instance-id', Values: [...ec2InstanceIds] }];
    const there = new Set<string | undefined>();
    for await (const { Reservations = [] } of paginateDescribeInstances({ client: this.client }, { Filters })) {
      for (const { InstanceId, State } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
        if (State?.Name !== 'terminated') {
          there.add(InstanceId);
        }
      }
    }
    return ec2InstanceIds.filter((id) => !there.has(id));
  }
}
