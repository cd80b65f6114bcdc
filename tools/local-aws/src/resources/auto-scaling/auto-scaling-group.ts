import type { Properties, ResourceContext, ResourceType } from '../../cloudformation/resource-type';
import { begun } from '../support';
import { groupInput, groupTags, HONOURED, SIZES } from './group-properties';
import { changeHooks } from './inline-hooks';
import { changeMetrics, type MetricsCollection } from './metrics-collection';
import { refreshInstances, rollInstances } from './replace-instances';
import { describeGroup, untilInService } from './stabilise-group';

/** A drain before the end may take its hooks' time; AWS seconds. */
const EMPTYING_SECONDS = 3600;

/** What an instance is launched from: a change of it is what an update policy replaces instances for. */
const REPLACING = ['LaunchTemplate', 'MixedInstancesPolicy', 'VPCZoneIdentifier'];

export const autoScalingGroup: ResourceType = {
  type: 'AWS::AutoScaling::AutoScalingGroup',
  honours: HONOURED,
  updatePolicies: [
    'AutoScalingInstanceRefresh',
    'AutoScalingRollingUpdate.MaxBatchSize',
    'AutoScalingRollingUpdate.MinInstancesInService',
    'AutoScalingScheduledAction',
  ],

  async create(context, properties) {
    const name: string = properties.AutoScalingGroupName ?? context.physicalName();
    const { autoScaling } = context.clients;
    await autoScaling.createAutoScalingGroup({
      ...groupInput(properties),
      AutoScalingGroupName: name,
      MinSize: Number(properties.MinSize),
      MaxSize: Number(properties.MaxSize),
      LifecycleHookSpecificationList: properties.LifecycleHookSpecificationList,
      Tags: groupTags(name, properties, context.tags),
    });
    const attributes = { AutoScalingGroupARN: (await describeGroup(context, name))?.AutoScalingGroupARN };
    const resource = begun(context, name, attributes);
    await changeMetrics(context, name, collections(properties), []);
    await untilInService(context, name);
    return resource;
  },

  async update(context, existing, properties, previous) {
    const name = existing.physicalId;
    await context.clients.autoScaling.updateAutoScalingGroup({
      ...groupInput(sized(context, properties, previous)),
      AutoScalingGroupName: name,
    });
    await changeHooks(
      context,
      name,
      properties.LifecycleHookSpecificationList ?? [],
      previous.LifecycleHookSpecificationList ?? [],
    );
    await changeMetrics(context, name, collections(properties), collections(previous));
    await changeTags(context, name, properties, previous);
    await replaceInstances(context, name, properties, previous);
    await untilInService(context, name);
    return existing;
  },

  async delete(context, { physicalId: name }) {
    if ((await describeGroup(context, name)) === undefined) {
      return;
    }
    const { autoScaling } = context.clients;
    await autoScaling.updateAutoScalingGroup({
      AutoScalingGroupName: name,
      MinSize: 0,
      MaxSize: 0,
      DesiredCapacity: 0,
    });
    let left = '';
    const empty = async () => {
      const instances = (await describeGroup(context, name))?.Instances ?? [];
      const isProtected = instances.filter(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn).length;
      left = `${instances.length} left, of which ${isProtected} are protected from scale-in`;
      return instances.length === 0;
    };
    try {
      await context.stabilise(`${name} to be empty`, empty, EMPTYING_SECONDS);
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : String(error)}: ${left}`, { cause: error });
    }
    await autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName: name });
    await context.stabilise(`${name} to be gone`, async () => (await describeGroup(context, name)) === undefined);
  },
};

/** With `IgnoreUnmodifiedGroupSizeProperties` a size that the template does not change is left as it is. */
function sized({ updatePolicy }: ResourceContext, properties: Properties, previous: Properties): Properties {
  const policy: Properties = updatePolicy.AutoScalingScheduledAction ?? {};
  if (String(policy.IgnoreUnmodifiedGroupSizeProperties) !== 'true') {
    return properties;
  }
  const unmodified = SIZES.filter((size) => String(properties[size]) === String(previous[size]));
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !unmodified.some((size) => size === name)));
}

async function replaceInstances(
  context: ResourceContext,
  name: string,
  properties: Properties,
  previous: Properties,
): Promise<void> {
  const changed = REPLACING.some(
    (property) => JSON.stringify(properties[property]) !== JSON.stringify(previous[property]),
  );
  const { AutoScalingInstanceRefresh: refresh, AutoScalingRollingUpdate: rolling } = context.updatePolicy;
  if (changed && refresh !== undefined) {
    await refreshInstances(context, name, refresh);
  } else if (changed && rolling !== undefined) {
    await rollInstances(context, name, rolling);
  }
}

async function changeTags(
  context: ResourceContext,
  name: string,
  properties: Properties,
  previous: Properties,
): Promise<void> {
  const wanted = groupTags(name, properties, context.tags);
  const had = groupTags(name, previous, context.previousTags);
  const gone = had.filter(({ Key }) => !wanted.some((tag) => tag.Key === Key));
  const { autoScaling } = context.clients;
  if (gone.length > 0) {
    await autoScaling.deleteTags({ Tags: gone });
  }
  await autoScaling.createOrUpdateTags({ Tags: wanted });
}

function collections({ MetricsCollection = [] }: Properties): MetricsCollection[] {
  return MetricsCollection as MetricsCollection[];
}
