import type { Clients } from '../../clients';
import type { HookTarget } from './ports';

/** Delivers lifecycle messages to SNS topics and SQS queues. */
export function hookTargets({ sns, sqs }: Pick<Clients, 'sns' | 'sqs'>): HookTarget {
  return {
    notify: async (targetArn, message) => {
      const body = JSON.stringify(message);
      const [, , service, , accountId, name] = targetArn.split(':');
      if (service === 'sns') {
        await sns.publish({ TopicArn: targetArn, Message: body, Subject: 'Auto Scaling: Lifecycle action' });
        return;
      }
      const { QueueUrl } = await sqs.getQueueUrl({ QueueName: name, QueueOwnerAWSAccountId: accountId });
      await sqs.sendMessage({ QueueUrl, MessageBody: body });
    },
  };
}
