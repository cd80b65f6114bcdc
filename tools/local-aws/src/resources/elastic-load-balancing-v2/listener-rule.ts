import type { ResourceType } from '../../cloudformation';
import { anyChanged, present, tagsOf, unlessMissing } from '../support';
import { action } from './action';
import { updateTags } from './tags';

export const listenerRule: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  honours: ['Actions', 'Conditions', 'ListenerArn', 'Priority', 'Tags'],
  async create(context, { Actions, Conditions, ListenerArn, Priority, Tags }) {
    const { Rules } = await context.clients.elbv2.createRule({
      Actions: Actions.map(action),
      Conditions,
      ListenerArn,
      Priority,
      Tags: tagsOf(context, Tags),
    });
    const physicalId = present(Rules?.[0]?.RuleArn, 'RuleArn');
    return { physicalId, attributes: { RuleArn: physicalId, IsDefault: false } };
  },
  async update(context, existing, properties, previous) {
    const { elbv2 } = context.clients;
    const { physicalId: RuleArn } = existing;
    const { Actions, Conditions, Priority } = properties;
    if (anyChanged(properties, previous, ['Actions', 'Conditions'])) {
      await elbv2.modifyRule({ RuleArn, Actions: Actions.map(action), Conditions });
    }
    if (anyChanged(properties, previous, ['Priority'])) {
      await elbv2.setRulePriorities({ RulePriorities: [{ RuleArn, Priority }] });
    }
    await updateTags(context, RuleArn, properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) => unlessMissing(() => clients.elbv2.deleteRule({ RuleArn: physicalId })),
};
