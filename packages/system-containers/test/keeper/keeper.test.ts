import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Match } from 'aws-cdk-lib/assertions';
import { Keeper } from '../../src/keeper/keeper';
import { KEEPER_ENVIRONMENT } from '../../src/keeper/keeper-environment';
import { CLUSTER_PROPERTY, STARTED_BY_PROPERTY } from '../../src/keeper/stop-tasks-properties';
import { failureOf, make } from '../support';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
}

function makeKeeper() {
  const made = make({ managedScaling: false });
  const taskDefinition = new ecs.Ec2TaskDefinition(made.stack, 'Tasks', { family: 'agent' });
  taskDefinition.addContainer('agent', { image: ecs.ContainerImage.fromRegistry('agent'), memoryLimitMiB: 64 });
  const keeper = new Keeper(made.group, 'Keeper', { group: made.group, taskDefinition, containerName: 'agent' });
  return { made, taskDefinition, keeper };
}

/** The resources of a template by their ids. */
function all(template: { toJSON(): unknown }): Record<string, Resource> {
  return (template.toJSON() as { Resources: Record<string, Resource> }).Resources;
}

/** Of a type, those of keepers: the group has functions, rules and logs of its own. */
function ofKeepers(template: { toJSON(): unknown }, type: string): Resource[] {
  const resources = all(template);
  return idsOf(resources, type)
    .filter((id) => /Keeper|StopTasks/.test(id))
    .map((id) => resources[id]);
}

function idsOf(resources: Record<string, Resource>, type: string, name = ''): string[] {
  return Object.keys(resources).filter((id) => resources[id].Type === type && id.includes(name));
}

/** Ids that a resource waits for when it is created; it is deleted before them. */
function needs({ Properties, DependsOn = [] }: Resource): string[] {
  const references = [...JSON.stringify(Properties).matchAll(/"(?:Ref|Fn::GetAtt)":(?:"([^"]+)"|\["([^"]+)")/g)];
  return [...DependsOn, ...references.map(([, ref, attribute]) => ref ?? attribute)];
}

function before(resources: Record<string, Resource>, first: string, second: string): boolean {
  return needs(resources[first]).some((id) => id === second || (id in resources && before(resources, id, second)));
}

