import { AwsError } from '../../service';
import type { Action } from '../../services/support';
import type { ChangeSet } from '../change-sets/change-set';
import { changesOf } from '../change-sets/changes';
import { validationError } from '../errors';
import { createStack } from '../operations/create-stack';
import { updateStack } from '../operations/update-stack';
import type { Plan } from '../state/plan';
import type { Stack } from '../state/stack';
import { isInProgress, isUpdatable } from '../state/statuses';
import { describeFinding } from '../validation/finding';
import { changeSetSummary, changeSetView } from './change-set-views';
import { planFor, type Engine } from './engine';
import { disablesRollback, optionalText, refuseUnsupported, requiredText, type Input } from './input';
import { checkUpdatable } from './stack-actions';

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";
const EARLY_VALIDATION =
  'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.';

export function changeSetActions(engine: Engine): Readonly<Record<string, Action>> {
  const { changeSets, operations, stacks } = engine;
  const find = (input: Input): ChangeSet =>
    changeSets.get(requiredText(input, 'ChangeSetName'), optionalText(input, 'StackName'));
  return {
    CreateChangeSet: {
      members: [
        'StackName',
        'ChangeSetName',
        'ChangeSetType',
        'Description',
        'TemplateBody',
        'TemplateURL',
        'UsePreviousTemplate',
        'Parameters',
        'Capabilities',
        'Tags',
        'RoleARN',
        'NotificationARNs',
        'RollbackConfiguration',
        'ClientToken',
        'IncludeNestedStacks',
        'ImportExistingResources',
        'ResourcesToImport',
        'DeploymentConfig',
        'DeploymentMode',
        'OnStackFailure',
      ],
      run: async (input) => {
        refuseUnsupported(input);
        const changeSet = await createChangeSet(engine, input);
        return { Id: changeSet.id, StackId: changeSet.stack.id };
      },
    },
    DescribeChangeSet: {
      members: ['ChangeSetName', 'StackName', 'NextToken', 'IncludePropertyValues'],
      run: (input) => changeSetView(find(input)),
    },
    ListChangeSets: {
      members: ['StackName', 'NextToken'],
      run: (input) => ({
        Summaries: changeSets.of(stacks.get(requiredText(input, 'StackName'))).map(changeSetSummary),
      }),
    },
    DeleteChangeSet: {
      members: ['ChangeSetName', 'StackName'],
      run: (input) => {
        const stack = stacks.find(optionalText(input, 'StackName') ?? '');
        const name = requiredText(input, 'ChangeSetName');
        // Deleting what is not there succeeds.
        const found = stack && changeSets.of(stack).find((changeSet) => [changeSet.id, changeSet.name].includes(name));
        if (found !== undefined) {
          changeSets.delete(found);
        }
        return {};
      },
    },
    ExecuteChangeSet: {
      members: ['ChangeSetName', 'StackName', 'ClientRequestToken', 'DisableRollback'],
      run: (input) => {
        const changeSet = find(input);
        const { stack, plan } = changeSet;
        if (changeSet.executionStatus !== 'AVAILABLE') {
          throw new AwsError(
            'InvalidChangeSetStatus',
            `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${changeSet.executionStatus}]`,
          );
        }
        const create = stack.status === 'REVIEW_IN_PROGRESS';
        if (!create) {
          checkUpdatable(stack, disablesRollback(input));
        }
        stack.disableRollback = disablesRollback(input);
        stack.roleArn = changeSet.roleArn ?? stack.roleArn;
        changeSets.deleteOthers(changeSet);
        changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
        operations.start(stack, optionalText(input, 'ClientRequestToken'), async (operation) => {
          await (create ? createStack : updateStack)(operation, plan);
          const succeeded = ['CREATE_COMPLETE', 'UPDATE_COMPLETE'].includes(stack.status);
          changeSet.executionStatus = succeeded ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED';
        });
        return {};
      },
    },
  };
}

async function createChangeSet(engine: Engine, input: Input): Promise<ChangeSet> {
  const { environment, stacks, changeSets, operations } = engine;
  const name = requiredText(input, 'ChangeSetName');
  const stack = stackFor(engine, input);
  const plan = await planFor(engine, input, stack);
  const isNew = stacks.find(stack.id) === undefined;
  const { resources, isEmpty } = await changesOf(environment, stacks, stack, plan);
  const reason = failure(plan, isEmpty && !isNew);
  const { partition, region, accountId } = environment.account;
  const changeSet: ChangeSet = {
    id: `arn:${partition}:cloudformation:${region}:${accountId}:changeSet/${name}/${environment.uuid()}`,
    name,
    stack,
    description: optionalText(input, 'Description'),
    created: environment.clock.date(),
    operationId: environment.uuid(),
    plan,
    changes: resources,
    status: reason === undefined ? 'CREATE_COMPLETE' : 'FAILED',
    statusReason: reason,
    roleArn: optionalText(input, 'RoleARN'),
    executionStatus: reason === undefined ? 'AVAILABLE' : 'UNAVAILABLE',
  };
  if (isNew) {
    stacks.add(stack);
    operations.start(stack, optionalText(input, 'ClientToken'), async (operation) => {
      operation.setStatus('REVIEW_IN_PROGRESS', 'User Initiated');
    });
  }
  changeSets.add(changeSet);
  return changeSet;
}

/** The stack to change; for type `CREATE` a new one, or one that nothing was executed on yet. */
function stackFor({ environment, stacks }: Engine, input: Input): Stack {
  const nameOrId = requiredText(input, 'StackName');
  const type = optionalText(input, 'ChangeSetType') ?? 'UPDATE';
  const existing = stacks.find(nameOrId);
  if (type === 'CREATE') {
    if (existing !== undefined && existing.status !== 'REVIEW_IN_PROGRESS' && existing.status !== 'DELETE_COMPLETE') {
      throw validationError(
        `Stack [${existing.name}] already exists and cannot be created again with the changeSet [CREATE]`,
      );
    }
    return existing?.status === 'REVIEW_IN_PROGRESS' ? existing : stacks.make(nameOrId, environment.clock.date());
  }
  if (existing === undefined || existing.status === 'REVIEW_IN_PROGRESS') {
    throw validationError(`Stack [${nameOrId}] does not exist`);
  }
  if (isInProgress(existing.status) || !isUpdatable(existing.status)) {
    throw validationError(`Stack:${existing.id} is in ${existing.status} state and can not be updated.`);
  }
  return existing;
}

/** Why the change set cannot be executed, if it cannot. */
function failure({ findings }: Plan, isEmpty: boolean): string | undefined {
  if (findings.some(({ kind }) => kind === 'unsupported')) {
    const unsupported = findings.filter(({ kind }) => kind === 'unsupported');
    return `Local AWS cannot deploy this template: ${unsupported.map(describeFinding).join('; ')}`;
  }
  if (findings.length > 0) {
    return EARLY_VALIDATION;
  }
  return isEmpty ? NO_CHANGES : undefined;
}
