import { Harness, ref, thing } from './harness';

const give = (values: Record<string, string>) => ({
  Parameters: Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
});

describe('parameters', () => {
  const withParameter = (definition: object) => ({
    Parameters: { P: definition },
    Resources: { A: thing({ Name: ref('P') }) },
  });

  test('take the given value, else the default', async () => {
    const aws = new Harness();
    await aws.create('one', withParameter({ Type: 'String', Default: 'd' }));
    await aws.create('two', withParameter({ Type: 'String', Default: 'd' }), give({ P: 'g' }));
    expect([...aws.world.things.keys()]).toEqual(['d-1', 'g-1']);
  });

  test('that are lists are split', async () => {
    const aws = new Harness();
    const template = {
      Parameters: { P: { Type: 'List<AWS::EC2::Subnet::Id>' } },
      Resources: { A: thing({ Links: ref('P') }) },
    };
    await aws.create('app', template, give({ P: 'a, b' }));
    expect(aws.world.things.get('A-1')?.properties).toEqual({ Links: ['a', 'b'] });
  });

  test('keep their previous value when asked to', async () => {
    const aws = new Harness();
    const template = (Size: number) => ({
      ...withParameter({ Type: 'String' }),
      Outputs: { S: { Value: String(Size) } },
    });
    await aws.create('app', template(1), give({ P: 'kept' }));
    await aws.update('app', template(2), { Parameters: [{ ParameterKey: 'P', UsePreviousValue: 'true' }] });
    expect(await aws.stack('app')).toMatchObject({ Parameters: [{ ParameterKey: 'P', ParameterValue: 'kept' }] });
  });

  test('that are secret are not told', async () => {
    const aws = new Harness();
    await aws.create('app', withParameter({ Type: 'String', NoEcho: true }), give({ P: 'secret' }));
    expect((await aws.stack('app')).Parameters).toEqual([
      { ParameterKey: 'P', ParameterValue: '****', ResolvedValue: undefined },
    ]);
  });

  test.each<[string, object, Record<string, string>, string]>([
    ['a missing value', { Type: 'String' }, {}, 'Parameters: [P] must have values'],
    ['an unknown one', { Type: 'String', Default: '' }, { Q: 'x' }, 'Parameters: [Q] do not exist in the template'],
    [
      'a value that is not allowed',
      { Type: 'String', AllowedValues: ['a', 'b'] },
      { P: 'c' },
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'a value outside the pattern',
      { Type: 'String', AllowedPattern: '[a-z]+' },
      { P: 'a1' },
      "Parameter 'P' must match pattern [a-z]+",
    ],
    [
      'its own description',
      { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'letters only' },
      { P: '1' },
      "Parameter 'P' failed to satisfy constraint: letters only",
    ],
    ['text for a number', { Type: 'Number' }, { P: 'many' }, "Parameter 'P' must be a number."],
    [
      'too small a number',
      { Type: 'Number', MinValue: 2 },
      { P: '1' },
      "Parameter 'P' must be a number not less than 2",
    ],
    [
      'too long a text',
      { Type: 'String', MaxLength: 2 },
      { P: 'abc' },
      "Parameter 'P' must contain at most 2 characters",
    ],
  ])('fail for %s', async (_, definition, values, message) => {
    await expect(new Harness().create('app', withParameter(definition), give(values))).rejects.toThrow(message);
  });
});

