import type { Properties, ResourceContext, ResourceType } from '../../cloudformation/resource-type';
import { describeGroup } from './stabilise-group';

export const lifecycleHook: ResourceType = {
  type: 'AWS::AutoScaling::LifecycleHook',
  honours: [
    'AutoScalingGroupName',
    'DefaultResult',
    'HeartbeatTimeout',
    'LifecycleHookName',
    'LifecycleTransition',
    'NotificationMetadata',
    'NotificationTargetARN',
    'RoleARN',
  ],
  async create(context, properties) {
    const name: string = properties.LifecycleHookName ?? context.physicalName();
    await put(context, name, properties);
    return { physicalId: name, attributes: {} };
  },
  async update(context, existing, properties) {
    await put(context, existing.physicalId, properties);
    return existing;
  },
  async delete(context, { physicalId: LifecycleHookName }, { AutoScalingGroupName }) {
    const group = await describeGroup(context, AutoScalingGroupName);
    if (group === undefined) {
      return;
    }
    const { autoScaling } = context.clients;
    const { LifecycleHooks = [] } = await autoScaling.describeLifecycleHooks({ AutoScalingGroupName });
    if (LifecycleHooks.some((hook) => hook.LifecycleHookName === LifecycleHookName)) {
      await autoScaling.deleteLifecycleHook({ AutoScalingGroupName, LifecycleHookName });
    }
  },
};

async function put({ clients }: ResourceContext, LifecycleHookName: string, properties: Properties): Promise<void> {
  const { HeartbeatTimeout: heartbeat } = properties;
  await clients.autoScaling.putLifecycleHook({
    AutoScalingGroupName: properties.AutoScalingGroupName,
    LifecycleHookName,
    LifecycleTransition: properties.LifecycleTransition,
    HeartbeatTimeout: heartbeat === undefined ? undefined : Number(heartbeat),
    DefaultResult: properties.DefaultResult,
    NotificationMetadata: properties.NotificationMetadata,
    NotificationTargetARN: properties.NotificationTargetARN,
    RoleARN: properties.RoleARN,
  });
}
