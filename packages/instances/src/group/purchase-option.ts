import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import { Token } from 'aws-cdk-lib/core';
import { BOUNDS } from './defaults';
import type { PurchaseConfig } from './purchase-config';
import { failure } from '../private/errors';

/** Options of `PurchaseOption.spot()`. */
export interface SpotOptions {
  /**
   * How Spot pools are chosen among the group's instance types and zones.
   *
   * @default autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED
   */
  readonly allocationStrategy?: autoscaling.SpotAllocationStrategy;
}

/** Options of `PurchaseOption.mixed()`. */
export interface MixedOptions {
  /**
   * How many instances, counted from the first, are On-Demand.
   *
   * @default 0
   */
  readonly onDemandBaseCapacity?: number;

  /** Of the instances beyond the base, how many of a hundred are On-Demand; the others are Spot. 0 to 100. */
  readonly onDemandPercentageAboveBaseCapacity: number;

  /**
   * How Spot pools are chosen among the group's instance types and zones.
   *
   * @default autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED
   */
  readonly allocationStrategy?: autoscaling.SpotAllocationStrategy;
}

/**
 * How instances are paid for. Prices and interruptions:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
 *
 * Spot instances drain when AWS announces that it takes them back (`ECS_ENABLE_SPOT_INSTANCE_DRAINING`), and capacity
 * rebalancing launches the successor as soon as an instance is at risk. Give several instance types: one type in two
 * zones is two pools, and both can run dry.
 */
export class PurchaseOption {
  /** On-Demand instances only. With several instance types the first is preferred, the others stand in for it. */
  public static onDemand(): PurchaseOption {
    return new PurchaseOption({
      spot: false,
      distribution: {
        onDemandPercentageAboveBaseCapacity: 100,
        onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
      },
    });
  }

  /** Spot instances only: for work that may be interrupted. */
  public static spot(options: SpotOptions = {}): PurchaseOption {
    return PurchaseOption.mixed({ ...options, onDemandPercentageAboveBaseCapacity: 0 });
  }

  /**
   * A base of On-Demand instances, and a percentage of them beyond it.
   *
   * Fails with `OnDemandShareOutOfRange` if the percentage is not 0 to 100 or the base is negative.
   */
  public static mixed(options: MixedOptions): PurchaseOption {
    checkShare(options);
    return new PurchaseOption({
      spot: true,
      distribution: {
        onDemandBaseCapacity: options.onDemandBaseCapacity ?? 0,
        onDemandPercentageAboveBaseCapacity: options.onDemandPercentageAboveBaseCapacity,
        onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
        spotAllocationStrategy:
          options.allocationStrategy ?? autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
      },
    });
  }

  private constructor(private readonly config: PurchaseConfig) {}

  /** @internal */
  public _bind(): PurchaseConfig {
    return this.config;
  }
}

function checkShare(options: MixedOptions): void {
  const share = options.onDemandPercentageAboveBaseCapacity;
  const { min, max } = BOUNDS.percentage;
  if (!Token.isUnresolved(share) && !(share >= min && share <= max)) {
    throw failure(
      'OnDemandShareOutOfRange',
      `onDemandPercentageAboveBaseCapacity must be ${min} to ${max}, got ${share}; 0 means Spot only beyond the base`,
    );
  }
  const base = options.onDemandBaseCapacity ?? 0;
  if (!Token.isUnresolved(base) && !(Number.isInteger(base) && base >= 0)) {
    throw failure(
      'OnDemandShareOutOfRange',
      `onDemandBaseCapacity must be a whole number of instances, 0 or more, got ${base}; leave it out for none`,
    );
  }
}
