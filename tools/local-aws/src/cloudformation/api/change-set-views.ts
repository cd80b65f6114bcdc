import type { ChangeSet } from '../change-sets/change-set';
import type { Change } from '../change-sets/changes';
import type { PropertyChange } from '../validation/replacement';
import { parametersView } from './views';

type View = Record<string, unknown>;

export function changeSetSummary(changeSet: ChangeSet): View {
  const { id, name, stack, status, statusReason, executionStatus, created, description } = changeSet;
  return {
    ChangeSetId: id,
    ChangeSetName: name,
    StackId: stack.id,
    StackName: stack.name,
    Status: status,
    StatusReason: statusReason,
    ExecutionStatus: executionStatus,
    CreationTime: created,
    Description: description,
    IncludeNestedStacks: false,
  };
}

export function changeSetView(changeSet: ChangeSet): View {
  const { plan, changes } = changeSet;
  return {
    ...changeSetSummary(changeSet),
    Parameters: parametersView(plan.parameters),
    Tags: plan.tags,
    Capabilities: plan.capabilities,
    NotificationARNs: [],
    RollbackConfiguration: {},
    Changes: changes.map(changeView),
  };
}

function changeView(change: Change): View {
  const { action, logicalId, physicalId, resourceType, replacement, scopes, properties, removalPolicy } = change;
  const others = scopes.filter((scope) => scope !== 'Properties');
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: action,
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: resourceType,
      Replacement: replacement,
      Scope: scopes,
      PolicyAction: policyAction(change, removalPolicy),
      Details: [
        ...properties.map(propertyDetail),
        ...others.map((Attribute) => ({
          Target: { Attribute, RequiresRecreation: 'Never' },
          Evaluation: 'Static',
          ChangeSource: 'DirectModification',
        })),
      ],
    },
  };
}

const RECREATION = { yes: 'Always', no: 'Never', maybe: 'Conditionally' } as const;

function propertyDetail({ name, replaces, dynamic }: PropertyChange): View {
  return {
    Target: { Attribute: 'Properties', Name: name, RequiresRecreation: RECREATION[replaces] },
    Evaluation: dynamic ? 'Dynamic' : 'Static',
    ChangeSource: dynamic ? 'ResourceAttribute' : 'DirectModification',
  };
}

function policyAction({ action, replacement }: Change, removalPolicy: string | undefined): string | undefined {
  if (action === 'Remove') {
    return removalPolicy === undefined || removalPolicy === 'Delete' ? 'Delete' : 'Retain';
  }
  return replacement === 'True' ? 'ReplaceAndDelete' : undefined;
}
