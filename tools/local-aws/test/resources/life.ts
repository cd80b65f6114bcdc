import { clientsFor, type Clients } from '../../src/clients';
import { cloudFormation, type CloudFormation } from '../../src/cloudformation';
import { resourceTypes } from '../../src/resources';
import { systemClock } from '../../src/services/support';
import type { Answer } from '../cloudformation/answer';

type Member = Record<string, unknown>;

/** CloudFormation over a moto that is already there, and what a test asks of it. */
export class Life {
  public readonly clients: Clients;
  public readonly engine: CloudFormation;
  private id = '';

  public constructor(url: string) {
    this.clients = clientsFor(url, 'eu-west-1');
    this.engine = cloudFormation({
      account: { accountId: '123456789012', region: 'eu-west-1', partition: 'aws' },
      clients: this.clients,
      clock: systemClock(),
      resourceTypes,
      customResources: { request: async () => ({ Status: 'FAILED', Reason: 'none here' }) },
    });
  }

  public async call(action: string, input: Member): Promise<Answer> {
    return (await this.engine.handle({ service: 'cloudformation', action, input })) as Record<string, unknown>;
  }

  /** Runs an operation to its end; fails with the first reason when it does not succeed. */
  private async run(action: string, input: Member): Promise<void> {
    const { StackId = this.id } = await this.call(action, { StackName: 'life', ...input });
    this.id = StackId;
    await this.engine.settled(StackId);
    const stack = (await this.call('DescribeStacks', { StackName: StackId })).Stacks[0];
    if (!/^(CREATE|UPDATE|DELETE)_COMPLETE$/.test(stack.StackStatus)) {
      const { StackEvents } = await this.call('DescribeStackEvents', { StackName: StackId });
      const failures = StackEvents.filter((event: Member) => String(event.ResourceStatus).endsWith('_FAILED'));
      const reasons = failures.map((event: Member) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`);
      throw new Error(`${stack.StackStatus}: ${reasons.reverse().join('\n')}`);
    }
  }

  public async deploy(action: 'CreateStack' | 'UpdateStack', template: object, input: Member = {}): Promise<void> {
    const Capabilities = ['CAPABILITY_NAMED_IAM'];
    await this.run(action, { TemplateBody: JSON.stringify(template), Capabilities, ...input });
  }

  public async delete(): Promise<void> {
    await this.run('DeleteStack', {});
  }

  public async physicalId(logicalId: string): Promise<string> {
    const { StackResources } = await this.call('DescribeStackResources', {
      StackName: 'life',
      LogicalResourceId: logicalId,
    });
    return StackResources[0].PhysicalResourceId;
  }

  public async outputs(): Promise<Record<string, string>> {
    const { Stacks } = await this.call('DescribeStacks', { StackName: 'life' });
    return Object.fromEntries(Stacks[0].Outputs.map((output: Member) => [output.OutputKey, output.OutputValue]));
  }

  public async close(): Promise<void> {
    await this.engine.close();
    Object.values(this.clients).forEach((client) => client.destroy());
  }
}
