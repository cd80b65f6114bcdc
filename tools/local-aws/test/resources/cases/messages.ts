import { allow, att, ref, role, tags, type Case } from './case';

const queue = { Type: 'AWS::SQS::Queue' };
const topic = { Type: 'AWS::SNS::Topic' };
const anyone = { Principal: '*' };

/** EventBridge, SNS and SQS. */
export const messageCases: readonly Case[] = [
  {
    type: 'AWS::Events::Rule',
    around: { Queue: queue },
    create: {
      Description: 'one',
      EventPattern: { source: ['aws.ecs'], 'detail-type': ['ECS Task State Change'] },
      Targets: [
        { Id: 'a', Arn: att('Queue', 'Arn') },
        { Id: 'b', Arn: att('Queue', 'Arn') },
      ],
    },
    created: { description: 'one', pattern: expect.stringContaining('aws.ecs'), targets: ['a', 'b'] },
    update: {
      Description: 'two',
      EventPattern: { source: ['aws.ec2'] },
      State: 'DISABLED',
      Targets: [{ Id: 'b', Arn: att('Queue', 'Arn'), Input: '{}' }],
    },
    updated: { description: 'two', state: 'DISABLED', targets: ['b'] },
    attributes: { Arn: /^arn:aws:events:eu-west-1:123456789012:rule\/life-Subject-/ },
    look: async ({ events }, Name) => {
      const { Description, EventPattern, State } = await events.describeRule({ Name });
      const { Targets = [] } = await events.listTargetsByRule({ Rule: Name });
      return {
        description: Description,
        pattern: EventPattern,
        state: State,
        targets: Targets.map(({ Id }) => Id).sort(),
      };
    },
  },
  {
    type: 'AWS::SNS::Topic',
    create: { DisplayName: 'one', Tags: tags(['a', '1']) },
    created: { DisplayName: 'one' },
    update: { DisplayName: 'two', KmsMasterKeyId: 'alias/aws/sns', Tags: tags(['a', '2']) },
    updated: { DisplayName: 'two', KmsMasterKeyId: 'alias/aws/sns' },
    attributes: { TopicArn: /^arn:aws:sns:/, TopicName: /^life-Subject-/ },
    look: async ({ sns }, TopicArn) => (await sns.getTopicAttributes({ TopicArn })).Attributes,
  },
  {
    type: 'AWS::SNS::Subscription',
    around: { Topic: topic, Queue: queue },
    create: { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: att('Queue', 'Arn'), FilterPolicy: { kind: ['a'] } },
    created: { FilterPolicy: '{"kind":["a"]}' },
    update: { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: att('Queue', 'Arn'), FilterPolicy: { kind: ['b'] } },
    updated: { FilterPolicy: '{"kind":["b"]}' },
    look: async ({ sns }, SubscriptionArn) => (await sns.getSubscriptionAttributes({ SubscriptionArn })).Attributes,
  },
  {
    type: 'AWS::SNS::TopicPolicy',
    around: { Topic: { ...topic, Properties: { TopicName: 'policy-case' } } },
    create: { Topics: [ref('Topic')], PolicyDocument: allow('sns:Publish', ref('Topic'), anyone) },
    created: expect.stringContaining('"sns:Publish"'),
    update: { Topics: [ref('Topic')], PolicyDocument: allow('sns:Subscribe', ref('Topic'), anyone) },
    updated: expect.stringContaining('"sns:Subscribe"'),
    look: async ({ sns }) => {
      const TopicArn = 'arn:aws:sns:eu-west-1:123456789012:policy-case';
      return (await sns.getTopicAttributes({ TopicArn })).Attributes?.Policy;
    },
  },
  {
    type: 'AWS::SQS::Queue',
    around: { Dead: queue },
    create: {
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: att('Dead', 'Arn'), maxReceiveCount: 3 },
      Tags: tags(['a', '1']),
    },
    created: { VisibilityTimeout: '60', RedrivePolicy: expect.stringContaining('maxReceiveCount') },
    update: {
      MessageRetentionPeriod: 120,
      RedrivePolicy: { deadLetterTargetArn: att('Dead', 'Arn'), maxReceiveCount: 3 },
    },
    updated: { VisibilityTimeout: '30', MessageRetentionPeriod: '120' },
    attributes: {
      Arn: /^arn:aws:sqs:eu-west-1:123456789012:life-Subject-/,
      QueueName: /^life-Subject-/,
      QueueUrl: /^http/,
    },
    look: async ({ sqs }, QueueUrl) => (await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] })).Attributes,
  },
  {
    type: 'AWS::SQS::QueuePolicy',
    around: { Queue: { ...queue, Properties: { QueueName: 'policy-case' } } },
    create: { Queues: [ref('Queue')], PolicyDocument: allow('sqs:SendMessage', att('Queue', 'Arn'), anyone) },
    created: expect.stringContaining('sqs:SendMessage'),
    update: { Queues: [ref('Queue')], PolicyDocument: allow('sqs:ReceiveMessage', att('Queue', 'Arn'), anyone) },
    updated: expect.stringContaining('sqs:ReceiveMessage'),
    look: async ({ sqs }) => {
      const { QueueUrl } = await sqs.getQueueUrl({ QueueName: 'policy-case' });
      return (await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] })).Attributes?.Policy;
    },
  },
  {
    type: 'AWS::Lambda::Function',
    around: { Role: role('lambda.amazonaws.com') },
    create: {
      Code: { ZipFile: 'exports.handler = async () => 1' },
      Handler: 'index.handler',
      Role: att('Role', 'Arn'),
      Runtime: 'nodejs22.x',
      Timeout: '10',
      Environment: { Variables: { A: '1' } },
      Tags: tags(['a', '1']),
    },
    created: { Timeout: 10, Environment: { Variables: { A: '1' } } },
    update: {
      Code: { ZipFile: 'exports.handler = async () => 2' },
      Handler: 'index.handler',
      Role: att('Role', 'Arn'),
      Runtime: 'nodejs22.x',
      MemorySize: 256,
      ReservedConcurrentExecutions: 2,
    },
    updated: { Timeout: 3, MemorySize: 256 },
    attributes: { Arn: /^arn:aws:lambda:eu-west-1:123456789012:function:life-Subject-/ },
    look: async ({ lambda }, FunctionName) => (await lambda.getFunction({ FunctionName })).Configuration,
  },
  {
    type: 'AWS::Lambda::Permission',
    around: {
      Role: role('lambda.amazonaws.com'),
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'permission-case',
          Code: { ZipFile: 'exports.handler = async () => 1' },
          Handler: 'index.handler',
          Role: att('Role', 'Arn'),
          Runtime: 'nodejs22.x',
        },
      },
    },
    create: {
      FunctionName: att('Function', 'Arn'),
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
    },
    created: expect.stringContaining('events.amazonaws.com'),
    look: async ({ lambda }) => (await lambda.getPolicy({ FunctionName: 'permission-case' })).Policy,
  },
  {
    type: 'AWS::Lambda::EventInvokeConfig',
    around: {
      Role: role('lambda.amazonaws.com'),
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'retry-case',
          Code: { ZipFile: 'exports.handler = async () => 1' },
          Handler: 'index.handler',
          Role: att('Role', 'Arn'),
          Runtime: 'nodejs22.x',
        },
      },
    },
    create: { FunctionName: ref('Function'), Qualifier: '$LATEST', MaximumRetryAttempts: 0 },
    created: { MaximumRetryAttempts: 0 },
    update: { FunctionName: ref('Function'), Qualifier: '$LATEST', MaximumRetryAttempts: 1 },
    updated: { MaximumRetryAttempts: 1 },
    look: async ({ lambda }) => lambda.getFunctionEventInvokeConfig({ FunctionName: 'retry-case' }),
  },
  {
    type: 'AWS::Lambda::EventSourceMapping',
    around: {
      Role: role('lambda.amazonaws.com'),
      Queue: queue,
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'mapping-case',
          Code: { ZipFile: 'exports.handler = async () => 1' },
          Handler: 'index.handler',
          Role: att('Role', 'Arn'),
          Runtime: 'nodejs22.x',
        },
      },
    },
    create: { FunctionName: ref('Function'), EventSourceArn: att('Queue', 'Arn'), BatchSize: 5 },
    created: { BatchSize: 5 },
    update: { FunctionName: ref('Function'), EventSourceArn: att('Queue', 'Arn'), BatchSize: 7 },
    updated: { BatchSize: 7 },
    attributes: { Id: /^[0-9a-f-]{36}$/ },
    look: async ({ lambda }, UUID) => lambda.getEventSourceMapping({ UUID }),
  },
];
