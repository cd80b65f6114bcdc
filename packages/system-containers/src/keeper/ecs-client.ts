import { ECSClient } from '@aws-sdk/client-ecs';

/**
 * Many functions that were told of many instances at once wait for each other, at random intervals, rather than fail:
 * ECS lets a cluster be asked 20 times in a second. One client for all invocations, as it learns the pace.
 */
export const client = new ECSClient({ retryMode: 'adaptive', maxAttempts: 8 });
