import type { BalancerPort, Destination, InterfacePort, Target, TargetGroupView } from '../../src/services/ecs';

const nameOf = ({ targetGroupArn, loadBalancerName }: Destination) => String(targetGroupArn ?? loadBalancerName);
const textOf = ({ id, port }: Target) => `${id}:${port}`;

/** An Elastic Load Balancing that is there when a test says so. */
export class FakeBalancers implements BalancerPort {
  public readonly groups = new Map<string, TargetGroupView>();
  public readonly classic = new Set<string>();
  /** Makes every registration fail. */
  public refusal?: string;
  private readonly targets = new Map<string, Set<string>>();

  /** `id:port` of all targets of a target group or Classic Load Balancer. */
  public targetsOf(name: string): string[] {
    return [...(this.targets.get(name) ?? [])].sort();
  }

  public async targetGroup(arn: string): Promise<TargetGroupView | undefined> {
    return this.groups.get(arn);
  }

  public async hasClassic(name: string): Promise<boolean> {
    return this.classic.has(name);
  }

  public async register(destination: Destination, target: Target): Promise<void> {
    if (this.refusal !== undefined) {
      throw new Error(this.refusal);
    }
    const known = this.targets.get(nameOf(destination)) ?? new Set();
    this.targets.set(nameOf(destination), known.add(textOf(target)));
  }

  public async deregister(destination: Destination, target: Target): Promise<void> {
    this.targets.get(nameOf(destination))?.delete(textOf(target));
  }
}

/** Interfaces with one address after another. */
export function fakeInterfaces(): InterfacePort {
  let number = 0;
  return {
    create: async ({ subnets: [subnetId = ''] }) => {
      number += 1;
      return { id: `eni-${number}`, subnetId, macAddress: `02:${number}`, privateAddress: `10.0.0.${number}` };
    },
    delete: async () => undefined,
  };
}
