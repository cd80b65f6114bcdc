import type { Clients } from '../../clients';
import type { BalancerPort, Destination, Target } from './ports';

/** ECS's calls to Elastic Load Balancing, answered by moto. */
export function balancerPort({ elb, elbv2 }: Pick<Clients, 'elb' | 'elbv2'>): BalancerPort {
  const names = ({ targetGroupArn, loadBalancerName }: Destination, { id, port }: Target) => ({
    group: targetGroupArn && { TargetGroupArn: targetGroupArn, Targets: [{ Id: id, Port: port }] },
    classic: { LoadBalancerName: loadBalancerName, Instances: [{ InstanceId: id }] },
  });
  return {
    targetGroup: async (arn) => {
      const found = await ifThere(elbv2.describeTargetGroups({ TargetGroupArns: [arn] }));
      const [group] = found?.TargetGroups ?? [];
      return group && { targetType: String(group.TargetType), used: (group.LoadBalancerArns ?? []).length > 0 };
    },
    hasClassic: async (name) => {
      const found = await ifThere(elb.describeLoadBalancers({ LoadBalancerNames: [name] }));
      return (found?.LoadBalancerDescriptions ?? []).length > 0;
    },
    register: async (destination, target) => {
      const { group, classic } = names(destination, target);
      await (group ? elbv2.registerTargets(group) : elb.registerInstancesWithLoadBalancer(classic));
    },
    deregister: async (destination, target) => {
      const { group, classic } = names(destination, target);
      await ifThere<unknown>(group ? elbv2.deregisterTargets(group) : elb.deregisterInstancesFromLoadBalancer(classic));
    },
  };
}

/** The answer, or nothing when what was asked for is not there. */
async function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && /NotFound|InvalidTarget/.test(error.name)) {
      return undefined;
    }
    throw error;
  }
}
