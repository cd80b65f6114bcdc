import AdmZip from 'adm-zip';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { startLocalAws, type LocalAws } from '../src';
import { eventually } from './support/eventually';
import { TEST_PYTHON } from './support/python';

const ROLE_TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [] });

describe('local AWS', () => {
  let aws: LocalAws;
  let role: string;
  const log: string[] = [];

  beforeAll(async () => {
    aws = await startLocalAws({ python: TEST_PYTHON, log: (line) => log.push(line) });
    const { Role } = await aws.clients.iam.createRole({ RoleName: 'fn', AssumeRolePolicyDocument: ROLE_TRUST });
    role = Role?.Arn ?? '';
  });
  afterAll(async () => {
    const directory = dirname(aws.motoLog);
    await aws.close();
    expect(existsSync(directory)).toBe(false);
  });

  /** A function with this code; gives its ARN. */
  async function createFunction(FunctionName: string, code: string): Promise<string> {
    const zip = new AdmZip();
    zip.addFile('index.js', Buffer.from(code));
    const Code = { ZipFile: new Uint8Array(zip.toBuffer()) };
    const definition = { FunctionName, Role: role, Runtime: 'nodejs22.x', Handler: 'index.handler', Code } as const;
    return (await aws.clients.lambda.createFunction(definition)).FunctionArn ?? '';
  }

  async function createQueue(QueueName: string, policy?: object) {
    const { sqs } = aws.clients;
    const { QueueUrl } = await sqs.createQueue({ QueueName, Attributes: policy && { Policy: JSON.stringify(policy) } });
    return {
      arn: `arn:aws:sqs:${aws.account.region}:${aws.account.accountId}:${QueueName}`,
      url: QueueUrl ?? '',
      next: () =>
        eventually(`a message in ${QueueName}`, async () => {
          const { Messages } = await sqs.receiveMessage({ QueueUrl, MessageAttributeNames: ['All'] });
          return Messages?.[0];
        }),
    };
  }

  const open = {
    Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' },
  };

  it('is bootstrapped', async () => {
    const { ssm, s3, iam } = aws.clients;
    const version = await ssm.getParameter({ Name: '/cdk-bootstrap/hnb659fds/version' });
    expect(Number(version.Parameter?.Value)).toBeGreaterThanOrEqual(6);
    await s3.headBucket({ Bucket: 'cdk-hnb659fds-assets-123456789012-eu-west-1' });
    await iam.getRole({ RoleName: 'cdk-hnb659fds-deploy-role-123456789012-eu-west-1' });
  });

  it('publishes a new AMI when it is told to', async () => {
    const Name = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';
    await aws.publishParameter(Name, 'ami-0123456789abcdef0');
    const { Parameter } = await aws.clients.ssm.getParameter({ Name });
    expect(Parameter).toMatchObject({ Value: 'ami-0123456789abcdef0', Version: 2, Type: 'String' });
  });

  it('runs a function with the SDK that Lambda brings, against itself', async () => {
    const code = `const { SSM } = require('@aws-sdk/client-ssm');
      exports.handler = async () => {
        console.log('reading');
        return (await new SSM({}).getParameter({ Name: '/cdk-bootstrap/hnb659fds/version' })).Parameter.Value;
      };`;
    const FunctionName = await createFunction('reader', code);
    const reply = await aws.clients.lambda.invoke({ FunctionName, LogType: 'Tail' });
    expect(reply).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(reply.FunctionError).toBeUndefined();
    expect(JSON.parse(Buffer.from(reply.Payload ?? '').toString())).toMatch(/^\d+$/);
    const { events = [] } = await aws.clients.logs.filterLogEvents({ logGroupName: '/aws/lambda/reader' });
    const lines = events.map(({ message }) => message);
    expect(lines).toEqual([
      expect.stringMatching(/^START RequestId: \S+ Version: \$LATEST$/),
      expect.stringMatching(/\tINFO\treading$/),
      expect.stringMatching(/^END RequestId: /),
      expect.stringMatching(/^REPORT RequestId: /),
    ]);
    expect(Buffer.from(reply.LogResult ?? '', 'base64').toString()).toBe(lines.join('\n'));
  });

  it('answers with the function’s error', async () => {
    const FunctionName = await createFunction('thrower', 'exports.handler = async () => { throw new Error("boom"); };');
    const { FunctionError, Payload } = await aws.clients.lambda.invoke({ FunctionName });
    expect(FunctionError).toBe('Unhandled');
    expect(JSON.parse(Buffer.from(Payload ?? '').toString())).toMatchObject({
      errorType: 'Error',
      errorMessage: 'boom',
    });
  });

  it('runs the new code after an update', async () => {
    const FunctionName = await createFunction('changing', 'exports.handler = async () => 1;');
    await aws.clients.lambda.invoke({ FunctionName });
    const zip = new AdmZip();
    zip.addFile('index.js', Buffer.from('exports.handler = async () => 2;'));
    await aws.clients.lambda.updateFunctionCode({ FunctionName, ZipFile: new Uint8Array(zip.toBuffer()) });
    const { Payload } = await aws.clients.lambda.invoke({ FunctionName });
    expect(Buffer.from(Payload ?? '').toString()).toBe('2');
  });

  it('throttles a function whose reserved concurrency is used up', async () => {
    const FunctionName = await createFunction('reserved', 'exports.handler = async () => 1;');
    await aws.clients.lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 0 });
    await expect(aws.clients.lambda.invoke({ FunctionName })).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
    });
  });

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      'function',
      () => aws.clients.lambda.invoke({ FunctionName: 'nobody' }),
      'ResourceNotFoundException',
      'Function not found: arn:aws:lambda:eu-west-1:123456789012:function:nobody',
    ],
    [
      'code',
      () =>
        aws.clients.lambda.createFunction({
          FunctionName: 'codeless',
          Role: role,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: { S3Bucket: 'cdk-hnb659fds-assets-123456789012-eu-west-1', S3Key: 'nothing.zip' },
        }),
      'InvalidParameterValueException',
      'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
    ],
    [
      'image',
      () =>
        aws.clients.ec2.runInstances({ ImageId: 'ami-00000000', InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
      'InvalidAMIID.NotFound',
      "The image id '[ami-00000000]' does not exist",
    ],
  ])('fails in AWS’s words without the %s', async (_what, call, name, message) => {
    await expect(call()).rejects.toMatchObject({ name, message });
  });

  it('delivers an event to a queue, transformed, and keeps from it what does not match', async () => {
    const queue = await createQueue('delivered', open);
    const { events } = aws.clients;
    const EventPattern = JSON.stringify({ source: ['shop'], detail: { total: [{ numeric: ['>', 100] }] } });
    await events.putRule({ Name: 'large', EventPattern });
    const InputTransformer = { InputPathsMap: { id: '$.detail.id' }, InputTemplate: '{"order": <id>}' };
    await events.putTargets({ Rule: 'large', Targets: [{ Id: 'queue', Arn: queue.arn, InputTransformer }] });
    const order = (id: string, total: number) => ({
      Source: 'shop',
      DetailType: 'Order',
      Detail: JSON.stringify({ id, total }),
    });
    const { FailedEntryCount } = await events.putEvents({ Entries: [order('small', 1), order('big', 101)] });
    expect(FailedEntryCount).toBe(0);
    expect((await queue.next()).Body).toBe('{"order": "big"}');
  });

  it('fires a scheduled rule at a function, which may invoke others by way of a topic', async () => {
    const { events, lambda, sns } = aws.clients;
    const queue = await createQueue('ticks');
    const listener = await createFunction(
      'listener',
      `const { SQS } = require('@aws-sdk/client-sqs');
       exports.handler = async ({ Records: [{ Sns: { Message } }] }) =>
         new SQS({}).sendMessage({ QueueUrl: '${queue.url}', MessageBody: Message });`,
    );
    const { TopicArn } = await sns.createTopic({ Name: 'ticks' });
    await sns.subscribe({ TopicArn, Protocol: 'lambda', Endpoint: listener });
    const ticker = await createFunction(
      'ticker',
      `const { SNS } = require('@aws-sdk/client-sns');
       exports.handler = async (event) => new SNS({}).publish({ TopicArn: '${TopicArn}', Message: event['detail-type'] });`,
    );
    const { RuleArn } = await events.putRule({ Name: 'ticking', ScheduleExpression: 'rate(5 minutes)' });
    await events.putTargets({ Rule: 'ticking', Targets: [{ Id: 'fn', Arn: ticker }] });
    const grant = { FunctionName: ticker, StatementId: 'events', Action: 'lambda:InvokeFunction', SourceArn: RuleArn };
    await lambda.addPermission({ ...grant, Principal: 'events.amazonaws.com' });
    await aws.fireSchedule('ticking');
    expect((await queue.next()).Body).toBe('Scheduled Event');
    await expect(aws.fireSchedule('large')).rejects.toThrow(
      'NotScheduled: rule large has no schedule; send it an event that matches its pattern instead',
    );
  });

  it('keeps up with two hundred instances that register at once', async () => {
    const { ecs, events, lambda } = aws.clients;
    await ecs.createCluster({ clusterName: 'burst' });
    await ecs.registerTaskDefinition({
      family: 'burst',
      containerDefinitions: [{ name: 'agent', image: 'agent', memory: 64 }],
    });
    const keeper = await createFunction(
      'keeper',
      `const { ECS } = require('@aws-sdk/client-ecs');
       exports.handler = ({ instance }) =>
         new ECS({}).startTask({ cluster: 'burst', taskDefinition: 'burst', containerInstances: [instance] });`,
    );
    const { RuleArn } = await events.putRule({
      Name: 'registered',
      EventPattern: JSON.stringify({
        source: ['aws.ecs'],
        'detail-type': ['ECS Container Instance State Change'],
        detail: { status: ['ACTIVE'], agentConnected: [true], runningTasksCount: [0], pendingTasksCount: [0] },
      }),
    });
    const InputTransformer = {
      InputPathsMap: { arn: '$.detail.containerInstanceArn' },
      InputTemplate: '{"instance": <arn>}',
    };
    await events.putTargets({ Rule: 'registered', Targets: [{ Id: 'fn', Arn: keeper, InputTransformer }] });
    const grant = { FunctionName: keeper, StatementId: 'events', Action: 'lambda:InvokeFunction', SourceArn: RuleArn };
    await lambda.addPermission({ ...grant, Principal: 'events.amazonaws.com' });
    await aws.control.registerMachineless({ cluster: 'burst', count: 200 });
    const { clusters: [cluster] = [] } = await eventually('two hundred tasks', async () => {
      const described = await ecs.describeClusters({ clusters: ['burst'] });
      return described.clusters?.[0]?.runningTasksCount === 200 ? described : undefined;
    });
    expect(cluster).toMatchObject({ registeredContainerInstancesCount: 200, runningTasksCount: 200 });
  });

  it('puts into the dead-letter queue what a target does not let in', async () => {
    const { events } = aws.clients;
    const [dead, closed] = [await createQueue('dead'), await createQueue('closed')];
    const { RuleArn } = await events.putRule({ Name: 'shut', EventPattern: '{"source":["nobody"]}' });
    const target = { Id: 'queue', Arn: closed.arn, DeadLetterConfig: { Arn: dead.arn } };
    await events.putTargets({ Rule: 'shut', Targets: [target] });
    await events.putEvents({ Entries: [{ Source: 'nobody', DetailType: 'x', Detail: '{"a":1}' }] });
    const { Body = '', MessageAttributes } = await dead.next();
    expect(JSON.parse(Body)).toMatchObject({ source: 'nobody', detail: { a: 1 } });
    expect(MessageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: 'NO_PERMISSIONS' },
      RULE_ARN: { StringValue: RuleArn },
      TARGET_ARN: { StringValue: closed.arn },
    });
    expect(log.join('\n')).toContain(`rule shut could not deliver to ${closed.arn}: NO_PERMISSIONS: `);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'target',
      () =>
        aws.clients.events.putTargets({
          Rule: 'large',
          Targets: [{ Id: 'x', Arn: 'arn:aws:kinesis:eu-west-1:1:stream/s' }],
        }),
      'Local AWS delivers events to Lambda, SNS and SQS only, not to arn:aws:kinesis:eu-west-1:1:stream/s',
    ],
    [
      'operator',
      () => aws.clients.events.putRule({ Name: 'x', EventPattern: '{"ip":[{"cidr":"10.0.0.0/8"}]}' }),
      'Local AWS does not play the operator "cidr" in the event pattern at "ip"; it knows prefix,',
    ],
    [
      'action',
      () => aws.clients.logs.listLogGroupsForQuery({ queryId: 'x' }),
      'Local AWS does not play logs:ListLogGroupsForQuery',
    ],
  ])('names the %s that it does not play', async (_what, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });

  it('refuses entries of PutEvents one by one', async () => {
    const Entries = [
      { DetailType: 'x', Detail: '{}' },
      { Source: 'aws.ec2', DetailType: 'x', Detail: '{}' },
      { Source: 'mine', DetailType: 'x', Detail: '{' },
    ];
    const reply = await aws.clients.events.putEvents({ Entries });
    expect(reply.FailedEntryCount).toBe(3);
    expect(reply.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'InvalidArgument',
      'NotAuthorizedForSourceException',
      'MalformedDetail',
    ]);
  });

  it('gives clients an environment without what would lead them elsewhere', () => {
    const base = { PATH: '/bin', AWS_PROFILE: 'mine', AWS_ENDPOINT_URL_S3: 'https://s3', AWS_REGION: 'mars' };
    expect(aws.environmentFrom(base)).toEqual({ PATH: '/bin', ...aws.environment });
    expect(aws.environment.AWS_ENDPOINT_URL).toBe(aws.url);
  });
});

describe('local AWS does not start', () => {
  it.each([
    [{ accountId: '12' }, 'AccountIdMalformed: accountId must be 12 digits, got 12'],
    [{ region: 'Ireland' }, 'RegionMalformed: region must be a name such as eu-west-1, got Ireland'],
    [{ pace: 0 }, 'pace must be greater than 0, got 0; 60 lets a minute of AWS take a second'],
  ])('with %j', async (options, message) => {
    await expect(startLocalAws({ python: TEST_PYTHON, ...options })).rejects.toThrow(message);
  });
});
