import type { Action } from '../../services/support';
import { changesOf } from '../change-sets/changes';
import { messageOf, validationError } from '../errors';
import { createStack, rollBackCreate } from '../operations/create-stack';
import { deleteStack } from '../operations/delete-stack';
import { rollBackUpdate } from '../operations/roll-back-update';
import { updateStack } from '../operations/update-stack';
import { checkExportsInUse } from '../state/exports';
import type { Stack } from '../state/stack';
import { isInProgress, isUpdatable, type StackStatus } from '../state/statuses';
import { describeFinding, type Finding } from '../validation/finding';
import { planFor, type Engine } from './engine';
import { disablesRollback, flag, optionalText, refuseUnsupported, requiredText, texts } from './input';

const COMMON = [
  'StackName',
  'TemplateBody',
  'TemplateURL',
  'Parameters',
  'Capabilities',
  'Tags',
  'RoleARN',
  'NotificationARNs',
  'RollbackConfiguration',
  'DeploymentConfig',
  'DisableRollback',
  'ClientRequestToken',
];

/** Create, update, delete and what turns them round. Each returns when it has begun. */
export function stackActions(engine: Engine): Readonly<Record<string, Action>> {
  const { environment, stacks, operations } = engine;
  return {
    CreateStack: {
      members: [...COMMON, 'EnableTerminationProtection', 'OnFailure'],
      run: async (input) => {
        refuseUnsupported(input);
        const stack = stacks.make(requiredText(input, 'StackName'), environment.clock.date());
        const plan = await planFor(engine, input, stack);
        refuseFindings(plan.findings);
        stacks.add(stack);
        stack.roleArn = optionalText(input, 'RoleARN');
        stack.terminationProtection = flag(input, 'EnableTerminationProtection');
        stack.disableRollback = disablesRollback(input);
        operations.start(stack, optionalText(input, 'ClientRequestToken'), (operation) => createStack(operation, plan));
        return { StackId: stack.id };
      },
    },
    UpdateStack: {
      members: [...COMMON, 'UsePreviousTemplate'],
      run: async (input) => {
        refuseUnsupported(input);
        const stack = stacks.get(requiredText(input, 'StackName'));
        const disableRollback = disablesRollback(input);
        checkUpdatable(stack, disableRollback);
        const plan = await planFor(engine, input, stack);
        refuseFindings(plan.findings);
        const { isEmpty } = await changesOf(environment, stacks, stack, plan);
        if (isEmpty) {
          throw validationError('No updates are to be performed.');
        }
        checkUpdatable(stack, disableRollback);
        stack.roleArn = optionalText(input, 'RoleARN') ?? stack.roleArn;
        stack.disableRollback = disableRollback;
        operations.start(stack, optionalText(input, 'ClientRequestToken'), (operation) => updateStack(operation, plan));
        return { StackId: stack.id };
      },
    },
    DeleteStack: {
      members: ['StackName', 'RetainResources', 'RoleARN', 'ClientRequestToken', 'DeletionMode', 'DeploymentConfig'],
      run: (input) => {
        refuseUnsupported(input);
        const stack = stacks.find(requiredText(input, 'StackName'));
        if (stack !== undefined) {
          beginDelete(engine, stack, {
            retainResources: texts(input, 'RetainResources'),
            force: input.DeletionMode === 'FORCE_DELETE_STACK',
            token: optionalText(input, 'ClientRequestToken'),
          });
        }
        return {};
      },
    },
    CancelUpdateStack: {
      members: ['StackName', 'ClientRequestToken'],
      run: (input) => {
        const stack = stacks.get(requiredText(input, 'StackName'));
        if (stack.status !== 'UPDATE_IN_PROGRESS') {
          throw validationError(`CancelUpdateStack cannot be called from current stack status`);
        }
        operations.cancel(stack);
        return {};
      },
    },
    RollbackStack: {
      members: ['StackName', 'RoleARN', 'ClientRequestToken', 'DeploymentConfig'],
      run: (input) => {
        refuseUnsupported(input);
        const stack = stacks.get(requiredText(input, 'StackName'));
        requireStatus(stack, ['CREATE_FAILED', 'UPDATE_FAILED'], 'rolled back');
        const rollBack = stack.status === 'CREATE_FAILED' ? rollBackCreate : rollBackUpdate;
        operations.start(stack, optionalText(input, 'ClientRequestToken'), (operation) =>
          rollBack(operation, 'User Initiated'),
        );
        return { StackId: stack.id };
      },
    },
    ContinueUpdateRollback: {
      members: ['StackName', 'RoleARN', 'ClientRequestToken'],
      run: (input) => {
        const stack = stacks.get(requiredText(input, 'StackName'));
        requireStatus(stack, ['UPDATE_ROLLBACK_FAILED'], 'continued');
        operations.start(stack, optionalText(input, 'ClientRequestToken'), (operation) =>
          rollBackUpdate(operation, 'User Initiated'),
        );
        return {};
      },
    },
    UpdateTerminationProtection: {
      members: ['StackName', 'EnableTerminationProtection'],
      run: (input) => {
        const stack = stacks.get(requiredText(input, 'StackName'));
        stack.terminationProtection = flag(input, 'EnableTerminationProtection');
        return { StackId: stack.id };
      },
    },
  };
}

/** Fails when a stack cannot be updated now. */
export function checkUpdatable(stack: Stack, disableRollback: boolean): void {
  const { id, status } = stack;
  if (!isUpdatable(status)) {
    throw validationError(`Stack:${id} is in ${status} state and can not be updated.`);
  }
  if (['CREATE_FAILED', 'UPDATE_FAILED'].includes(status) && !disableRollback) {
    throw validationError(
      `This stack is currently in a non-terminal [${status}] state. To update the stack from this state, please use the disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API`,
    );
  }
}

interface BeginDelete {
  readonly retainResources: readonly string[];
  readonly force: boolean;
  readonly token: string | undefined;
}

function beginDelete({ stacks, operations }: Engine, stack: Stack, options: BeginDelete): void {
  const { status, name } = stack;
  if (status === 'DELETE_COMPLETE' || status === 'DELETE_IN_PROGRESS') {
    return;
  }
  if (stack.terminationProtection) {
    throw validationError(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (isInProgress(status) && status !== 'CREATE_IN_PROGRESS' && status !== 'ROLLBACK_IN_PROGRESS') {
    throw validationError(`Stack [${name}] cannot be deleted while in status ${status}`);
  }
  if (options.retainResources.length > 0 && status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${name}]. RetainResources can be specified only when the stack is in the DELETE_FAILED state`,
    );
  }
  if (status === 'CREATE_IN_PROGRESS') {
    operations.cancel(stack);
  }
  operations.start(stack, options.token, async (operation) => {
    try {
      checkExportsInUse(stacks, stack, []);
    } catch (error) {
      // As on AWS: the stack stays what it was, and only the reason tells that nothing was deleted.
      operation.setStatus(stack.status, messageOf(error));
      return;
    }
    await deleteStack(operation, options);
  });
}

function requireStatus(stack: Stack, allowed: readonly StackStatus[], verb: string): void {
  if (!allowed.includes(stack.status)) {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be ${verb}.`);
  }
}

function refuseFindings(findings: readonly Finding[]): void {
  if (findings.length > 0) {
    throw validationError(`Properties validation failed: ${findings.map(describeFinding).join('; ')}`);
  }
}
