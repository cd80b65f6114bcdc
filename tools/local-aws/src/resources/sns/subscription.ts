import type { ResourceType } from '../../cloudformation';
import { sameValue } from '../../cloudformation/plain';
import { document, present, unlessMissing } from '../support';

/** Properties that are attributes of the subscription under the same name. */
const ATTRIBUTES = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'];

export const subscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  honours: ['Endpoint', 'Protocol', 'TopicArn', ...ATTRIBUTES],
  async create({ clients }, properties) {
    const { Endpoint, Protocol, TopicArn } = properties;
    const given = ATTRIBUTES.filter((name) => properties[name] !== undefined);
    const { SubscriptionArn } = await clients.sns.subscribe({
      Endpoint,
      Protocol,
      TopicArn,
      Attributes: Object.fromEntries(given.map((name) => [name, document(properties[name])])),
      ReturnSubscriptionArn: true,
    });
    const physicalId = present(SubscriptionArn, 'SubscriptionArn');
    return { physicalId, attributes: { Arn: physicalId } };
  },
  async update({ clients }, existing, properties, previous) {
    for (const AttributeName of ATTRIBUTES) {
      const value: unknown = properties[AttributeName];
      if (!sameValue(value, previous[AttributeName])) {
        const AttributeValue = document(value ?? '');
        await clients.sns.setSubscriptionAttributes({
          SubscriptionArn: existing.physicalId,
          AttributeName,
          AttributeValue,
        });
      }
    }
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.sns.unsubscribe({ SubscriptionArn: physicalId })),
};
