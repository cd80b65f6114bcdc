import type { Target } from '@aws-sdk/client-eventbridge';
import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { begun, document, present, tagsByArn, tagsOf, unlessMissing, updateTags } from '../support';

const LONGEST_NAME = 64;

export const eventRule: ResourceType = {
  type: 'AWS::Events::Rule',
  honours: [
    'Description',
    'EventBusName',
    'EventPattern',
    'Name',
    'RoleArn',
    'ScheduleExpression',
    'State',
    'Tags',
    'Targets',
  ],
  async create(context, properties) {
    const name: string = properties.Name ?? context.physicalName(LONGEST_NAME);
    const RuleArn = await putRule(context, name, properties, tagsOf(context, properties.Tags));
    const attributes = { Arn: RuleArn, RuleName: name };
    const resource = begun(context, name, attributes);
    await changeTargets(context, name, properties, {});
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { events } = context.clients;
    await putRule(context, existing.physicalId, properties);
    await changeTargets(context, existing.physicalId, properties, previous);
    await updateTags(context, properties, previous, tagsByArn(events, existing));
    return existing;
  },
  async delete(context, { physicalId }, properties) {
    const { EventBusName } = properties;
    await unlessMissing(async () => {
      await changeTargets(context, physicalId, { EventBusName }, properties);
      await context.clients.events.deleteRule({ Name: physicalId, EventBusName });
    });
  },
};

async function putRule(
  { clients }: ResourceContext,
  Name: string,
  properties: Properties,
  Tags?: { Key: string; Value: string }[],
): Promise<string> {
  const { Description, EventBusName, EventPattern, RoleArn, ScheduleExpression, State } = properties;
  const { RuleArn } = await clients.events.putRule({
    Name,
    Description,
    EventBusName,
    EventPattern: document(EventPattern, 'optional'),
    RoleArn,
    ScheduleExpression,
    State,
    Tags,
  });
  return present(RuleArn, 'RuleArn');
}

async function changeTargets(
  { clients }: ResourceContext,
  Rule: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { EventBusName, Targets = [] } = now;
  const ids = Targets.map(({ Id }: Target) => Id);
  const Ids = (before.Targets ?? []).map(({ Id }: Target) => Id).filter((id: unknown) => !ids.includes(id));
  if (Ids.length > 0) {
    await clients.events.removeTargets({ Rule, EventBusName, Ids });
  }
  if (Targets.length > 0) {
    await clients.events.putTargets({ Rule, EventBusName, Targets });
  }
}
