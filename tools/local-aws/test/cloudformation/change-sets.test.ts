import { att, body, fixed, Harness, ref, thing } from './harness';
import type { Answer } from './answer';

const NAME = { StackName: 'app', ChangeSetName: 'deploy' };

async function changeSet(aws: Harness, template: object, more: object = {}): Promise<Answer> {
  const { Stacks } = await aws.call('DescribeStacks');
  const ChangeSetType = Stacks.length === 0 ? 'CREATE' : 'UPDATE';
  await aws.call('CreateChangeSet', { ...NAME, ChangeSetType, ...body(template), ...more });
  return aws.call('DescribeChangeSet', NAME);
}

/** Each change in a line: action, resource and whether it is replaced. */
const lines = (described: Answer): string[] =>
  described.Changes.map(({ ResourceChange: { Action, LogicalResourceId, Replacement = '' } }: Answer) =>
    `${Action} ${LogicalResourceId} ${Replacement}`.trim(),
  );

describe('a change set', () => {
  test('for a new stack leaves it in review until executed', async () => {
    const aws = new Harness();
    const described = await changeSet(aws, { Resources: { A: thing() } });
    expect(described).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
    expect(lines(described)).toEqual(['Add A']);
    expect((await aws.stack('app')).StackStatus).toBe('REVIEW_IN_PROGRESS');
    expect((await aws.call('GetTemplate', { StackName: 'app' })).TemplateBody).toBe('{}');
    expect(aws.world.things.size).toBe(0);
    await aws.call('ExecuteChangeSet', NAME);
    await aws.engine.settled('app');
    expect((await aws.stack('app')).StackStatus).toBe('CREATE_COMPLETE');
    expect((await aws.call('DescribeChangeSet', NAME)).ExecutionStatus).toBe('EXECUTE_COMPLETE');
  });

  test('tells what is added, changed, replaced and removed', async () => {
    const aws = new Harness();
    await aws.create('app', {
      Resources: {
        Same: thing({ Size: 1 }),
        InPlace: thing({ Size: 1 }),
        Replaced: thing({ Name: 'a' }),
        Follows: fixed({ Links: [ref('Replaced')] }),
        Reads: thing({ Links: [att('InPlace', 'Size')] }),
        Removed: thing(),
      },
    });
    const described = await changeSet(aws, {
      Resources: {
        Same: thing({ Size: '1' }),
        InPlace: thing({ Size: 2 }),
        Replaced: thing({ Name: 'b' }),
        Follows: fixed({ Links: [ref('Replaced')] }),
        Reads: thing({ Links: [att('InPlace', 'Size')] }),
        Added: thing(),
      },
    });
    expect(lines(described).sort()).toEqual([
      'Add Added',
      'Modify Follows False',
      'Modify InPlace False',
      'Modify Reads False',
      'Modify Replaced True',
      'Remove Removed',
    ]);
    const reads = described.Changes.find(
      ({ ResourceChange }: { ResourceChange: { LogicalResourceId: string } }) =>
        ResourceChange.LogicalResourceId === 'Reads',
    );
    expect(reads.ResourceChange.Details).toEqual([
      {
        Target: { Attribute: 'Properties', Name: 'Links', RequiresRecreation: 'Never' },
        Evaluation: 'Dynamic',
        ChangeSource: 'ResourceAttribute',
      },
    ]);
  });

  test('tells what depends on an unknown value as conditional', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }), B: thing({ Name: att('A', 'Size') }) } });
    const described = await changeSet(aws, {
      Resources: { A: thing({ Size: 2 }), B: thing({ Name: att('A', 'Size') }) },
    });
    expect(lines(described)).toEqual(['Modify A False', 'Modify B Conditional']);
  });

  test.each<[string, object, object?]>([
    ['an output', { Outputs: { O: { Value: 'x' } } }],
    ['the tags', {}, { Tags: [{ Key: 'a', Value: 'b' }] }],
  ])('is worth executing when only %s differ', async (_, more, input = {}) => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing() } });
    const described = await changeSet(aws, { Resources: { A: thing() }, ...more }, input);
    expect(described.Status).toBe('CREATE_COMPLETE');
  });

  test('fails when nothing differs', async () => {
    const aws = new Harness();
    const template = { Resources: { A: thing() }, Outputs: { O: { Value: ref('A') } } };
    await aws.create('app', template);
    expect(await changeSet(aws, template)).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(aws.call('ExecuteChangeSet', NAME)).rejects.toMatchObject({ code: 'InvalidChangeSetStatus' });
  });

  test('is gone once deleted, and so are the others once one is executed', async () => {
    const aws = new Harness();
    await changeSet(aws, { Resources: { A: thing() } });
    await aws.call('CreateChangeSet', {
      ...NAME,
      ChangeSetName: 'other',
      ChangeSetType: 'CREATE',
      ...body({ Resources: { A: thing() } }),
    });
    await aws.call('DeleteChangeSet', NAME);
    await expect(aws.call('DescribeChangeSet', NAME)).rejects.toMatchObject({
      code: 'ChangeSetNotFound',
      message: 'ChangeSet [deploy] does not exist',
    });
    await changeSet(aws, { Resources: { A: thing() } }, { ChangeSetType: 'CREATE' });
    await aws.call('ExecuteChangeSet', NAME);
    await aws.engine.settled('app');
    const { Summaries } = await aws.call('ListChangeSets', { StackName: 'app' });
    expect(Summaries).toMatchObject([{ ChangeSetName: 'deploy' }]);
  });

  test.each<[string, object, string]>([
    [
      'imports',
      { ChangeSetType: 'IMPORT', ResourcesToImport: [{}] },
      'Local AWS does not support the import of existing resources',
    ],
    [
      'notifications',
      { NotificationARNs: ['arn'] },
      'Local AWS does not support notifications of stack events (NotificationARNs)',
    ],
    [
      'express mode',
      { DeploymentConfig: { Mode: 'EXPRESS' } },
      'Local AWS does not support the deployment mode EXPRESS',
    ],
    ['what no one knows', { Wish: 'x' }, 'Local AWS does not play Wish of cloudformation:CreateChangeSet'],
  ])('refuses %s by name', async (_, input, message) => {
    const aws = new Harness();
    await expect(changeSet(aws, { Resources: { A: thing() } }, input)).rejects.toThrow(message);
  });

  test('of an unknown stack fails', async () => {
    const aws = new Harness();
    await expect(
      aws.call('CreateChangeSet', { ...NAME, ChangeSetType: 'UPDATE', ...body({ Resources: { A: thing() } }) }),
    ).rejects.toThrow('Stack [app] does not exist');
  });
});

