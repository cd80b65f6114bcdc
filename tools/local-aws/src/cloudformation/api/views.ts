import type { Stack, StackEvent, StackResource } from '../state/stack';
import type { ParameterValues } from '../template/parameters';

type View = Record<string, unknown>;

const NOT_CHECKED = { StackDriftStatus: 'NOT_CHECKED' };
const RESOURCE_NOT_CHECKED = { StackResourceDriftStatus: 'NOT_CHECKED' };

export function stackSummary(stack: Stack): View {
  const { id, name, created, updated, deleted, status, reason, deployment } = stack;
  return {
    StackId: id,
    StackName: name,
    TemplateDescription: deployment?.plan.template.Description,
    CreationTime: created,
    LastUpdatedTime: updated,
    DeletionTime: deleted,
    StackStatus: status,
    StackStatusReason: reason,
    DriftInformation: NOT_CHECKED,
  };
}

export function stackView(stack: Stack): View {
  const { TemplateDescription, ...summary } = stackSummary(stack);
  const plan = stack.deployment?.plan;
  const outputs = (stack.checkpoint ?? stack.deployment)?.outputs ?? [];
  return {
    ...summary,
    Description: TemplateDescription,
    Parameters: parametersView(plan?.parameters ?? {}),
    Tags: plan?.tags ?? [],
    Capabilities: plan?.capabilities ?? [],
    Outputs: outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    RoleARN: stack.roleArn,
    NotificationARNs: [],
    RollbackConfiguration: {},
    DisableRollback: stack.disableRollback,
    EnableTerminationProtection: stack.terminationProtection,
  };
}

export function parametersView(values: ParameterValues): View[] {
  return Object.entries(values).map(([ParameterKey, { given, value, fromParameterStore, noEcho }]) => ({
    ParameterKey,
    ParameterValue: noEcho ? '****' : given,
    ResolvedValue: fromParameterStore ? String(value) : undefined,
  }));
}

export function eventView(stack: Stack, event: StackEvent): View {
  return {
    EventId: event.id,
    StackId: stack.id,
    StackName: stack.name,
    OperationId: event.operationId,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.timestamp,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ClientRequestToken: event.clientRequestToken,
  };
}

export function resourceSummary(resource: StackResource): View {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    LastUpdatedTimestamp: resource.timestamp,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: RESOURCE_NOT_CHECKED,
  };
}

export function resourceView(stack: Stack, resource: StackResource): View {
  const { LastUpdatedTimestamp, ...summary } = resourceSummary(resource);
  return { StackId: stack.id, StackName: stack.name, ...summary, Timestamp: LastUpdatedTimestamp };
}

export function resourceDetail(stack: Stack, resource: StackResource): View {
  const { Metadata } = resource.definition;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...resourceSummary(resource),
    Metadata: Metadata === undefined ? undefined : JSON.stringify(Metadata),
  };
}
