import type { ResourceType } from '../../cloudformation';
import { anyChanged, present, unlessMissing } from '../support';
import { action } from './action';

export const listenerRule: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  honours: ['Actions', 'Conditions', 'ListenerArn', 'Priority'],
  async create({ clients }, { Actions, Conditions, ListenerArn, Priority }) {
    const { Rules } = await clients.elbv2.createRule({
      Actions: Actions.map(action),
      Conditions,
      ListenerArn,
      Priority,
    });
    const physicalId = present(Rules?.[0]?.RuleArn, 'RuleArn');
    return { physicalId, attributes: { RuleArn: physicalId, IsDefault: false } };
  },
  async update({ clients }, existing, properties, previous) {
    const { physicalId: RuleArn } = existing;
    const { Actions, Conditions, Priority } = properties;
    if (anyChanged(properties, previous, ['Actions', 'Conditions'])) {
      await clients.elbv2.modifyRule({ RuleArn, Actions: Actions.map(action), Conditions });
    }
    if (anyChanged(properties, previous, ['Priority'])) {
      await clients.elbv2.setRulePriorities({ RulePriorities: [{ RuleArn, Priority }] });
    }
    return existing;
  },
  delete: ({ clients }, { physicalId }) => unlessMissing(() => clients.elbv2.deleteRule({ RuleArn: physicalId })),
};
