import { generationText } from '../../src/rollout/generation-text';
import { type Call, FakeApi } from '../keeper/fake-api';

export const NAME = '/ecs-groundwork/test/default/one';
export const PROPERTIES = {
  ParameterName: NAME,
  DocumentName: 'converge',
  TagKey: 'ecs-groundwork:instance-group',
  TagValue: 'test/default',
  GroupName: 'default',
  Concurrency: '10%',
  PatienceSeconds: '3000',
};

export const seconds = () => Date.now() / 1000;
export const version = (Version: number, content: string, more: object = {}) => ({
  Version,
  Value: generationText(content),
  Description: `System containers of group default, written for request request-${Version}`,
  LastModifiedDate: seconds(),
  Labels: [],
  ...more,
});
export const approved = (Version: number, content: string) => version(Version, content, { Labels: ['approved'] });
export const command = (mode: string, number: number, more: object = {}) => ({
  CommandId: `${mode}-${number}`,
  Status: 'Success',
  RequestedDateTime: seconds(),
  Parameters: { mode: [mode], parameter: [NAME], version: [`${number}`] },
  Targets: [{ Key: 'tag:ecs-groundwork:instance-group', Values: ['test/default'] }],
  ...more,
});
/** Of any command, unless it is said of which. */
export const invocation = (InstanceId: string, StatusDetails: string, Output = '', CommandId?: string) => ({
  CommandId,
  InstanceId,
  StatusDetails,
  CommandPlugins: [{ Output }],
});

interface There {
  readonly versions?: object[];
  readonly commands?: object[];
  readonly invocations?: { readonly CommandId?: string }[];
  readonly reached?: string[];
  readonly stack?: string;
}

const INSTANCE = '<member><InstanceId>i</InstanceId><LifecycleState>InService</LifecycleState></member>';

/** Systems Manager, Auto Scaling with 20 instances in service and one that starts, and CloudFormation. */
export function there({
  versions = [],
  commands = [],
  invocations = [],
  reached = [],
  stack = 'UPDATE_IN_PROGRESS',
}: There) {
  return ({ action, input }: Call): object | string => {
    switch (action) {
      case 'DescribeAutoScalingGroups':
        return `<R><DescribeAutoScalingGroupsResult><AutoScalingGroups><member><Instances>${INSTANCE.repeat(20)}${INSTANCE.replace(
          'InService',
          'Pending:Wait',
        )}</Instances></member></AutoScalingGroups></DescribeAutoScalingGroupsResult></R>`;
      case 'DescribeStacks':
        return `<R><DescribeStacksResult><Stacks><member><StackStatus>${stack}</StackStatus></member></Stacks></DescribeStacksResult></R>`;
      case 'GetParameterHistory':
        return versions.length > 0 ? { Parameters: versions } : { error: 'ParameterNotFound', message: 'no' };
      case 'ListCommands':
        return { Commands: commands };
      case 'ListCommandInvocations':
        return {
          CommandInvocations: invocations.filter(({ CommandId = input.CommandId }) => CommandId === input.CommandId),
        };
      case 'DescribeInstanceInformation':
        return { InstanceInformationList: reached.map((InstanceId) => ({ InstanceId })) };
      case 'DeleteParameter':
        return versions.length > 0 ? {} : { error: 'ParameterNotFound', message: 'no' };
      default:
        return {};
    }
  };
}

/** AWS for the tests of a file, and what functions log meanwhile; both begin anew with each test. */
export function fakeAws() {
  const api = new FakeApi();
  const said: Record<string, unknown>[] = [];
  beforeAll(() => api.start());
  beforeEach(() => {
    api.reset();
    said.length = 0;
    jest
      .spyOn(console, 'log')
      .mockImplementation((line: string) => said.push(JSON.parse(line) as Record<string, unknown>));
  });
  afterAll(() => api.stop());
  return { api, said, inputOf: (action: string) => api.calls.find((call) => call.action === action)?.input };
}