describe('a keeper', () => {
  test('has a function with what it needs to know, and no more', () => {
    const { made } = makeKeeper();
    const { template } = made;
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 120,
      MemorySize: 256,
      ReservedConcurrentExecutions: Match.absent(),
      DeadLetterConfig: { TargetArn: Match.anyValue() },
      Environment: {
        Variables: {
          [KEEPER_ENVIRONMENT.taskDefinition]: { Ref: Match.stringLikeRegexp('^Tasks') },
          [KEEPER_ENVIRONMENT.instances]: 'attribute:ecs-groundwork.instance-group == default',
          [KEEPER_ENVIRONMENT.startedBy]: Match.stringLikeRegexp('^ecs-groundwork-keeper/[0-9a-f]{14}$'),
        },
      },
    });
    const functions = ofKeepers(template, 'AWS::Lambda::Function');
    const [variables] = functions.flatMap(({ Properties }) => {
      const { Environment } = Properties as { Environment?: { Variables: object } };
      return Environment ? [Object.keys(Environment.Variables)] : [];
    });
    expect(variables.sort()).toEqual(Object.values(KEEPER_ENVIRONMENT).sort());
  });

  test('looks each minute, and when ECS says what may matter', () => {
    const rules = ofKeepers(makeKeeper().made.template, 'AWS::Events::Rule');
    const there = {
      InputPathsMap: { 'detail-containerInstanceArn': '$.detail.containerInstanceArn' },
      InputTemplate: '{"instance":<detail-containerInstanceArn>}',
    };
    const said = rules.map(({ Properties }) => {
      const { EventPattern, ScheduleExpression, Targets } = Properties as {
        EventPattern?: { source: string[]; 'detail-type': string[]; detail: Record<string, unknown> };
        ScheduleExpression?: string;
        Targets: { Input?: string; InputTransformer?: object }[];
      };
      const { clusterArn, startedBy, ...detail } = EventPattern?.detail ?? {};
      expect(Targets.map(({ Input, InputTransformer }) => Input ?? InputTransformer)).toEqual([
        ScheduleExpression ? '{}' : there,
      ]);
      return {
        when: ScheduleExpression ?? EventPattern?.['detail-type'].join(),
        ...(startedBy ? { startedBy } : {}),
        ...detail,
        inCluster: clusterArn !== undefined,
      };
    });
    expect(said).toEqual([
      {
        when: 'ECS Container Instance State Change',
        status: ['ACTIVE'],
        agentConnected: [true],
        runningTasksCount: [0],
        pendingTasksCount: [0],
        inCluster: true,
      },
      { when: 'ECS Container Instance State Change', status: ['DRAINING'], inCluster: true },
      {
        when: 'ECS Task State Change',
        startedBy: [expect.stringMatching(/^ecs-groundwork-keeper\//)],
        lastStatus: ['STOPPED'],
        inCluster: true,
      },
      { when: 'rate(1 minute)', inCluster: false },
    ]);
  });

  test('keeps its dead letters for two weeks, encrypted, and takes them over TLS only', () => {
    const { template } = makeKeeper().made;
    template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });

  test('keeps its logs for 30 days, and leaves none behind', () => {
    const groups = ofKeepers(makeKeeper().made.template, 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(2);
    for (const group of groups) {
      expect(group).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
    }
  });

  test('names what it measures', () => {
    const { keeper, made } = makeKeeper();
    expect(made.stack.resolve(keeper.metricMissing().toMetricConfig().metricStat)).toMatchObject({
      namespace: 'EcsGroundwork/SystemContainers',
      metricName: 'Missing',
      statistic: 'Maximum',
      dimensions: [
        { name: 'ClusterName' },
        { name: 'Container', value: 'agent' },
        { name: 'InstanceGroup', value: 'default' },
      ],
    });
    expect(keeper.metricDeadLetters()).toMatchObject({
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
    });
  });

  test('is found again by its container', () => {
    const { keeper, made } = makeKeeper();
    expect(Keeper.of(made.group, 'agent')).toBe(keeper);
    expect(failureOf(() => Keeper.of(made.group, 'router'))).toBe(
      "KeeperUnknown: group 'default' has no system container 'router' with Carrier.ecsTask(); contribute it before you " +
        'ask for its keeper',
    );
  });

  test('fails with a task that would need subnets', () => {
    const { group, stack } = make();
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Tasks', { networkMode: ecs.NetworkMode.AWS_VPC });
    expect(failureOf(() => new Keeper(group, 'Keeper', { group, taskDefinition, containerName: 'agent' }))).toBe(
      "KeeperNetworkMode: taskDefinition of 'agent' must have the network mode bridge, host or none, got awsvpc; what " +
        'serves a host shares its network or has a port on it',
    );
  });
});

describe('what a keeper may', () => {
  function allowed() {
    const { made, taskDefinition } = makeKeeper();
    // an execution role that comes late
    const secret = new secretsmanager.Secret(made.stack, 'Secret');
    taskDefinition.defaultContainer?.addSecret('KEY', ecs.Secret.fromSecretsManager(secret));
    const policies = Object.entries(made.template.findResources('AWS::IAM::Policy')).filter(([id]) =>
      id.includes('KeeperFunctionRole'),
    );
    expect(policies).toHaveLength(1);
    const [[, policy]] = policies as [string, Resource][];
    return (policy.Properties.PolicyDocument as { Statement: { Action: string; Resource: unknown }[] }).Statement;
  }

  /** All of a kind in the cluster. */
  const allOf = (kind: string) => ({
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':ecs:',
        { Ref: 'AWS::Region' },
        ':',
        { Ref: 'AWS::AccountId' },
        `:${kind}/`,
        { Ref: expect.stringMatching(/^Cluster/) as string },
        '/*',
      ],
    ],
  });
  const cluster = { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/) as string, 'Arn'] };
  const inCluster = { ArnEquals: { 'ecs:cluster': cluster } };

  test('is to read one cluster, to start one family, and to pass the roles of its tasks to ECS', () => {
    const statements = allowed().filter(({ Action }) => !/^(logs|sqs):/.test([Action].flat()[0]));
    const effect = { Effect: 'Allow' };
    expect(statements).toEqual([
      { ...effect, Action: 'ecs:ListContainerInstances', Resource: cluster },
      { ...effect, Action: 'ecs:DescribeContainerInstances', Resource: allOf('container-instance') },
      { ...effect, Action: 'ecs:DescribeServices', Resource: allOf('service') },
      { ...effect, Action: 'ecs:ListTasks', Resource: '*', Condition: inCluster },
      { ...effect, Action: ['ecs:DescribeTasks', 'ecs:StopTask'], Resource: allOf('task') },
      {
        ...effect,
        Action: 'ecs:StartTask',
        Resource: {
          'Fn::Join': ['', expect.arrayContaining([':task-definition/agent:*']) as unknown],
        },
        Condition: inCluster,
      },
      {
        ...effect,
        Action: 'iam:PassRole',
        Resource: [
          { 'Fn::GetAtt': [expect.stringMatching(/^TasksTaskRole/), 'Arn'] },
          { 'Fn::GetAtt': [expect.stringMatching(/^TasksExecutionRole/), 'Arn'] },
        ],
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
    ]);
  });
});

