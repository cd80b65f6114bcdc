import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Match } from 'aws-cdk-lib/assertions';
import { Lazy } from 'aws-cdk-lib/core';
import { randomBytes } from 'node:crypto';
import { GroupRollout, RolloutConcurrency } from '../../src';
import { Rollout, type RolloutProps } from '../../src/rollout/rollout';
import { failureOf, make, type Made, statements } from '../support';

const TAG = 'Test/Cluster/InstanceGroups/default';
const NAME = `/ecs-groundwork/${TAG}/one`;

function rolled(props: Partial<RolloutProps> = {}, made: Made = make()) {
  const { group } = made;
  const rollout = new Rollout(group, 'Rollout', { group, parameterName: NAME, content: '{}', ...props });
  return { made, group, rollout };
}

/** Below any resource of Systems Manager, as policies name them. */
const arn = (service: string, resource: string, ...more: unknown[]) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      `:${service}:`,
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      `:${resource}`,
      ...more,
    ],
  ],
});

describe('a roll-out', () => {
  test('tells its functions what they need to know', () => {
    const content = Lazy.string({ produce: () => '{"containers":[]}' });
    const { made } = rolled({ content, parameterName: Lazy.string({ produce: () => NAME }) });
    made.template.hasResourceProperties('Custom::SystemContainers', {
      ParameterName: NAME,
      DocumentName: { Ref: Match.stringLikeRegexp('Document') },
      TagKey: 'ecs-groundwork:instance-group',
      TagValue: TAG,
      GroupName: 'default',
      Concurrency: '10%',
      PatienceSeconds: 3000,
      Content: '{"containers":[]}',
      ServiceTimeout: '3600',
    });
  });

  test('does not wait for the group, which waits for it', () => {
    const { made, rollout } = rolled();
    made.group.autoScalingGroup.node.addDependency(rollout);
    expect(JSON.stringify(made.template.findResources('AWS::AutoScaling::AutoScalingGroup'))).toContain('Rollout');
  });

  test('looks each 15 seconds for an hour, with functions that all groups of the stack share', () => {
    const made = make();
    rolled({}, made);
    const other = made.cluster.addInstanceGroup('other');
    new Rollout(other, 'Rollout', { group: other, parameterName: '/ecs-groundwork/other/one', content: '{}' });
    const { template } = made;
    template.resourceCountIs('Custom::SystemContainers', 2);
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      DefinitionString: {
        'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('"IntervalSeconds":15,"MaxAttempts":240,')])],
      },
    });
  });

  test('has a document that hands a shell nothing but what it expects', () => {
    const { made } = rolled();
    const [{ Properties }] = Object.values(made.template.findResources('AWS::SSM::Document')) as {
      Properties: {
        DocumentType: string;
        Content: {
          parameters: Record<string, { allowedPattern?: string; allowedValues?: string[] }>;
          mainSteps: { action: string; inputs: { runCommand: string[]; timeoutSeconds: string } }[];
        };
      };
    }[];
    const { parameters, mainSteps } = Properties.Content;
    expect(Properties.DocumentType).toBe('Command');
    expect(parameters.mode.allowedValues).toEqual(['update', 'approved']);
    const name = new RegExp(parameters.parameter.allowedPattern ?? '');
    const version = new RegExp(parameters.version.allowedPattern ?? '');
    expect(name.test(NAME)).toBe(true);
    expect(version.test('17')).toBe(true);
    for (const hostile of ["'", '$(id)', '`id`', ';', ' ', '\n', '"', '\\']) {
      expect([name.test(`${NAME}${hostile}`), name.test(`${NAME}${hostile}x`)]).toEqual([false, false]);
      expect(version.test(`1${hostile}`)).toBe(false);
    }
    expect(mainSteps).toEqual([
      {
        action: 'aws:runShellScript',
        name: 'converge',
        inputs: {
          timeoutSeconds: '900',
          runCommand: [
            "case '{{ mode }}' in",
            "update) exec /opt/system-containers/converge update '{{ parameter }}' '{{ version }}' ;;",
            "approved) exec /opt/system-containers/converge approved '{{ parameter }}' ;;",
            'esac',
          ],
        },
      },
    ]);
  });

  test('is looked after when a command has ended, and each quarter of an hour', () => {
    const { made } = rolled();
    made.template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(15 minutes)',
      EventPattern: {
        source: ['aws.ssm'],
        'detail-type': ['EC2 Command Status-change Notification'],
        detail: {
          'document-name': [{ Ref: Match.stringLikeRegexp('Document') }],
          status: [{ 'anything-but': ['Pending', 'InProgress', 'Cancelling'] }],
        },
      },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Settle'), 'Arn'] } })],
    });
  });

  test('fails at synthesis when its content cannot fit', () => {
    const { made } = rolled({ content: randomBytes(6200).toString('base64') });
    expect(failureOf(() => made.template)).toMatch(/GenerationTooLarge: group 'default': the system containers of a/);
  });

  test('keeps its log for 30 days, and leaves nothing behind', () => {
    const groups = Object.entries(rolled().made.template.findResources('AWS::Logs::LogGroup'));
    const own = groups.filter(([id]) => id.startsWith('EcsGroundworkRollout')).map(([, group]) => group);
    expect(own).toMatchObject([{ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' }]);
  });
});

describe('what a roll-out may', () => {
  const { made } = rolled();
  const all = statements(made.template);
  const of = (action: string) => all.filter(({ Action }) => [Action].flat().includes(action));

  test('is to write and label the parameters of its group', () => {
    for (const action of ['Put', 'Delete', 'LabelParameterVersion', 'GetParameterHistory']) {
      const name = `ssm:${action}${/Parameter/.test(action) ? '' : 'Parameter'}`;
      expect(of(name).map(({ Resource }) => Resource)).toEqual([arn('ssm', `parameter/ecs-groundwork/${TAG}/*`)]);
    }
  });

  test('is to send its document to instances of its group', () => {
    const document = { Ref: expect.stringMatching(/Document/) as unknown };
    expect(of('ssm:SendCommand')).toEqual([
      { Effect: 'Allow', Action: 'ssm:SendCommand', Resource: arn('ssm', 'document/', document) },
      {
        Effect: 'Allow',
        Action: 'ssm:SendCommand',
        Resource: arn('ec2', 'instance/*'),
        Condition: { StringEquals: { 'ssm:resourceTag/ecs-groundwork:instance-group': TAG } },
      },
    ]);
  });

  test('is to read its own stack', () => {
    expect(of('cloudformation:DescribeStacks').map(({ Resource }) => Resource)).toEqual([
      arn('cloudformation', 'stack/Test/*'),
    ]);
  });

  test('on everything is only what knows no resources', () => {
    const everywhere = all.filter(({ Resource, Action }) => Resource === '*' && /ssm:List/.test(String(Action)));
    expect(everywhere.map(({ Action }) => Action)).toEqual([
      [
        'autoscaling:DescribeAutoScalingGroups',
        'ssm:CancelCommand',
        'ssm:DescribeInstanceInformation',
        'ssm:ListCommandInvocations',
        'ssm:ListCommands',
      ],
    ]);
    const managed = Object.entries(
      made.template.findResources('AWS::IAM::Role', { Properties: { ManagedPolicyArns: [] } }),
    );
    expect(managed.filter(([id]) => id.includes('Rollout'))).toEqual([]);
  });
});

describe('the roll-out of a group', () => {
  test('is found when there is one', () => {
    const { group, rollout } = rolled();
    expect(GroupRollout.of(group).alarm).toBe(rollout.alarm);
    expect(GroupRollout.of(group).logGroup).toBe(rollout.logGroup);
    expect(failureOf(() => GroupRollout.of(make().group))).toBe(
      "GroupRolloutUnknown: group 'default' has no system container with Carrier.onBoot(); contribute one before you " +
        'ask for its roll-out',
    );
  });

  test('takes as many instances at a time as it is told, also afterwards', () => {
    const { group, made } = rolled();
    GroupRollout.of(group).limitTo(RolloutConcurrency.instances(3));
    made.template.hasResourceProperties('Custom::SystemContainers', { Concurrency: '3' });
    made.template.hasResourceProperties('AWS::Events::Rule', {
      Targets: [{ Input: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('"Concurrency":"3"')])] } }],
    });
  });

  test('is in alarm while one instance refuses, and forgets it only when a look finds none', () => {
    const { group, made } = rolled();
    made.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'EcsGroundwork/SystemContainers',
      MetricName: 'Refused',
      Dimensions: [{ Name: 'InstanceGroup', Value: TAG }],
      Statistic: 'Maximum',
      Period: 900,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
    });
    const metric = GroupRollout.of(group).metricRefused({ statistic: cloudwatch.Stats.SUM });
    expect(metric.statistic).toBe('Sum');
  });

  test('keeps the ids by which CloudFormation knows what must not be replaced', () => {
    expect(Object.keys(rolled().made.template.findResources('Custom::SystemContainers'))).toEqual([
      expect.stringMatching(/^ClusterInstanceGroupsdefaultRollout[0-9A-F]{8}$/),
    ]);
  });
});
