import type { Instance, Task } from '../../src/keeper/model';
import { ASSIGNMENT, MINUTE } from './simulated-ecs';

export const NOW = Date.UTC(2026, 0, 1);

export const INSTANCE: Instance = {
  arn: 'instance',
  ec2InstanceId: 'i-1',
  status: 'ACTIVE',
  agentConnected: true,
};

/** A task of the keeper that has run for an hour, unless it is said otherwise. */
export function aTask(of: Partial<Task> = {}): Task {
  return {
    arn: 'task',
    instance: INSTANCE.arn,
    taskDefinition: ASSIGNMENT.taskDefinition,
    group: 'family:agent',
    startedBy: ASSIGNMENT.startedBy,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    healthStatus: 'UNKNOWN',
    createdAt: NOW - 60 * MINUTE,
    startedAt: NOW - 60 * MINUTE,
    ...of,
  };
}

/** One that stopped so long ago, in minutes, after it had run for so long. */
export function stopped(minutesAgo: number, ranForMinutes: number, of: Partial<Task> = {}): Task {
  const stoppedAt = NOW - minutesAgo * MINUTE;
  const startedAt = stoppedAt - ranForMinutes * MINUTE;
  return aTask({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED', createdAt: startedAt, startedAt, stoppedAt, ...of });
}
