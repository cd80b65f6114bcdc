import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { unlessMissing } from '../support';

export const metricFilter: ResourceType = {
  type: 'AWS::Logs::MetricFilter',
  honours: ['FilterName', 'FilterPattern', 'LogGroupName', 'MetricTransformations'],
  async create(context, properties) {
    const physicalId: string = properties.FilterName ?? context.physicalName();
    await put(context, physicalId, properties);
    return { physicalId, attributes: {} };
  },
  async update(context, existing, properties) {
    // moto would keep the old one beside the new.
    await remove(context, existing.physicalId, properties);
    await put(context, existing.physicalId, properties);
    return existing;
  },
  delete: (context, { physicalId }, properties) => remove(context, physicalId, properties),
};

async function remove({ clients }: ResourceContext, filterName: string, { LogGroupName }: Properties): Promise<void> {
  await unlessMissing(() => clients.logs.deleteMetricFilter({ logGroupName: LogGroupName, filterName }));
}

async function put({ clients }: ResourceContext, filterName: string, properties: Properties): Promise<void> {
  await clients.logs.putMetricFilter({
    logGroupName: properties.LogGroupName,
    filterName,
    filterPattern: properties.FilterPattern,
    metricTransformations: properties.MetricTransformations.map(transformation),
  });
}

function transformation(definition: Properties): MetricTransformation {
  const { MetricName, MetricNamespace, MetricValue, DefaultValue, Unit, Dimensions } = definition;
  return {
    metricName: MetricName,
    metricNamespace: MetricNamespace,
    metricValue: MetricValue,
    defaultValue: DefaultValue,
    unit: Unit,
    dimensions:
      Dimensions && Object.fromEntries(Dimensions.map(({ Key, Value }: Record<string, string>) => [Key, Value])),
  };
}