describe('deleting a keeper', () => {
  test('goes rules and function with its permissions, then its tasks, then the group', () => {
    const { made } = makeKeeper();
    const resources = all(made.template);
    const [stop] = idsOf(resources, 'Custom::StopTasks');
    const starters = [
      ...idsOf(resources, 'AWS::Events::Rule', 'Keeper'),
      ...idsOf(resources, 'AWS::Lambda::Permission'),
      ...idsOf(resources, 'AWS::Lambda::Function', 'Keeper'),
      ...idsOf(resources, 'AWS::IAM::Policy', 'KeeperFunction'),
    ];
    expect(starters).toHaveLength(4 + 4 + 1 + 1);
    expect(starters.filter((id) => !before(resources, id, stop))).toEqual([]);
    const later = [
      ...idsOf(resources, 'AWS::AutoScaling::AutoScalingGroup'),
      ...idsOf(resources, 'AWS::ECS::Cluster'),
      ...idsOf(resources, 'AWS::IAM::Policy', 'StopTasksPolicy'),
      ...idsOf(resources, 'AWS::Lambda::Function', 'EcsGroundworkStopTasks'),
    ];
    expect(later).toHaveLength(4);
    expect(later.filter((id) => !before(resources, stop, id))).toEqual([]);
  });

  test('stops what this keeper started, and is told by the names that the function reads', () => {
    const { template } = makeKeeper().made;
    const [stop] = Object.values(template.findResources('Custom::StopTasks')) as Resource[];
    expect(stop.Properties).toEqual({
      ServiceToken: expect.anything() as unknown,
      ServiceTimeout: '960',
      [CLUSTER_PROPERTY]: { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Arn'] },
      [STARTED_BY_PROPERTY]: expect.stringMatching(/^ecs-groundwork-keeper\//) as string,
    });
  });

  test('keeps the permission of each keeper to itself, and the function for all', () => {
    const { made, taskDefinition } = makeKeeper();
    new Keeper(made.group, 'Another', { group: made.group, taskDefinition, containerName: 'another' });
    const resources = all(made.template);
    expect(idsOf(resources, 'Custom::StopTasks')).toHaveLength(2);
    expect(idsOf(resources, 'AWS::IAM::Policy', 'StopTasksPolicy')).toHaveLength(2);
    expect(idsOf(resources, 'AWS::Lambda::Function', 'EcsGroundworkStopTasks')).toHaveLength(1);
    const marks = idsOf(resources, 'Custom::StopTasks').map((id) => resources[id].Properties[STARTED_BY_PROPERTY]);
    expect(new Set(marks).size).toBe(2);
  });
});
