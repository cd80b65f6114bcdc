import type { StepAdjustment } from '@aws-sdk/client-auto-scaling';
import type { Properties, ResourceContext, ResourceType } from '../../cloudformation/resource-type';
import { describeGroup } from './stabilise-group';

export const scalingPolicy: ResourceType = {
  type: 'AWS::AutoScaling::ScalingPolicy',
  honours: [
    'AdjustmentType',
    'AutoScalingGroupName',
    'Cooldown',
    'EstimatedInstanceWarmup',
    'MetricAggregationType',
    'MinAdjustmentMagnitude',
    'PolicyType',
    'ScalingAdjustment',
    'StepAdjustments',
    'TargetTrackingConfiguration',
  ],
  async create(context, properties) {
    const name = context.physicalName();
    const arn = await put(context, name, properties);
    // Ref of a scaling policy is its ARN.
    return { physicalId: String(arn), attributes: { Arn: arn, PolicyName: name } };
  },
  async update(context, existing, properties) {
    await put(context, String(existing.attributes.PolicyName), properties);
    return existing;
  },
  async delete(context, { physicalId }, { AutoScalingGroupName }) {
    if ((await describeGroup(context, AutoScalingGroupName)) === undefined) {
      return;
    }
    const { autoScaling } = context.clients;
    const { ScalingPolicies = [] } = await autoScaling.describePolicies({
      AutoScalingGroupName,
      PolicyNames: [physicalId],
    });
    if (ScalingPolicies.length > 0) {
      await autoScaling.deletePolicy({ AutoScalingGroupName, PolicyName: physicalId });
    }
  },
};

async function put(
  { clients }: ResourceContext,
  PolicyName: string,
  properties: Properties,
): Promise<string | undefined> {
  const number = (name: string) => (properties[name] === undefined ? undefined : Number(properties[name]));
  const steps: StepAdjustment[] | undefined = properties.StepAdjustments;
  const { PolicyARN } = await clients.autoScaling.putScalingPolicy({
    AutoScalingGroupName: properties.AutoScalingGroupName,
    PolicyName,
    PolicyType: properties.PolicyType,
    AdjustmentType: properties.AdjustmentType,
    MetricAggregationType: properties.MetricAggregationType,
    TargetTrackingConfiguration: properties.TargetTrackingConfiguration,
    StepAdjustments: steps,
    Cooldown: number('Cooldown'),
    EstimatedInstanceWarmup: number('EstimatedInstanceWarmup'),
    MinAdjustmentMagnitude: number('MinAdjustmentMagnitude'),
    ScalingAdjustment: number('ScalingAdjustment'),
  });
  return PolicyARN;
}
