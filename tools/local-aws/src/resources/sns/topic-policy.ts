import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { document, listChanges, unlessMissing } from '../support';

export const topicPolicy: ResourceType = {
  type: 'AWS::SNS::TopicPolicy',
  honours: ['PolicyDocument', 'Topics'],
  async create(context, properties) {
    await put(context, properties.Topics, document(properties.PolicyDocument));
    const physicalId = context.physicalName();
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(context, existing, properties, previous) {
    await put(context, properties.Topics, document(properties.PolicyDocument));
    await clear(context, listChanges<string>(properties.Topics, previous.Topics).removed);
    return existing;
  },
  delete: (context, _, { Topics }: Properties) => clear(context, Topics),
};

async function put({ clients }: ResourceContext, topics: readonly string[], AttributeValue: string): Promise<void> {
  for (const TopicArn of topics) {
    await clients.sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue });
  }
}

/** A topic always has a policy; without one of ours it is that of its owner. */
async function clear(context: ResourceContext, topics: readonly string[]): Promise<void> {
  const { partition, accountId } = context.account;
  for (const Resource of topics) {
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: ['sns:Publish', 'sns:Subscribe', 'sns:GetTopicAttributes', 'sns:SetTopicAttributes'],
      Resource,
    };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await unlessMissing(() => put(context, [Resource], policy));
  }
}
