import type { ResourceType } from '../../cloudformation';
import { queue } from './queue';
import { queuePolicy } from './queue-policy';

export const sqsResourceTypes: readonly ResourceType[] = [queue, queuePolicy];
