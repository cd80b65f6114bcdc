import { ECS } from '@aws-sdk/client-ecs';
import { AwsError, type Service } from '../../src/service';
import { fakeService, startFront, type Front } from './front';

const LOCAL = { region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

describe('the protocols', () => {
  let front: Front;
  const serve = async (...services: Service[]) => (front = await startFront({ services }));
  afterEach(() => front.close());

  it('take a query call apart and write its reply so that the SDK understands both', async () => {
    const created = new Date('2026-01-02T03:04:05Z');
    const group = {
      AutoScalingGroupName: 'a<b>&"c"\r\n',
      MinSize: 1,
      NewInstancesProtectedFromScaleIn: true,
      CreatedTime: created,
      AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
      Instances: [],
      Tags: [{ Key: 'k', Value: '' }],
      Status: undefined,
    };
    const service = fakeService('autoscaling', { AutoScalingGroups: [group], NextToken: undefined });
    await serve(service);
    const reply = await front.clients.autoScaling.describeAutoScalingGroups({
      AutoScalingGroupNames: ['x', 'y'],
      IncludeInstances: true,
    });
    expect(service.calls).toEqual([
      { action: 'DescribeAutoScalingGroups', input: { AutoScalingGroupNames: ['x', 'y'], IncludeInstances: 'true' } },
    ]);
    expect(reply.AutoScalingGroups).toEqual([group]);
    expect(reply.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('leave out of XML what XML cannot hold', async () => {
    await serve(fakeService('autoscaling', { AutoScalingGroups: [{ AutoScalingGroupName: 'a\u0000b\u001bc' }] }));
    const reply = await front.clients.autoScaling.describeAutoScalingGroups({});
    expect(reply.AutoScalingGroups?.[0]?.AutoScalingGroupName).toBe('abc');
  });

  it('take a JSON call apart and write its reply', async () => {
    const created = new Date('2026-01-02T03:04:05.500Z');
    const service = fakeService('ecs', { tasks: [{ taskArn: 'arn', createdAt: created, version: 3 }], failures: [] });
    await serve(service);
    const reply = await front.clients.ecs.describeTasks({ cluster: 'c', tasks: ['t'] });
    expect(service.calls).toEqual([{ action: 'DescribeTasks', input: { cluster: 'c', tasks: ['t'] } }]);
    expect(reply.tasks).toEqual([{ taskArn: 'arn', createdAt: created, version: 3 }]);
  });

  it.each([
    ['query', 'autoscaling', (clients: Front['clients']) => clients.autoScaling.describeAutoScalingGroups({})],
    ['JSON', 'ecs', (clients: Front['clients']) => clients.ecs.listClusters({})],
  ])('write an error of a service in %s', async (_protocol, name, call) => {
    await serve({ name, handle: () => Promise.reject(new AwsError('ValidationError', 'no <such> thing', 403)) });
    await expect(call(front.clients)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'no <such> thing',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('keep the code of an error that a service met in another', async () => {
    await serve(
      { name: 'ecs', handle: async () => ({ ...(await front.clients.autoScaling.describeAutoScalingGroups({})) }) },
      { name: 'autoscaling', handle: () => Promise.reject(new AwsError('ResourceContention', 'busy')) },
    );
    await expect(front.clients.ecs.listClusters({})).rejects.toMatchObject({
      name: 'ResourceContention',
      message: 'busy',
    });
  });

  it('report a defect of a service with its name, and log where it is', async () => {
    await serve({ name: 'ecs', handle: () => Promise.reject(new TypeError('undefined is not a task')) });
    await expect(front.clients.ecs.listClusters({})).rejects.toMatchObject({
      name: 'InternalFailure',
      message: 'Local AWS failed: undefined is not a task',
    });
    expect(front.log.join()).toMatch(/^ecs: TypeError: undefined is not a task\n\s+at/);
  });

  it('report a defect so that no SDK repeats the call', async () => {
    const service = fakeService('ecs', {});
    const failing = async (call: Parameters<Service['handle']>[0]) =>
      service.handle(call).then(() => Promise.reject(new Error('defect')));
    await serve({ name: 'ecs', handle: failing });
    const patient = new ECS({ ...LOCAL, endpoint: front.url, maxAttempts: 3 });
    await expect(patient.listClusters({})).rejects.toThrow('defect');
    patient.destroy();
    expect(service.calls).toHaveLength(1);
  });
});
