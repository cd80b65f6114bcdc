import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch_actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Duration } from 'aws-cdk-lib/core';
import { Repair } from '../../src';
import { REPAIR_DEFAULTS } from '../../src/repair/repair-config';
import { REPAIR_ENVIRONMENT, settingsFrom } from '../../src/repair/repair-environment';
import { REPAIR_METRICS, REPAIR_NAMESPACE, repairLine } from '../../src/repair/repair-metrics';
import { BOOT_PROPERTY, TAG_KEY_PROPERTY, TAG_VALUE_PROPERTY } from '../../src/repair/resume-launches-properties';
import { makeGroup } from '../support';
import { NOW } from './a-host';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
}

function all(template: Template): Record<string, Resource> {
  return (template.toJSON() as { Resources: Record<string, Resource> }).Resources;
}

const ofType = (template: Template, type: string, name = '') =>
  Object.entries(all(template)).filter(([id, resource]) => resource.Type === type && id.includes(name));

function repairFunction(template: Template): Record<string, unknown> {
  const [[, { Properties }]] = ofType(template, 'AWS::Lambda::Function', 'RepairFunction');
  return (Properties.Environment as { Variables: Record<string, unknown> }).Variables;
}

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function statements(template: Template, name: string): Statement[] {
  return ofType(template, 'AWS::IAM::Policy', name).flatMap(
    ([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement,
  );
}

const actionsOf = (some: Statement[]) => some.flatMap(({ Action }) => Action).sort();

/** What a resource waits for, by reference or by word. */
function needs({ Properties, DependsOn = [] }: Resource): string[] {
  const references = [...JSON.stringify(Properties).matchAll(/"(?:Ref|Fn::GetAtt)":(?:"([^"]+)"|\["([^"]+)")/g)];
  return [...DependsOn, ...references.map(([, ref, attribute]) => ref ?? attribute)];
}

function before(resources: Record<string, Resource>, first: string, second: string): boolean {
  return needs(resources[first]).some((id) => id === second || (id in resources && before(resources, id, second)));
}

describe('a group', () => {
  test('has a function that looks after it, with what it needs to know', () => {
    const variables = repairFunction(makeGroup().template);
    expect(Object.keys(variables).sort()).toEqual(Object.values(REPAIR_ENVIRONMENT).sort());
    expect(variables).toMatchObject({
      [REPAIR_ENVIRONMENT.groupName]: 'default',
      [REPAIR_ENVIRONMENT.hosts]: 'attribute:ecs-groundwork.instance-group == default',
      [REPAIR_ENVIRONMENT.notReadySeconds]: '600',
      [REPAIR_ENVIRONMENT.disconnectedSeconds]: '600',
      [REPAIR_ENVIRONMENT.acts]: 'true',
    });
    expect(
      [REPAIR_DEFAULTS.notReadyTimeout, REPAIR_DEFAULTS.disconnectedTimeout].map((each) => each.toMinutes()),
    ).toEqual([10, 10]);
  });

  test('is looked at each minute, and never twice at the same time', () => {
    const { template } = makeGroup();
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      Targets: [Match.objectLike({ SqsParameters: { MessageGroupId: 'sweep' } })],
    });
    const [[ticks, { Properties }]] = ofType(template, 'AWS::SQS::Queue', 'Ticks');
    expect(Properties).toMatchObject({ FifoQueue: true, ContentBasedDeduplication: true, SqsManagedSseEnabled: true });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [ticks, 'Arn'] },
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: Match.absent(),
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ ACTS: 'true' }) },
      Timeout: 50,
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('hears its instances on a queue of their own, one failed report beside the others', () => {
    const { template } = makeGroup();
    const [[queue, { Properties }]] = ofType(template, 'AWS::SQS::Queue', 'ReportsQueue');
    const [[deadLetters]] = ofType(template, 'AWS::SQS::Queue', 'ReportsDeadLetters');
    expect(Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 300,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] }, maxReceiveCount: 3 },
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(statements(template, 'defaultInstancePolicy')).toContainEqual({
      Sid: 'ReportItself',
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
    });
    // and all of its queues take TLS only
    const closed = ofType(template, 'AWS::SQS::QueuePolicy').map(([, policy]) => JSON.stringify(policy));
    expect(closed.filter((text) => text.includes('"aws:SecureTransport":"false"'))).toHaveLength(3);
  });

  test('is the only one that its function may do anything to', () => {
    const { template } = makeGroup();
    const [[group]] = ofType(template, 'AWS::AutoScaling::AutoScalingGroup');
    const all_ = statements(template, 'RepairFunctionRole');
    const changing = all_.filter(({ Action }) =>
      /SetInstanceHealth|SuspendProcesses|CreateOrUpdateTags/.test(String(Action)),
    );
    expect(changing).toHaveLength(2);
    changing.forEach(({ Resource }) => expect(JSON.stringify(Resource)).toContain(`{"Ref":"${group}"}`));
    expect(all_.find(({ Action }) => Action === 'autoscaling:CreateOrUpdateTags')?.Condition).toEqual({
      'ForAllValues:StringEquals': { 'aws:TagKeys': 'ecs-groundwork:launches' },
    });
    expect(actionsOf(all_.filter(({ Resource }) => Resource === '*'))).toEqual([
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeScalingActivities',
      'ec2:DescribeInstances',
    ]);
  });

  test('waits for its launches to be resumed when something else boots, and that waits for nothing of it', () => {
    const { template } = makeGroup();
    const resources = all(template);
    const [[resumption, { Properties }]] = ofType(template, 'Custom::LaunchResumption');
    const [[group]] = ofType(template, 'AWS::AutoScaling::AutoScalingGroup');
    const [[launchTemplate]] = ofType(template, 'AWS::EC2::LaunchTemplate');
    expect(before(resources, group, resumption)).toBe(true);
    expect(before(resources, resumption, group)).toBe(false);
    expect(Properties).toMatchObject({
      [BOOT_PROPERTY]: { 'Fn::GetAtt': [launchTemplate, 'LatestVersionNumber'] },
      [TAG_KEY_PROPERTY]: 'ecs-groundwork:instance-group',
      [TAG_VALUE_PROPERTY]: 'Test/Cluster/InstanceGroups/default',
    });
    for (const { Condition } of statements(template, 'LaunchResumptionPolicy')) {
      expect(Condition).toMatchObject({
        StringEquals: {
          'autoscaling:ResourceTag/ecs-groundwork:instance-group': 'Test/Cluster/InstanceGroups/default',
        },
      });
    }
  });

  test('resumes its launches as well when a contribution boots with something else', () => {
    const { stack, group } = makeGroup();
    const parameter = new ssm.StringParameter(stack, 'Motd', { stringValue: 'hello' });
    group.contribute({
      contributionName: 'motd',
      bind: () => ({ revision: (parameter.node.defaultChild as ssm.CfnParameter).attrValue }),
    });
    const template = Template.fromStack(stack);
    const [[launchTemplate]] = ofType(template, 'AWS::EC2::LaunchTemplate');
    const [[, { Properties }]] = ofType(template, 'Custom::LaunchResumption');
    expect(Properties?.[BOOT_PROPERTY]).toEqual({
      'Fn::Join': [
        '',
        [
          { 'Fn::GetAtt': [launchTemplate, 'LatestVersionNumber'] },
          ' ',
          { 'Fn::GetAtt': [stack.getLogicalId(parameter.node.defaultChild as ssm.CfnParameter), 'Value'] },
        ],
      ],
    });
  });

  test('knows its own role by its id, and a role of yours not at all', () => {
    const [[role]] = ofType(makeGroup().template, 'AWS::IAM::Role', 'InstanceRole');
    expect(repairFunction(makeGroup().template).ROLE_ID).toEqual({ 'Fn::GetAtt': [role, 'RoleId'] });
    const imported = makeGroup(({ stack }) => ({
      role: iam.Role.fromRoleArn(stack, 'Mine', 'arn:aws:iam::111122223333:role/mine'),
    }));
    expect(repairFunction(imported.template).ROLE_ID).toBeUndefined();
  });
});

