import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CustomResourceEvent } from '../../src/delete/custom-resource';
import { handler } from '../../src/delete/scale-in-protection.lambda';

/** What a server on loopback was asked for; EC2 Auto Scaling's answers are its own protocol, XML. */
interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

const calls: Call[] = [];
let server: Server;
let url: string;
/** What the server says to an API action. */
let api: (action: string) => { status: number; body: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push({ method: request.method ?? '', path: request.url ?? '', body });
      const action = new URLSearchParams(body).get('Action');
      const said = action ? api(action) : { status: 200, body: '' };
      response.writeHead(said.status, { 'content-type': 'text/xml' }).end(said.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
  });
});

beforeEach(() => {
  calls.length = 0;
  jest.spyOn(console, 'log').mockImplementation();
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function event(RequestType: CustomResourceEvent['RequestType']): CustomResourceEvent {
  return {
    RequestType,
    ResponseURL: `${url}/answer`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Resource',
    ResourceProperties: { AutoScalingGroupName: 'web' },
  };
}

const context = { getRemainingTimeInMillis: () => 60_000 };
const answered = () => JSON.parse(calls.at(-1)?.body ?? '') as Record<string, unknown>;
const actions = () =>
  calls.flatMap(({ body, path }) => (path === '/' ? [new URLSearchParams(body).get('Action')] : []));

const refusal = (code: string, text: string) =>
  `<ErrorResponse><Error><Code>${code}</Code><Message>${text}</Message></Error></ErrorResponse>`;

const DESCRIBED = `<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups><member>
  <AutoScalingGroupName>web</AutoScalingGroupName><Instances><member><InstanceId>i-1</InstanceId>
  <LifecycleState>InService</LifecycleState><ProtectedFromScaleIn>true</ProtectedFromScaleIn></member></Instances>
  </member></AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>`;

describe('the custom resource', () => {
  test.each(['Create', 'Update'] as const)('does nothing on %s and says so', async (request) => {
    await handler(event(request), context);
    expect(actions()).toEqual([]);
    expect(answered()).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'web',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Resource',
    });
  });

  test('lifts the protection on Delete', async () => {
    api = (action) => ({
      status: 200,
      body: action === 'DescribeAutoScalingGroups' ? DESCRIBED : `<${action}Response/>`,
    });
    await handler(event('Delete'), context);
    expect(actions()).toEqual([
      'DescribeAutoScalingGroups',
      'UpdateAutoScalingGroup',
      'DescribeAutoScalingGroups',
      'SetInstanceProtection',
    ]);
    const lifted = new URLSearchParams(calls.at(-2)?.body);
    expect(lifted.get('InstanceIds.member.1')).toBe('i-1');
    expect(lifted.get('ProtectedFromScaleIn')).toBe('false');
    expect(answered().Status).toBe('SUCCESS');
  });

  test('looks again when EC2 Auto Scaling says that an instance left', async () => {
    let refusals = 1;
    api = (action) => {
      if (action === 'SetInstanceProtection' && refusals-- > 0) {
        const text = 'The instance i-1 is not in InService or EnteringStandby or Standby.';
        return { status: 400, body: refusal('ValidationError', text) };
      }
      return { status: 200, body: action === 'DescribeAutoScalingGroups' ? DESCRIBED : `<${action}Response/>` };
    };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
    const handled = handler(event('Delete'), context);
    while (refusals > -1) {
      await jest.advanceTimersByTimeAsync(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    jest.useRealTimers();
    await handled;
    expect(actions().filter((action) => action === 'SetInstanceProtection')).toHaveLength(2);
    expect(answered().Status).toBe('SUCCESS');
  });

  test('says why it failed', async () => {
    api = () => ({
      status: 403,
      body: refusal('AccessDenied', 'not you'),
    });
    await handler(event('Delete'), context);
    expect(answered()).toMatchObject({ Status: 'FAILED', Reason: 'not you', PhysicalResourceId: 'web' });
  });
});
