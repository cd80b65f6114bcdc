import type { Action } from '../../services/support';
import type { ChangeSet } from '../change-sets/change-set';
import { validationError } from '../errors';
import { asText, isObject } from '../plain';
import { exportsOf, importersOf } from '../state/exports';
import type { Stack, StackResource } from '../state/stack';
import { requiredCapability } from '../template/capabilities';
import { parseTemplate } from '../template/template';
import { templateBody, type Engine } from './engine';
import { optionalText, requiredText, texts, type Input } from './input';
import { eventView, resourceDetail, resourceSummary, resourceView, stackSummary, stackView } from './views';

/** Everything that only tells. */
export function describeActions(engine: Engine): Readonly<Record<string, Action>> {
  const { stacks, changeSets } = engine;
  const find = (input: Input): Stack => stacks.get(requiredText(input, 'StackName'));
  return {
    DescribeStacks: {
      members: ['StackName', 'NextToken'],
      run: (input) => {
        const name = optionalText(input, 'StackName');
        return { Stacks: (name === undefined ? stacks.list() : [stacks.get(name)]).map(stackView) };
      },
    },
    ListStacks: {
      members: ['StackStatusFilter', 'NextToken'],
      run: (input) => {
        const statuses = texts(input, 'StackStatusFilter');
        const listed = stacks
          .listWithDeleted()
          .filter(({ status }) => statuses.length === 0 || statuses.includes(status));
        return { StackSummaries: listed.map(stackSummary) };
      },
    },
    DescribeStackEvents: {
      members: ['StackName', 'NextToken'],
      run: (input) => {
        const stack = find(input);
        return { StackEvents: stack.events.map((event) => eventView(stack, event)).reverse() };
      },
    },
    DescribeEvents: {
      members: ['StackName', 'ChangeSetName', 'OperationId', 'Filters', 'NextToken'],
      run: (input) => {
        const changeSet = optionalText(input, 'ChangeSetName');
        if (changeSet !== undefined) {
          return { OperationEvents: findingEvents(changeSets.get(changeSet, optionalText(input, 'StackName'))) };
        }
        const onlyFailed = isObject(input.Filters) && String(input.Filters.FailedEvents) === 'true';
        return { OperationEvents: operationEvents(find(input), onlyFailed, optionalText(input, 'OperationId')) };
      },
    },
    DescribeStackResources: {
      members: ['StackName', 'LogicalResourceId', 'PhysicalResourceId'],
      run: (input) => {
        const { stack, resources } = resourcesOf(engine, input);
        return { StackResources: resources.map((resource) => resourceView(stack, resource)) };
      },
    },
    DescribeStackResource: {
      members: ['StackName', 'LogicalResourceId'],
      run: (input) => {
        const { stack, resources } = resourcesOf(engine, input);
        const [resource] = resources;
        if (resource === undefined) {
          throw validationError(
            `Resource ${requiredText(input, 'LogicalResourceId')} does not exist for stack ${stack.name}`,
          );
        }
        return { StackResourceDetail: resourceDetail(stack, resource) };
      },
    },
    ListStackResources: {
      members: ['StackName', 'NextToken'],
      run: (input) => ({ StackResourceSummaries: [...find(input).resources.values()].map(resourceSummary) }),
    },
    ListExports: {
      members: ['NextToken'],
      run: () => ({
        Exports: exportsOf(stacks).map(({ name, value, stack }) => ({
          Name: name,
          Value: value,
          ExportingStackId: stack.id,
        })),
      }),
    },
    ListImports: {
      members: ['ExportName', 'NextToken'],
      run: (input) => {
        const name = requiredText(input, 'ExportName');
        const importers = importersOf(stacks, name);
        if (importers.length === 0) {
          throw validationError(`Export '${name}' is not imported by any stack.`);
        }
        return { Imports: importers.map((stack) => stack.name) };
      },
    },
    GetTemplate: {
      members: ['StackName', 'ChangeSetName', 'TemplateStage'],
      run: (input) => {
        const changeSet = optionalText(input, 'ChangeSetName');
        const plan =
          changeSet === undefined
            ? find(input).deployment?.plan
            : changeSets.get(changeSet, optionalText(input, 'StackName')).plan;
        // A stack in review has no template yet; an empty one is what its readers can do something with.
        return { TemplateBody: plan?.body ?? '{}', StagesAvailable: ['Original', 'Processed'] };
      },
    },
    GetTemplateSummary: {
      members: ['StackName', 'TemplateBody', 'TemplateURL', 'TemplateSummaryConfig'],
      run: async (input) => summary(await summarisedBody(engine, input)),
    },
    ValidateTemplate: {
      members: ['TemplateBody', 'TemplateURL'],
      run: async (input) => {
        const { Parameters, Description, Capabilities } = summary(await templateBody(engine, input));
        return { Parameters, Description, Capabilities };
      },
    },
    // The CLI asks for both to explain a failure; stack policies and hooks cannot be set here, so there are none.
    GetStackPolicy: { members: ['StackName'], run: (input) => (find(input), {}) },
    ListHookResults: { members: ['TargetType', 'TargetId', 'NextToken'], run: () => ({ HookResults: [] }) },
  };
}

