import type { Plan } from '../state/plan';
import type { Stack } from '../state/stack';
import type { Change } from './changes';

export type ExecutionStatus =
  'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED';

/** What a stack would become, and what that would change. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stack: Stack;
  readonly description?: string;
  readonly created: Date;
  readonly operationId: string;
  readonly plan: Plan;
  readonly changes: readonly Change[];
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly statusReason?: string;
  readonly roleArn?: string;
  executionStatus: ExecutionStatus;
}
