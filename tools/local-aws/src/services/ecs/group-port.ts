import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { AwsError, type Service } from '../../service';
import type { Capacity } from './managed-scaling';
import type { GroupPort } from './ports';

const HOOK = 'ecs-managed-draining-termination-hook';
const HEARTBEAT_SECONDS = 3600;

export interface GroupPortOptions {
  readonly autoScaling: Service;
  /** What an instance of a type offers to tasks once its agent has registered it. */
  readonly capacityOfType: (instanceType: string) => Promise<Capacity>;
  /** The type that a group's launch template names. */
  readonly typeOfTemplate: (template: {
    LaunchTemplateId?: string;
    LaunchTemplateName?: string;
    Version?: string;
  }) => Promise<string>;
}

/** ECS's calls to the Auto Scaling service beside it. */
export function groupPort({ autoScaling, capacityOfType, typeOfTemplate }: GroupPortOptions): GroupPort {
  const call = async (action: string, input: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const output = await autoScaling.handle({ service: autoScaling.name, action, input });
    if (typeof output === 'symbol') {
      throw new Error(`The Auto Scaling service does not answer ${action} itself`);
    }
    return output;
  };
  const find = async (nameOrArn: string): Promise<AutoScalingGroup | undefined> => {
    const name = nameOrArn.split('autoScalingGroupName/').at(-1);
    const output = await call('DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] });
    return (output.AutoScalingGroups as AutoScalingGroup[])[0];
  };
  const action = (AutoScalingGroupName: string, InstanceId: string) => ({
    AutoScalingGroupName,
    InstanceId,
    LifecycleHookName: HOOK,
  });
  return {
    describe: async (nameOrArn) => {
      const group = await find(nameOrArn);
      return (
        group && {
          name: String(group.AutoScalingGroupName),
          arn: String(group.AutoScalingGroupARN),
          minSize: group.MinSize ?? 0,
          maxSize: group.MaxSize ?? 0,
          desiredCapacity: group.DesiredCapacity ?? 0,
          newInstancesProtected: group.NewInstancesProtectedFromScaleIn ?? false,
          instances: (group.Instances ?? []).map(({ InstanceId, LifecycleState, ProtectedFromScaleIn }) => ({
            id: String(InstanceId),
            lifecycleState: String(LifecycleState),
            protectedFromScaleIn: ProtectedFromScaleIn ?? false,
          })),
        }
      );
    },
    setDesiredCapacity: async (AutoScalingGroupName, DesiredCapacity) => {
      await call('SetDesiredCapacity', { AutoScalingGroupName, DesiredCapacity });
    },
    setProtection: async (AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn) => {
      await call('SetInstanceProtection', { AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn });
    },
    putDrainingHook: async (AutoScalingGroupName) => {
      await call('PutLifecycleHook', {
        AutoScalingGroupName,
        LifecycleHookName: HOOK,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        HeartbeatTimeout: HEARTBEAT_SECONDS,
        DefaultResult: 'CONTINUE',
      });
    },
    deleteDrainingHook: async (AutoScalingGroupName) => {
      if (await hasHook(call, find, AutoScalingGroupName)) {
        await call('DeleteLifecycleHook', { AutoScalingGroupName, LifecycleHookName: HOOK });
      }
    },
    heartbeat: (group, instanceId) => unlessEnded(call('RecordLifecycleActionHeartbeat', action(group, instanceId))),
    completeDraining: (group, instanceId) =>
      unlessEnded(call('CompleteLifecycleAction', { ...action(group, instanceId), LifecycleActionResult: 'CONTINUE' })),
    putScalingPolicy: async (AutoScalingGroupName, PolicyName, TargetValue) => {
      await call('PutScalingPolicy', {
        AutoScalingGroupName,
        PolicyName,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingConfiguration: {
          CustomizedMetricSpecification: {
            MetricName: 'CapacityProviderReservation',
            Namespace: 'AWS/ECS/ManagedScaling',
            Statistic: 'Average',
          },
          TargetValue,
        },
      });
    },
    deleteScalingPolicy: async (AutoScalingGroupName, PolicyName) => {
      if ((await find(AutoScalingGroupName)) !== undefined) {
        await call('DeletePolicy', { AutoScalingGroupName, PolicyName });
      }
    },
    capacity: async (name) => {
      const group = await find(name);
      const mixed = group?.MixedInstancesPolicy?.LaunchTemplate;
      const type = mixed?.Overrides?.[0]?.InstanceType;
      return capacityOfType(
        type ?? (await typeOfTemplate(mixed?.LaunchTemplateSpecification ?? group?.LaunchTemplate ?? {})),
      );
    },
  };
}

/** The action may be over already: completed before, timed out, or never begun because the hook came later. */
async function unlessEnded(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AwsError && error.message.startsWith('No active Lifecycle Action'))) {
      throw error;
    }
  }
}

async function hasHook(
  call: (action: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>,
  find: (name: string) => Promise<AutoScalingGroup | undefined>,
  AutoScalingGroupName: string,
): Promise<boolean> {
  if ((await find(AutoScalingGroupName)) === undefined) {
    return false;
  }
  const { LifecycleHooks } = await call('DescribeLifecycleHooks', { AutoScalingGroupName, LifecycleHookNames: [HOOK] });
  return (LifecycleHooks as unknown[]).length > 0;
}