function operationEvents(stack: Stack, onlyFailed: boolean, operationId: string | undefined): object[] {
  return stack.events
    .filter(({ status }) => !onlyFailed || status.endsWith('_FAILED'))
    .filter((event) => operationId === undefined || event.operationId === operationId)
    .map((event) => ({ ...eventView(stack, event), EventType: 'STACK_EVENT' }))
    .reverse();
}

/** What keeps a change set from being executed, in the form of AWS's early validation. */
function findingEvents({ stack, plan, created, operationId }: ChangeSet): object[] {
  return plan.findings.map(({ logicalId, resourceType, path, message, kind }, index) => ({
    EventId: `${operationId}-${index}`,
    StackId: stack.id,
    OperationId: operationId,
    OperationType: 'CREATE_CHANGESET',
    EventType: 'VALIDATION_ERROR',
    LogicalResourceId: logicalId,
    ResourceType: resourceType,
    Timestamp: created,
    ValidationFailureMode: 'FAIL',
    ValidationName: kind === 'invalid' ? 'PROPERTY_VALIDATION' : 'LOCAL_AWS_SUPPORT',
    ValidationStatus: 'FAILED',
    ValidationStatusReason: kind === 'invalid' ? `${path}: ${message}` : message,
    ValidationPath: `/Resources/${logicalId}/Properties${path.slice(1)}`,
  }));
}

/** Resources by stack and logical id, or by a physical id alone. */
function resourcesOf({ stacks }: Engine, input: Input): { stack: Stack; resources: StackResource[] } {
  const logicalId = optionalText(input, 'LogicalResourceId');
  const physicalId = optionalText(input, 'PhysicalResourceId');
  const name = optionalText(input, 'StackName');
  const owns = (candidate: Stack): boolean =>
    [...candidate.resources.values()].some((owned) => owned.physicalId === physicalId);
  const stack = name === undefined && physicalId !== undefined ? stacks.list().find(owns) : undefined;
  if (name === undefined && stack === undefined) {
    throw validationError(`Stack for ${physicalId ?? 'no physical id'} does not exist`);
  }
  const found = stack ?? stacks.get(name ?? '');
  const resources = [...found.resources.values()].filter(
    (resource) => logicalId === undefined || resource.logicalId === logicalId,
  );
  return { stack: found, resources };
}

async function summarisedBody(engine: Engine, input: Input): Promise<string> {
  const name = optionalText(input, 'StackName');
  return (
    (name === undefined ? undefined : engine.stacks.get(name).deployment?.plan.body) ?? templateBody(engine, input)
  );
}

function summary(body: string): Record<string, unknown> {
  const { Parameters, Resources, Description, Metadata } = parseTemplate(body);
  const resources = Object.values(Resources);
  const capability = requiredCapability(resources);
  return {
    Parameters: Object.entries(Parameters).map(([ParameterKey, definition]) => ({
      ParameterKey,
      ParameterType: definition.Type,
      DefaultValue: definition.Default === undefined ? undefined : asText(definition.Default),
      Description: definition.Description,
      NoEcho: String(definition.NoEcho) === 'true',
    })),
    ResourceTypes: [...new Set(resources.map(({ Type }) => Type))],
    Capabilities: capability === undefined ? [] : [capability],
    Description,
    Metadata: Metadata === undefined ? undefined : JSON.stringify(Metadata),
  };
}