describe('parameters from Parameter Store', () => {
  const template = {
    Parameters: { Ami: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/ami/latest' } },
    Resources: { A: thing({ Links: [ref('Ami')] }) },
  };

  test('stand for what is stored, and the stack tells both', async () => {
    const aws = new Harness();
    aws.parameters.set('/ami/latest', 'ami-1');
    await aws.create('app', template);
    expect(aws.world.things.get('A-1')?.properties).toEqual({ Links: ['ami-1'] });
    expect((await aws.stack('app')).Parameters).toEqual([
      { ParameterKey: 'Ami', ParameterValue: '/ami/latest', ResolvedValue: 'ami-1' },
    ]);
  });

  test('are read when the change set is created, not when it is executed', async () => {
    const aws = new Harness();
    aws.parameters.set('/ami/latest', 'ami-1');
    await aws.create('app', template);
    aws.parameters.set('/ami/latest', 'ami-2');
    const given = { StackName: 'app', ChangeSetName: 'c' };
    const { Id } = await aws.call('CreateChangeSet', {
      ...given,
      TemplateBody: JSON.stringify(template),
      Parameters: [{ ParameterKey: 'Ami', UsePreviousValue: 'true' }],
    });
    expect(Id).toMatch(/:changeSet\/c\//);
    expect((await aws.call('DescribeChangeSet', given)).Parameters[0].ResolvedValue).toBe('ami-2');
    aws.parameters.set('/ami/latest', 'ami-3');
    await aws.call('ExecuteChangeSet', given);
    await aws.engine.settled('app');
    expect(aws.world.things.get('A-1')?.properties).toEqual({ Links: ['ami-2'] });
  });

  test('fail when nothing is stored there', async () => {
    await expect(new Harness().create('app', template)).rejects.toThrow(
      'Unable to fetch parameters [/ami/latest] from parameter store for this account.',
    );
  });
});

describe('rules', () => {
  const template = {
    Parameters: {
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
    },
    Rules: {
      CheckBootstrapVersion: {
        Assertions: [
          {
            Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3', '4', '5'], ref('BootstrapVersion')] }] },
            AssertDescription: "CDK bootstrap stack version 6 required. Please run 'cdk bootstrap'.",
          },
        ],
      },
    },
    Resources: { A: thing() },
  };

  test('let pass what satisfies them', async () => {
    const aws = new Harness();
    aws.parameters.set('/cdk-bootstrap/hnb659fds/version', '30');
    await aws.create('app', template);
    expect((await aws.stack('app')).StackStatus).toBe('CREATE_COMPLETE');
  });

  test('fail with their own description', async () => {
    const aws = new Harness();
    aws.parameters.set('/cdk-bootstrap/hnb659fds/version', '5');
    await expect(aws.create('app', template)).rejects.toThrow(
      "Rule [CheckBootstrapVersion] - CDK bootstrap stack version 6 required. Please run 'cdk bootstrap'.",
    );
  });
});

describe('dynamic references', () => {
  const create = async (aws: Harness, Name: string) => aws.create('app', { Resources: { A: thing({ Name }) } });

  test.each([
    ['{{resolve:ssm:/name}}', 'stored'],
    ['a-{{resolve:ssm:/name}}-b', 'a-stored-b'],
    ['{{resolve:secretsmanager:plain}}', 'whole'],
    ['{{resolve:secretsmanager:plain:SecretString}}', 'whole'],
    ['{{resolve:secretsmanager:keys:SecretString:user}}', 'root'],
    [
      '{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-Ab1:SecretString:user::}}',
      'arn',
    ],
  ])('%s', async (reference, value) => {
    const aws = new Harness();
    aws.parameters.set('/name', 'stored');
    aws.secrets.set('plain', 'whole');
    aws.secrets.set('keys', '{"user":"root"}');
    aws.secrets.set('arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-Ab1', '{"user":"arn"}');
    await create(aws, reference);
    expect(aws.world.things.get(`${value}-1`)?.properties).toEqual({ Name: value });
  });

  test('are not read again for a resource that does not change', async () => {
    const aws = new Harness();
    aws.secrets.set('plain', 'one');
    const template = (Size: number) => ({
      Resources: { A: thing({ Name: '{{resolve:secretsmanager:plain}}' }), B: thing({ Size }) },
    });
    await aws.create('app', template(1));
    aws.secrets.set('plain', 'two');
    await aws.update('app', template(2));
    expect(aws.world.history).toEqual(expect.not.arrayContaining(['update A']));
    expect(await aws.physicalIds('app')).toMatchObject({ A: 'one-1' });
  });

  test('fail the resource when there is nothing behind them', async () => {
    const aws = new Harness();
    await create(aws, '{{resolve:secretsmanager:none}}');
    expect(await aws.events('app')).toContain("A CREATE_FAILED Secrets Manager can't find the specified secret: none.");
  });
});