describe('the alarms of a group', () => {
  test('hear what its function says', () => {
    const { template, stack, group } = makeGroup();
    const line = repairLine(
      { replaced: 1, heldBack: 2, leftOver: 3, launchesSuspended: 1 },
      { clusterName: 'cluster', groupName: 'default' },
      NOW,
    ) as Record<string, unknown>;
    expect(line).toMatchObject({ Replaced: 1, HeldBack: 2, LeftOver: 3, LaunchesSuspended: 1 });
    for (const [name, periods] of [
      [REPAIR_METRICS.heldBack, 5],
      [REPAIR_METRICS.launchesSuspended, 1],
    ] as const) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: REPAIR_NAMESPACE,
        MetricName: name,
        Dimensions: [
          { Name: 'ClusterName', Value: stack.resolve(group.cluster.clusterName) as object },
          { Name: 'InstanceGroup', Value: 'default' },
        ],
        Period: 60,
        EvaluationPeriods: periods,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
    }
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
    });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 3);
  });

  test('take actions', () => {
    const { stack, group } = makeGroup();
    const topic = new sns.Topic(stack, 'Topic');
    const { repairs } = group;
    for (const alarm of [repairs.heldBackAlarm, repairs.launchesSuspendedAlarm, repairs.failingAlarm]) {
      alarm.addAlarmAction(new cloudwatch_actions.SnsAction(topic));
    }
    const alarms = ofType(Template.fromStack(stack), 'AWS::CloudWatch::Alarm');
    expect(alarms.map(([, { Properties }]) => (Properties.AlarmActions as unknown[]).length)).toEqual([1, 1, 1]);
  });
});

describe('repair', () => {
  test('waits as long as you say', () => {
    const repair = Repair.replace({ notReadyTimeout: Duration.minutes(2), disconnectedTimeout: Duration.hours(24) });
    expect(repairFunction(makeGroup({ repair }).template)).toMatchObject({
      NOT_READY_SECONDS: '120',
      DISCONNECTED_SECONDS: '86400',
    });
  });

  test('does nothing where it only reports, and may do nothing', () => {
    const { template } = makeGroup({ repair: Repair.reportOnly() });
    expect(repairFunction(template)).toMatchObject({ ACTS: 'false' });
    const allowed = actionsOf(statements(template, 'RepairFunctionRole'));
    expect(allowed.filter((action) => /^(ecs|autoscaling|ec2):(?!List|Describe)/.test(action))).toEqual([
      'ecs:DeleteAttributes',
      'ecs:PutAttributes',
    ]);
  });

  test('reads from its variables what the template says', () => {
    const environment = Object.fromEntries(Object.values(REPAIR_ENVIRONMENT).map((name) => [name, '1']));
    expect(settingsFrom({ ...environment, ACTS: 'true', ROLE_ID: undefined })).toMatchObject({
      notReadyTimeout: 1000,
      disconnectedTimeout: 1000,
      acts: true,
      roleId: undefined,
    });
    expect(() => settingsFrom({})).toThrow('the function’s variable CLUSTER is not set');
  });
});
