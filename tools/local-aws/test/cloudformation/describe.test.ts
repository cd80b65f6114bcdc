import { body, Harness, ref, thing } from './harness';

describe('what CloudFormation tells', () => {
  const template = {
    Description: 'for tests',
    Parameters: { Size: { Type: 'Number', Default: 3, Description: 'how much' } },
    Resources: {
      A: thing({ Size: ref('Size') }, { Metadata: { 'aws:cdk:path': 'app/A' } }),
      B: thing({ Links: [ref('A')] }),
    },
    Outputs: { Id: { Value: ref('A'), Description: 'which' } },
  };

  test('of a stack', async () => {
    const aws = new Harness();
    await aws.create('app', template, { Tags: [{ Key: 'a', Value: 'b' }], RoleARN: 'arn:role' });
    expect(await aws.stack('app')).toMatchObject({
      StackName: 'app',
      Description: 'for tests',
      Parameters: [{ ParameterKey: 'Size', ParameterValue: '3' }],
      Outputs: [{ OutputKey: 'Id', OutputValue: 'A-1', Description: 'which' }],
      Tags: [{ Key: 'a', Value: 'b' }],
      RoleARN: 'arn:role',
      EnableTerminationProtection: false,
      CreationTime: expect.any(Date),
    });
  });

  test('of its resources, together and one by one', async () => {
    const aws = new Harness();
    await aws.create('app', template);
    const summaries = (await aws.call('ListStackResources', { StackName: 'app' })).StackResourceSummaries;
    expect(summaries).toMatchObject([
      { LogicalResourceId: 'A' },
      { LogicalResourceId: 'B', ResourceStatus: 'CREATE_COMPLETE' },
    ]);
    const one = await aws.call('DescribeStackResource', { StackName: 'app', LogicalResourceId: 'A' });
    expect(one.StackResourceDetail).toMatchObject({ PhysicalResourceId: 'A-1', Metadata: '{"aws:cdk:path":"app/A"}' });
    const byPhysicalId = await aws.call('DescribeStackResources', { PhysicalResourceId: 'B-1' });
    expect(byPhysicalId.StackResources).toHaveLength(2);
    await expect(aws.call('DescribeStackResource', { StackName: 'app', LogicalResourceId: 'C' })).rejects.toThrow(
      'Resource C does not exist for stack app',
    );
  });

  test('of stacks that are gone, by id and in the list only', async () => {
    const aws = new Harness();
    const id = await aws.create('app', template);
    await aws.delete('app');
    expect((await aws.call('DescribeStacks')).Stacks).toEqual([]);
    const listed = await aws.call('ListStacks', { StackStatusFilter: ['DELETE_COMPLETE'] });
    expect(listed.StackSummaries).toMatchObject([{ StackId: id, DeletionTime: expect.any(Date) }]);
    await aws.create('app', template);
    expect((await aws.stack('app')).StackId).not.toBe(id);
  });

  test('of a template before it is deployed', async () => {
    const aws = new Harness();
    expect(await aws.call('GetTemplateSummary', body(template))).toMatchObject({
      Description: 'for tests',
      ResourceTypes: ['AWS::Test::Thing'],
      Parameters: [
        { ParameterKey: 'Size', ParameterType: 'Number', DefaultValue: '3', Description: 'how much', NoEcho: false },
      ],
    });
    await expect(aws.call('ValidateTemplate', body({ Resources: {} }))).rejects.toThrow(
      'At least one Resources member',
    );
  });

  test('events in an order that their times keep, a rollback as an operation of its own', async () => {
    const aws = new Harness();
    aws.world.fail('create', 'B');
    await aws.create('app', template);
    const { StackEvents } = await aws.call('DescribeStackEvents', { StackName: 'app' });
    const times = StackEvents.map(({ Timestamp }: { Timestamp: Date }) => Timestamp.getTime());
    expect(times).toEqual([...new Set(times)].sort((one, other) => Number(other) - Number(one)));
    const operations = new Set(StackEvents.map(({ OperationId }: { OperationId: string }) => OperationId));
    expect(operations.size).toBe(2);
    const { OperationEvents } = await aws.call('DescribeEvents', {
      StackName: 'app',
      Filters: { FailedEvents: 'true' },
    });
    expect(OperationEvents).toMatchObject([{ LogicalResourceId: 'B', ResourceStatus: 'CREATE_FAILED' }]);
  });

  test('nothing of stacks that never were', async () => {
    const aws = new Harness();
    await expect(aws.call('DescribeStackEvents', { StackName: 'none' })).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Stack with id none does not exist',
    });
    await expect(aws.call('DescribeStackEvents')).rejects.toThrow(
      "Value null at 'stackName' failed to satisfy constraint: Member must not be null",
    );
  });
});
