import type { Properties, ResourceContext, ResourceType, Tag } from '../../cloudformation';
import { omit, tagsByArn, tagsOf, unlessMissing, updateTags } from '../support';

const LONGEST_NAME = 255;

/** `PutMetricAlarm` takes the properties under their own names. */
export const alarm: ResourceType = {
  type: 'AWS::CloudWatch::Alarm',
  honours: [
    'ActionsEnabled',
    'AlarmActions',
    'AlarmDescription',
    'AlarmName',
    'ComparisonOperator',
    'DatapointsToAlarm',
    'Dimensions',
    'EvaluateLowSampleCountPercentile',
    'EvaluationPeriods',
    'ExtendedStatistic',
    'InsufficientDataActions',
    'MetricName',
    'Metrics',
    'Namespace',
    'OKActions',
    'Period',
    'Statistic',
    'Tags',
    'Threshold',
    'TreatMissingData',
    'Unit',
  ],
  async create(context, properties) {
    const name: string = properties.AlarmName ?? context.physicalName(LONGEST_NAME);
    await put(context, name, properties, tagsOf(context, properties.Tags));
    const { partition, region, accountId } = context.account;
    return {
      physicalId: name,
      attributes: { Arn: `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}` },
    };
  },
  async update(context, existing, properties, previous) {
    const { cloudWatch } = context.clients;
    await put(context, existing.physicalId, properties);
    await updateTags(context, properties, previous, tagsByArn(cloudWatch, existing));
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.cloudWatch.deleteAlarms({ AlarmNames: [physicalId] })),
};

async function put(
  { clients }: ResourceContext,
  AlarmName: string,
  properties: Properties,
  Tags?: Tag[],
): Promise<void> {
  const { ComparisonOperator, EvaluationPeriods } = properties;
  await clients.cloudWatch.putMetricAlarm({
    ...omit(properties, 'Tags'),
    AlarmName,
    ComparisonOperator,
    EvaluationPeriods,
    Tags,
  });
}