describe('what keeps a template from being deployed', () => {
  const findings = async (properties: object, more: object = {}, type = 'AWS::Test::Thing') => {
    const aws = new Harness();
    const described = await changeSet(aws, { Resources: { A: { Type: type, Properties: properties, ...more } } });
    const { OperationEvents } = await aws.call('DescribeEvents', { ...NAME, Filters: { FailedEvents: 'true' } });
    return {
      described,
      reasons: OperationEvents.map((event: Record<string, string>) => event.ValidationStatusReason),
      OperationEvents,
    };
  };

  test.each<[string, object, string[]]>([
    ['an unknown property', { Nmae: 'x' }, ['#: extraneous key [Nmae] is not permitted']],
    [
      'an unknown property inside',
      { Nested: { Known: 'a', Nope: 1 } },
      ['#/Nested: extraneous key [Nope] is not permitted'],
    ],
    ['a missing property', { Nested: {} }, ['#/Nested: required key [Known] not found']],
    [
      'a wrong type',
      { Size: 'many', Links: 'x' },
      ['#/Size: expected type: Integer, found: String', '#/Links: expected type: JSONArray, found: String'],
    ],
  ])('on AWS too: %s fails the change set as its early validation does', async (_, properties, expected) => {
    const { described, reasons, OperationEvents } = await findings(properties);
    expect(reasons).toEqual(expected);
    expect(described.StatusReason).toMatch(
      /^The following hook\(s\)\/validation failed: \[AWS::EarlyValidation::PropertyValidation\]\./,
    );
    expect(OperationEvents[0]).toMatchObject({
      EventType: 'VALIDATION_ERROR',
      LogicalResourceId: 'A',
      ValidationName: 'PROPERTY_VALIDATION',
    });
  });

  test.each<[string, object, object, string, string]>([
    [
      'a property',
      { Unplayed: 1 },
      {},
      'AWS::Test::Thing',
      'Local AWS does not support property Unplayed of AWS::Test::Thing',
    ],
    [
      'a property inside',
      { Nested: { Known: 'a', Unplayed: 'b' } },
      {},
      'AWS::Test::Thing',
      'Local AWS does not support property Nested.Unplayed of AWS::Test::Thing',
    ],
    ['a type', {}, {}, 'AWS::Test::Unplayed', 'Local AWS does not support the resource type AWS::Test::Unplayed'],
    [
      'an update policy',
      {},
      { UpdatePolicy: { Other: { A: 1 } } },
      'AWS::Test::Thing',
      'Local AWS does not support UpdatePolicy Other of AWS::Test::Thing',
    ],
    [
      'a creation policy',
      {},
      { CreationPolicy: { ResourceSignal: {} } },
      'AWS::Test::Thing',
      'Local AWS does not support CreationPolicy ResourceSignal of AWS::Test::Thing',
    ],
  ])('in local AWS only: %s is refused by name', async (_, properties, more, type, message) => {
    const { described, reasons } = await findings(properties, more, type);
    expect(reasons).toEqual([message]);
    expect(described.StatusReason).toBe(`Local AWS cannot deploy this template: A (${type}): #: ${message}`);
  });

  test('is not looked for behind a condition that is false', async () => {
    const aws = new Harness();
    const template = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        A: thing({ Size: { 'Fn::If': ['Never', 'many', 1] } }),
        B: thing({ Nope: 1 }, { Condition: 'Never' }),
      },
    };
    expect((await changeSet(aws, template)).Status).toBe('CREATE_COMPLETE');
  });

  test('refuses a stack that is created or updated directly, before anything is made', async () => {
    const aws = new Harness();
    await expect(aws.create('app', { Resources: { A: thing({ Unplayed: 1 }) } })).rejects.toThrow(
      'Properties validation failed: A (AWS::Test::Thing): #: Local AWS does not support property Unplayed of AWS::Test::Thing',
    );
    expect(aws.world.history).toEqual([]);
  });
});

describe('an action that local AWS does not play', () => {
  test('is refused by name', async () => {
    await expect(new Harness().call('DetectStackDrift', { StackName: 'app' })).rejects.toThrow(
      'Local AWS does not play cloudformation:DetectStackDrift',
    );
  });
});
