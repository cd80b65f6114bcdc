import type { Target } from '@aws-sdk/client-eventbridge';
import { ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { Clients } from '../clients';
import { AwsError } from '../service';
import { serviceOf, type Messenger } from './messenger';
import { allowsEvents } from './resource-policy';

/** Lambda's asynchronous invocation. */
export interface FunctionInvoker {
  accept(functionId: string, payload: unknown): Promise<void>;
}

export interface TargetsOptions {
  readonly moto: Pick<Clients, 'lambda' | 'sns' | 'sqs'>;
  readonly functions: FunctionInvoker;
  readonly messenger: Messenger;
}

/** Brings an input to a rule's target: what it is tells its ARN. */
export class Targets {
  public constructor(private readonly options: TargetsOptions) {}

  /** Fails when the target is not there or does not let EventBridge in. */
  public async send(target: Target, input: string, ruleArn: string): Promise<void> {
    const { Arn: arn = '' } = target;
    checkTarget(arn);
    if (!(await this.admits(arn, ruleArn))) {
      throw new AwsError(
        'NO_PERMISSIONS',
        `The resource policy of ${arn} does not allow events.amazonaws.com to deliver for ${ruleArn}`,
      );
    }
    if (serviceOf(arn) === 'lambda') {
      await this.options.functions.accept(arn, JSON.parse(input));
    } else {
      await this.options.messenger.send(arn, { body: input, groupId: target.SqsParameters?.MessageGroupId });
    }
  }

  private async admits(arn: string, ruleArn: string): Promise<boolean> {
    const { lambda, sns, sqs } = this.options.moto;
    switch (serviceOf(arn)) {
      case 'lambda':
        return allowsEvents(await functionPolicy(lambda, arn), 'lambda:InvokeFunction', ruleArn);
      case 'sns': {
        const { Attributes } = await sns.getTopicAttributes({ TopicArn: arn });
        return allowsEvents(Attributes?.Policy, 'sns:Publish', ruleArn);
      }
      default: {
        const { QueueUrl } = await sqs.getQueueUrl({ QueueName: arn.split(':').at(-1) });
        const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] });
        return allowsEvents(Attributes?.Policy, 'sqs:SendMessage', ruleArn);
      }
    }
  }
}

/** Fails for targets that local AWS cannot deliver to. */
export function checkTarget(arn: string): void {
  if (!['lambda', 'sns', 'sqs'].includes(serviceOf(arn))) {
    throw new AwsError(
      'UnsupportedOperation',
      `Local AWS delivers events to Lambda, SNS and SQS only, not to ${arn}`,
      501,
    );
  }
}

async function functionPolicy(lambda: Clients['lambda'], arn: string): Promise<string | undefined> {
  try {
    return (await lambda.getPolicy({ FunctionName: arn })).Policy;
  } catch (error) {
    if (error instanceof ResourceNotFoundException && !error.message.startsWith('Function not found')) {
      // the function is there, but nobody was ever let in
      return undefined;
    }
    throw error;
  }
}
