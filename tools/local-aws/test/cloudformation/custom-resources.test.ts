import { att, Harness, ref, thing } from './harness';

const custom = (properties: object = {}, more: object = {}) => ({
  Type: 'Custom::Thing',
  Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:provider', ...properties },
  ...more,
});
const requests = (aws: Harness) =>
  aws.customRequests.map(({ RequestType, PhysicalResourceId }) =>
    [RequestType, PhysicalResourceId].filter(Boolean).join(' '),
  );

describe('a custom resource', () => {
  test('is what its provider says it is', async () => {
    const aws = new Harness();
    aws.answerCustom = () => ({ Status: 'SUCCESS', PhysicalResourceId: 'p', Data: { Answer: '42' } });
    const id = await aws.create('app', {
      Resources: {
        C: custom({ Flag: true, Count: 3, Deep: [{ Off: false }] }),
        A: thing({ Links: [ref('C'), att('C', 'Answer')] }),
      },
    });
    expect(aws.world.things.get('A-1')?.properties).toEqual({ Links: ['p', '42'] });
    expect(aws.customRequests).toEqual([
      {
        RequestType: 'Create',
        RequestId: expect.stringMatching(/^uuid-/),
        StackId: id,
        ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:provider',
        LogicalResourceId: 'C',
        ResourceType: 'Custom::Thing',
        ResourceProperties: {
          ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:provider',
          Flag: 'true',
          Count: '3',
          Deep: [{ Off: 'false' }],
        },
      },
    ]);
  });

  test('is told what it was when it is updated', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { C: custom({ Size: 1 }) } });
    await aws.update('app', { Resources: { C: custom({ Size: 2 }) } });
    expect(aws.customRequests[1]).toMatchObject({
      RequestType: 'Update',
      PhysicalResourceId: 'C',
      ResourceProperties: { Size: '2' },
      OldResourceProperties: { Size: '1' },
    });
  });

  test('that comes back with another id is replaced: the old one is deleted in cleanup, with its own properties', async () => {
    const aws = new Harness();
    aws.answerCustom = ({ ResourceProperties }) => ({
      Status: 'SUCCESS',
      PhysicalResourceId: `c-${String(ResourceProperties.Size)}`,
    });
    await aws.create('app', { Resources: { C: custom({ Size: 1 }) } });
    await aws.update('app', { Resources: { C: custom({ Size: 2 }) } });
    expect(requests(aws)).toEqual(['Create', 'Update c-1', 'Delete c-1']);
    expect(aws.customRequests[2]?.ResourceProperties).toMatchObject({ Size: '1' });
    expect(await aws.physicalIds('app')).toEqual({ C: 'c-2' });
    const events = await aws.events('app');
    expect(events.indexOf('app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')).toBeLessThan(
      events.indexOf('C DELETE_IN_PROGRESS'),
    );
  });

  test('whose replacement is rolled back is asked for the previous one, and only the new one is deleted', async () => {
    const aws = new Harness();
    aws.answerCustom = ({ ResourceProperties }) => ({
      Status: 'SUCCESS',
      PhysicalResourceId: `c-${String(ResourceProperties.Size)}`,
    });
    await aws.create('app', { Resources: { C: custom({ Size: 1 }) } });
    aws.world.fail('create', 'Last');
    await aws.update('app', { Resources: { C: custom({ Size: 2 }), Last: thing({}, { DependsOn: 'C' }) } });
    expect(requests(aws)).toEqual(['Create', 'Update c-1', 'Update c-2', 'Delete c-2']);
    expect(await aws.physicalIds('app')).toEqual({ C: 'c-1' });
  });

  test('that fails says why, and its provider may delete what it had made', async () => {
    const aws = new Harness();
    aws.answerCustom = ({ RequestType }) =>
      RequestType === 'Create'
        ? { Status: 'FAILED', Reason: 'no licence', PhysicalResourceId: 'half' }
        : { Status: 'SUCCESS', PhysicalResourceId: 'half' };
    await aws.create('app', { Resources: { C: custom() } });
    expect(requests(aws)).toEqual(['Create', 'Delete half']);
    expect(await aws.events('app')).toContainEqual(
      expect.stringMatching(
        /^C CREATE_FAILED Received response status \[FAILED\] from custom resource\. Message returned: no licence \(RequestId: uuid-\d+\)$/,
      ),
    );
  });

  test('that fails without an id is deleted under one that CloudFormation makes', async () => {
    const aws = new Harness();
    aws.answerCustom = ({ RequestType }) => ({ Status: RequestType === 'Create' ? 'FAILED' : 'SUCCESS' });
    await aws.create('app', { Resources: { C: custom() } });
    expect(requests(aws)).toEqual(['Create', 'Delete app-C-XXXXXXXXXXXX']);
    expect((await aws.stack('app')).StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  test('whose provider does not answer in time fails', async () => {
    const aws = new Harness();
    aws.answerCustom = () => new Promise(() => undefined);
    await aws.create('app', { Resources: { C: custom({ ServiceTimeout: '0' }) } });
    expect(await aws.events('app')).toContainEqual(
      expect.stringMatching(/^C CREATE_FAILED CloudFormation did not receive a response from your Custom Resource\./),
    );
  });

  test('cannot change its provider', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { C: custom() } });
    await aws.update('app', { Resources: { C: custom({ ServiceToken: 'arn:other' }) } });
    expect(await aws.events('app')).toContain('C UPDATE_FAILED Modifying service token is not allowed.');
  });

  test('without the attribute that another resource asks for fails that resource', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { C: custom(), A: thing({ Name: att('C', 'Nope') }) } });
    expect(await aws.events('app')).toContain(
      "A CREATE_FAILED CustomResource attribute error: Vendor response doesn't contain Nope attribute in object C",
    );
  });

  test('is not waited for when local AWS closes', async () => {
    const aws = new Harness();
    aws.answerCustom = () => new Promise(() => undefined);
    await aws.call('CreateStack', { StackName: 'app', TemplateBody: JSON.stringify({ Resources: { C: custom() } }) });
    await new Promise((resolve) => setImmediate(resolve));
    await aws.engine.close();
    expect((await aws.stack('app')).StackStatus).toBe('CREATE_IN_PROGRESS');
  });
});
