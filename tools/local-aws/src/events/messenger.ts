import type { Clients } from '../clients';
import { AwsError } from '../service';

export interface Message {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** For FIFO queues. */
  readonly groupId?: string;
}

/** Sends to what an ARN names: an SQS queue or an SNS topic. */
export interface Messenger {
  send(arn: string, message: Message): Promise<void>;
}

export function messengerTo({ sqs, sns }: Pick<Clients, 'sqs' | 'sns'>): Messenger {
  return {
    async send(arn, { body, attributes = {}, groupId }) {
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      );
      switch (serviceOf(arn)) {
        case 'sqs': {
          const { QueueUrl } = await sqs.getQueueUrl({ QueueName: arn.split(':').at(-1) });
          await sqs.sendMessage({ QueueUrl, MessageBody: body, MessageAttributes, MessageGroupId: groupId });
          return;
        }
        case 'sns':
          await sns.publish({ TopicArn: arn, Message: body, MessageAttributes });
          return;
        default:
          throw new AwsError(
            'UnsupportedOperation',
            `Local AWS sends messages to SQS and SNS only, not to ${arn}`,
            501,
          );
      }
    },
  };
}

export function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}
