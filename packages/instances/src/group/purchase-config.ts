import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';

/** What a purchase option means for the Auto Scaling group. */
export interface PurchaseConfig {
  /** Whether an instance may be a Spot instance, which AWS can take back with two minutes' notice. */
  readonly spot: boolean;
  readonly distribution: autoscaling.InstancesDistribution;
}
