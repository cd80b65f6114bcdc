import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CustomResourceEvent } from '../../src/delete/custom-resource';
import { handler as repair, type QueueEvent } from '../../src/repair/repair.lambda';
import { REPAIR_ENVIRONMENT } from '../../src/repair/repair-environment';
import { handler as resume } from '../../src/repair/resume-launches.lambda';

/** A call as ECS hears it (JSON), or EC2 and EC2 Auto Scaling do (query), or CloudFormation (PUT). */
interface Call {
  readonly action: string;
  readonly input: Record<string, unknown>;
}

type Said = object | string | { readonly error: string; readonly message: string };

const calls: Call[] = [];
let server: Server;
let url: string;
let api: (call: Call) => Said;
let said: Record<string, unknown>[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const target = request.headers['x-amz-target'];
      const query = new URLSearchParams(body);
      const call = target
        ? { action: String(target).replace(/^.*\./, ''), input: JSON.parse(body) as Record<string, unknown> }
        : { action: query.get('Action') ?? request.method ?? '', input: Object.fromEntries(query) };
      calls.push(
        request.method === 'PUT' ? { action: 'PUT', input: JSON.parse(body) as Record<string, unknown> } : call,
      );
      const answer = api(call);
      const failed = typeof answer === 'object' && 'error' in answer;
      const text = failed ? (target ? { __type: answer.error, message: answer.message } : refusal(answer)) : answer;
      response
        .writeHead(failed ? 400 : 200, { 'content-type': target ? 'application/x-amz-json-1.1' : 'text/xml' })
        .end(typeof text === 'string' ? text : JSON.stringify(text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    [REPAIR_ENVIRONMENT.cluster]: 'arn:cluster',
    [REPAIR_ENVIRONMENT.clusterName]: 'cluster',
    [REPAIR_ENVIRONMENT.groupName]: 'default',
    [REPAIR_ENVIRONMENT.autoScalingGroup]: 'asg',
    [REPAIR_ENVIRONMENT.hosts]: 'attribute:group == default',
    [REPAIR_ENVIRONMENT.reports]: 'arn:reports',
    [REPAIR_ENVIRONMENT.roleId]: 'AROA1',
    [REPAIR_ENVIRONMENT.notReadySeconds]: '600',
    [REPAIR_ENVIRONMENT.disconnectedSeconds]: '600',
    [REPAIR_ENVIRONMENT.acts]: 'true',
  });
});
beforeEach(() => {
  calls.length = 0;
  said = [];
  jest
    .spyOn(console, 'log')
    .mockImplementation((line: string) => said.push(JSON.parse(line) as Record<string, unknown>));
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

/** As EC2 Auto Scaling says it. */
function refusal({ error, message }: { readonly error: string; readonly message: string }): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${error}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

const actions = () => calls.map(({ action }) => action);
const inputOf = (action: string) => calls.find((call) => call.action === action)?.input;

function member(id: string, state = 'InService', health = 'Healthy'): string {
  return `<member><InstanceId>${id}</InstanceId><LifecycleState>${state}</LifecycleState><HealthStatus>${health}</HealthStatus></member>`;
}

function asg({ instances = '', suspended = '', launches = '' } = {}): string {
  const tag = launches && `<member><Key>ecs-groundwork:launches</Key><Value>${launches}</Value></member>`;
  const process_ = suspended && `<member><ProcessName>${suspended}</ProcessName></member>`;
  return (
    '<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups><member>' +
    `<AutoScalingGroupName>asg</AutoScalingGroupName><Instances>${instances}</Instances>` +
    `<SuspendedProcesses>${process_}</SuspendedProcesses><Tags>${tag}</Tags>` +
    '</member></AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>'
  );
}

function activities(...some: { readonly status: string; readonly message?: string; readonly description?: string }[]) {
  const all = some.map(
    ({ status, message = '', description = 'Launching a new EC2 instance: i-9' }, index) =>
      `<member><Description>${description}</Description><StatusCode>${status}</StatusCode>` +
      `<StatusMessage>${message}</StatusMessage><StartTime>2026-01-01T00:0${index}:00Z</StartTime>` +
      `<EndTime>2026-01-01T00:1${index}:00Z</EndTime></member>`,
  );
  return (
    '<DescribeScalingActivitiesResponse><DescribeScalingActivitiesResult><Activities>' +
    `${all.join('')}</Activities></DescribeScalingActivitiesResult></DescribeScalingActivitiesResponse>`
  );
}

const ABANDONED =
  "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token 1 was abandoned: Heartbeat Timeout";

interface World {
  readonly asg?: string;
  readonly activities?: string;
  readonly hosts?: readonly object[];
  readonly ec2?: string;
}

function world({ asg: group = asg(), activities: acts = activities(), hosts = [], ec2 = '' }: World) {
  return ({ action, input }: Call): Said => {
    switch (action) {
      case 'DescribeAutoScalingGroups':
        return group;
      case 'DescribeScalingActivities':
        return acts;
      case 'ListContainerInstances':
        return { containerInstanceArns: hosts.map((_, index) => `host-${index}`) };
      case 'DescribeContainerInstances':
        return { containerInstances: hosts };
      case 'DescribeInstances':
        return `<DescribeInstancesResponse><reservationSet>${ec2}</reservationSet></DescribeInstancesResponse>`;
      default:
        return 'cluster' in input ? {} : `<${action}Response><${action}Result/></${action}Response>`;
    }
  };
}

function host(changes: object = {}, attributes: Record<string, string> = {}): object {
  return {
    containerInstanceArn: 'host-0',
    ec2InstanceId: 'i-1',
    status: 'ACTIVE',
    agentConnected: true,
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    ...changes,
  };
}

const TICK: QueueEvent = {
  Records: [{ messageId: 't', body: '{}', eventSourceARN: 'arn:ticks', attributes: {} }],
};

function reports(...senders: string[]): QueueEvent {
  return {
    Records: senders.map((SenderId, index) => ({
      messageId: `m${index}`,
      body: '{"version":1,"state":"not-ready","unit":"u"}',
      eventSourceARN: 'arn:reports',
      attributes: { SenderId, SentTimestamp: String(Date.UTC(2026, 0, 1)) },
    })),
  };
}

describe('the function that looks after a group', () => {
  test('takes down what a host says', async () => {
    api = world({ hosts: [host()] });
    expect(await repair(reports('AROA1:i-1'))).toEqual({ batchItemFailures: [] });
    expect(actions()).toEqual(['ListContainerInstances', 'DescribeContainerInstances', 'PutAttributes']);
    expect(inputOf('ListContainerInstances')).toEqual({
      cluster: 'arn:cluster',
      filter: 'attribute:group == default and ec2InstanceId in [i-1]',
    });
    expect(inputOf('PutAttributes')).toEqual({
      cluster: 'arn:cluster',
      attributes: [
        {
          name: 'ecs-groundwork.report',
          value: 'not-ready@2026-01-01T00:00:00.000Z',
          targetType: 'container-instance',
          targetId: 'host-0',
        },
      ],
    });
  });

  test('lets those reports come again that it could not take down, and no stranger’s', async () => {
    api = ({ action }) => (action === 'ListContainerInstances' ? { error: 'ServerException', message: 'later' } : {});
    jest.useFakeTimers({ advanceTimers: true });
    const answer = await repair(reports('AROA1:i-1', 'AROA2:i-2', 'somebody'));
    jest.useRealTimers();
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(said.filter((line) => 'refused' in line)).toHaveLength(2);
  });

  test('looks at the group each minute, by few calls while it is well', async () => {
    api = world({ asg: asg({ instances: member('i-1') }) });
    await repair(TICK);
    expect(actions()).toEqual(['DescribeAutoScalingGroups', 'ListContainerInstances', 'DescribeScalingActivities']);
    expect(inputOf('ListContainerInstances')?.filter).toBe(
      'attribute:group == default and (agentConnected == false or attribute:ecs-groundwork.repair exists or ' +
        'attribute:ecs-groundwork.report =~ not-ready.*)',
    );
    expect(said).toEqual([
      expect.objectContaining({ ClusterName: 'cluster', InstanceGroup: 'default', HeldBack: 0, LaunchesSuspended: 0 }),
    ]);
  });

  test('drains a host that is not ready: it takes a place, looks again, and only then drains', async () => {
    const sick = host({}, { 'ecs-groundwork.report': 'not-ready@2026-01-01T00:00:00.000Z' });
    api = world({ asg: asg({ instances: member('i-1') }), hosts: [sick] });
    await repair(TICK);
    expect(actions().slice(2, -1)).toEqual([
      'DescribeContainerInstances',
      'PutAttributes',
      'DescribeContainerInstances',
      'UpdateContainerInstancesState',
    ]);
    expect(inputOf('UpdateContainerInstancesState')).toEqual({
      cluster: 'arn:cluster',
      containerInstances: ['host-0'],
      status: 'DRAINING',
    });
  });

  test('gives a host up that stays not ready', async () => {
    const given = {
      'ecs-groundwork.report': 'not-ready@2026-01-01T00:00:00.000Z',
      'ecs-groundwork.repair': 'under-repair@2026-01-01T00:01:00.000Z',
    };
    api = world({ asg: asg({ instances: member('i-1') }), hosts: [host({ status: 'DRAINING' }, given)] });
    await repair(TICK);
    expect(inputOf('SetInstanceHealth')).toMatchObject({
      InstanceId: 'i-1',
      HealthStatus: 'Unhealthy',
      ShouldRespectGracePeriod: 'false',
    });
    expect(said.at(-1)).toMatchObject({ Replaced: 1 });
  });

  test('deregisters a host that EC2 no longer has, and no other', async () => {
    const hosts = [
      host({ agentConnected: false }),
      host({ containerInstanceArn: 'host-1', ec2InstanceId: 'i-2', agentConnected: false }),
    ];
    const ec2 =
      '<item><instancesSet><item><instanceId>i-1</instanceId><instanceState><name>terminated</name></instanceState></item>' +
      '<item><instanceId>i-2</instanceId><instanceState><name>stopped</name></instanceState></item></instancesSet></item>';
    api = world({ hosts, ec2 });
    await repair(TICK);
    expect(calls.filter(({ action }) => action === 'DeregisterContainerInstance').map(({ input }) => input)).toEqual([
      { cluster: 'arn:cluster', containerInstance: 'host-0', force: true },
    ]);
    expect(said.at(-1)).toMatchObject({ LeftOver: 1 });
  });

  test('suspends launches after three boots that their hook gave up, and remembers it first', async () => {
    const [failed, cancelled] = ['Failed', 'Cancelled'].map((status) => ({ status, message: ABANDONED }));
    api = world({ activities: activities(failed, cancelled, failed) });
    await repair(TICK);
    expect(actions().slice(-2)).toEqual(['CreateOrUpdateTags', 'SuspendProcesses']);
    expect(inputOf('CreateOrUpdateTags')).toMatchObject({
      'Tags.member.1.ResourceId': 'asg',
      'Tags.member.1.Key': 'ecs-groundwork:launches',
      'Tags.member.1.Value': expect.stringMatching(/^suspended 2\d\d\d-/) as string,
      'Tags.member.1.PropagateAtLaunch': 'false',
    });
    expect(inputOf('SuspendProcesses')).toMatchObject({
      AutoScalingGroupName: 'asg',
      'ScalingProcesses.member.1': 'Launch',
    });
    expect(said.at(-1)).toMatchObject({ LaunchesSuspended: 1 });
  });

  test('does not mind launches that EC2 refused, nor terminations', async () => {
    const refused = { status: 'Failed', message: 'There is no Spot capacity. Launching EC2 instance failed.' };
    const terminated = { status: 'Failed', message: ABANDONED, description: 'Terminating EC2 instance: i-9' };
    api = world({ activities: activities(refused, refused, refused, terminated, terminated, terminated) });
    await repair(TICK);
    expect(actions()).not.toContain('SuspendProcesses');
  });

  test('fails after it has done what it could, so that it is seen', async () => {
    const sick = host({}, { 'ecs-groundwork.report': 'not-ready@2026-01-01T00:00:00.000Z' });
    const most = world({ asg: asg({ instances: member('i-1') }), hosts: [sick] });
    api = (call) => (call.action === 'PutAttributes' ? { error: 'ClientException', message: 'no' } : most(call));
    await expect(repair(TICK)).rejects.toThrow('1 calls failed, first: no');
    expect(actions()).toContain('DescribeScalingActivities');
    expect(said.at(-1)).toMatchObject({ Replaced: 0 });
  });

  test('does nothing when the group is gone', async () => {
    api = world({
      asg: '<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult/></DescribeAutoScalingGroupsResponse>',
    });
    await repair(TICK);
    expect([actions(), said]).toEqual([['DescribeAutoScalingGroups'], []]);
  });
});

describe('the function that a deployment asks', () => {
  function event(RequestType: CustomResourceEvent['RequestType']): CustomResourceEvent {
    return {
      RequestType,
      ResponseURL: `${url}/answer`,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Resource',
      ResourceProperties: { TagKey: 'ecs-groundwork:instance-group', TagValue: 'a/b', Boot: '7' },
    };
  }

  test('finds the group by its tag, and resumes what failed boots suspended', async () => {
    const suspended = asg({ suspended: 'Launch', launches: 'suspended 2026-01-01T00:00:00.000Z' });
    const resumed = asg({ launches: 'resumed 2026-01-01T00:00:00.000Z' });
    let looks = 0;
    api = (call) =>
      call.action === 'DescribeAutoScalingGroups' ? (looks++ === 0 ? suspended : resumed) : world({})(call);
    await resume(event('Update'));
    expect(inputOf('DescribeAutoScalingGroups')).toMatchObject({
      'Filters.member.1.Name': 'tag:ecs-groundwork:instance-group',
      'Filters.member.1.Values.member.1': 'a/b',
    });
    expect(actions().filter((action) => !action.startsWith('Describe'))).toEqual([
      'ResumeProcesses',
      'CreateOrUpdateTags',
      'CreateOrUpdateTags',
      'PUT',
    ]);
    expect(calls.at(-1)?.input).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'a/b' });
  });

  test('does nothing on Delete', async () => {
    api = world({});
    await resume(event('Delete'));
    expect(actions()).toEqual(['PUT']);
  });

  test('says why it failed', async () => {
    api = ({ action }) => (action.startsWith('Describe') ? { error: 'AccessDenied', message: 'not you' } : {});
    await resume(event('Create'));
    expect(calls.at(-1)?.input).toMatchObject({ Status: 'FAILED', Reason: 'not you', PhysicalResourceId: 'a/b' });
  });
});
