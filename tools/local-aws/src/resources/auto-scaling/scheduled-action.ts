import type { Properties, ResourceContext, ResourceType } from '../../cloudformation/resource-type';
import { describeGroup } from './stabilise-group';

export const scheduledAction: ResourceType = {
  type: 'AWS::AutoScaling::ScheduledAction',
  honours: [
    'AutoScalingGroupName',
    'DesiredCapacity',
    'EndTime',
    'MaxSize',
    'MinSize',
    'Recurrence',
    'StartTime',
    'TimeZone',
  ],
  async create(context, properties) {
    const name = context.physicalName();
    await put(context, name, properties);
    return { physicalId: name, attributes: { ScheduledActionName: name } };
  },
  async update(context, existing, properties) {
    await put(context, existing.physicalId, properties);
    return existing;
  },
  async delete(context, { physicalId: ScheduledActionName }, { AutoScalingGroupName }) {
    if ((await describeGroup(context, AutoScalingGroupName)) === undefined) {
      return;
    }
    const { autoScaling } = context.clients;
    const { ScheduledUpdateGroupActions = [] } = await autoScaling.describeScheduledActions({
      AutoScalingGroupName,
      ScheduledActionNames: [ScheduledActionName],
    });
    // A one-off action is gone once it has run.
    if (ScheduledUpdateGroupActions.length > 0) {
      await autoScaling.deleteScheduledAction({ AutoScalingGroupName, ScheduledActionName });
    }
  },
};

async function put({ clients }: ResourceContext, ScheduledActionName: string, properties: Properties): Promise<void> {
  const number = (name: string) => (properties[name] === undefined ? undefined : Number(properties[name]));
  const time = (name: string) => (properties[name] === undefined ? undefined : new Date(properties[name] as string));
  await clients.autoScaling.putScheduledUpdateGroupAction({
    AutoScalingGroupName: properties.AutoScalingGroupName,
    ScheduledActionName,
    Recurrence: properties.Recurrence,
    TimeZone: properties.TimeZone,
    StartTime: time('StartTime'),
    EndTime: time('EndTime'),
    MinSize: number('MinSize'),
    MaxSize: number('MaxSize'),
    DesiredCapacity: number('DesiredCapacity'),
  });
}
