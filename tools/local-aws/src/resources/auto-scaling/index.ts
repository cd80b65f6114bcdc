import type { ResourceType } from '../../cloudformation/resource-type';
import { autoScalingGroup } from './auto-scaling-group';
import { lifecycleHook } from './lifecycle-hook';
import { scalingPolicy } from './scaling-policy';
import { scheduledAction } from './scheduled-action';

export const resourceTypes: readonly ResourceType[] = [autoScalingGroup, lifecycleHook, scalingPolicy, scheduledAction];
