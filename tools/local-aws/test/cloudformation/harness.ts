import {
  cloudFormation,
  type CloudFormation,
  type CustomResourceRequest,
  type CustomResourceResponse,
} from '../../src/cloudformation';
import type { Clients } from '../../src/clients';
import { specification, thingTypes, World } from './world';
import type { Answer } from './answer';

type Member = Record<string, unknown>;

/** CloudFormation in a world of test things, with the calls that tests make most. */
export class Harness {
  public readonly world = new World();
  public readonly parameters = new Map<string, string>();
  public readonly secrets = new Map<string, string>();
  public readonly templates = new Map<string, string>();
  public readonly customRequests: CustomResourceRequest[] = [];
  public readonly logged: string[] = [];
  public answerCustom: (request: CustomResourceRequest) => CustomResourceResponse | Promise<CustomResourceResponse> = ({
    LogicalResourceId,
  }) => ({ Status: 'SUCCESS', PhysicalResourceId: LogicalResourceId });
  public readonly engine: CloudFormation;
  private uuids = 0;

  public constructor(options: { readonly concurrency?: number } = {}) {
    this.engine = cloudFormation({
      account: { accountId: '123456789012', region: 'eu-west-1', partition: 'aws' },
      // The test's resource types and lookups need no service.
      clients: {} as Clients,
      clock: { now: () => performance.now() / 1000, date: () => new Date() },
      resourceTypes: thingTypes(this.world),
      customResources: {
        request: async (event) => {
          this.customRequests.push(event);
          return this.answerCustom(event);
        },
      },
      lookups: {
        template: async (url) => this.templates.get(url) ?? '',
        parameter: async (name) => this.parameters.get(name),
        secret: async (id) => this.secrets.get(id),
        availabilityZones: async () => ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      },
      specification: async () => specification,
      concurrency: options.concurrency,
      uuid: () => `uuid-${(this.uuids += 1)}`,
      randomName: (length) => 'X'.repeat(length),
      pause: async () => {
        await new Promise((resolve) => setImmediate(resolve));
      },
      log: (message) => this.logged.push(message),
    });
  }

  public async call(action: string, input: Member = {}): Promise<Answer> {
    const output = await this.engine.handle({ service: 'cloudformation', action, input });
    return output as Record<string, unknown>;
  }

  public async create(name: string, template: unknown, more: Member = {}): Promise<string> {
    const { StackId } = await this.call('CreateStack', { StackName: name, ...body(template), ...more });
    await this.engine.settled(name);
    return StackId;
  }

  public async update(name: string, template: unknown, more: Member = {}): Promise<void> {
    await this.call('UpdateStack', { StackName: name, ...body(template), ...more });
    await this.engine.settled(name);
  }

  public async delete(name: string): Promise<void> {
    await this.call('DeleteStack', { StackName: name });
    await this.engine.settled(name);
  }

  public async stack(nameOrId: string): Promise<Answer> {
    return (await this.call('DescribeStacks', { StackName: nameOrId })).Stacks[0];
  }

  public async outputs(name: string): Promise<Record<string, string>> {
    const { Outputs } = await this.stack(name);
    return Object.fromEntries(Outputs.map((output: Member) => [output.OutputKey, output.OutputValue]));
  }

  /** Oldest first: `logical id status` and the reason, if any. */
  public async events(nameOrId: string): Promise<string[]> {
    const { StackEvents } = await this.call('DescribeStackEvents', { StackName: nameOrId });
    return StackEvents.map((event: Member) =>
      [event.LogicalResourceId, event.ResourceStatus, event.ResourceStatusReason].filter(Boolean).join(' '),
    ).reverse();
  }

  public async physicalIds(nameOrId: string): Promise<Record<string, string>> {
    const { StackResourceSummaries } = await this.call('ListStackResources', { StackName: nameOrId });
    return Object.fromEntries(
      StackResourceSummaries.map((resource: Member) => [resource.LogicalResourceId, resource.PhysicalResourceId]),
    );
  }
}

export function body(template: unknown): Member {
  return { TemplateBody: typeof template === 'string' ? template : JSON.stringify(template) };
}

/** A test thing; what it links to, it needs. */
export function thing(properties: Member = {}, more: Member = {}): Member {
  return { Type: 'AWS::Test::Thing', Properties: properties, ...more };
}

export function fixed(properties: Member = {}, more: Member = {}): Member {
  return { Type: 'AWS::Test::Fixed', Properties: properties, ...more };
}

export const ref = (name: string): Member => ({ Ref: name });
export const att = (name: string, attribute: string): Member => ({ 'Fn::GetAtt': [name, attribute] });
