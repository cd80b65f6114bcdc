import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { App, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { HostLogGroups, type HostLogGroupsProps } from '../../src';
import { statements } from '../support';

function made(props?: HostLogGroupsProps | ((stack: Stack) => HostLogGroupsProps)) {
  const stack = new Stack(new App(), 'Acceptance');
  const hostLogs = new HostLogGroups(stack, 'HostLogs', typeof props === 'function' ? props(stack) : props);
  return { stack, hostLogs, template: Template.fromStack(stack) };
}

describe('log groups of hosts', () => {
  test('are the six of terraform-ecs, and one for routers', () => {
    const found = made().template.findResources('AWS::Logs::LogGroup');
    expect(Object.values(found).map((group) => (group as { Properties: object }).Properties)).toEqual(
      ['dmesg', 'docker', 'ecs-agent', 'ecs-init', 'audit', 'messages', 'router'].map((source) => ({
        LogGroupName: `/Acceptance/HostLogs/${source}`,
        RetentionInDays: 30,
      })),
    );
  });

  test('keep their logical ids', () => {
    expect(Object.keys(made().template.findResources('AWS::Logs::LogGroup'))).toEqual([
      'HostLogsDmesgCD0CF167',
      'HostLogsDocker221CA573',
      'HostLogsEcsAgent38F2CA9F',
      'HostLogsEcsInit98B76C1F',
      'HostLogsAudit86FCB94D',
      'HostLogsMessages33AFFA0C',
      'HostLogsRouter8023CC6F',
    ]);
  });

  test('are deleted with their stack, unless they are to stay', () => {
    made().template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
    made({ removalPolicy: RemovalPolicy.RETAIN }).template.allResources('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
    });
  });

  test('keep records as long as is said', () => {
    made({ retention: logs.RetentionDays.ONE_YEAR }).template.allResourcesProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 365,
    });
  });
});

describe('the names of log groups', () => {
  test('differ between constructs of a stack, and between stacks', () => {
    const app = new App();
    const [one, two] = [new Stack(app, 'One'), new Stack(app, 'Two')];
    const prefixes = [
      new HostLogGroups(one, 'Logs'),
      new HostLogGroups(one, 'Others'),
      new HostLogGroups(new Construct(one, 'Inner'), 'Logs'),
      new HostLogGroups(two, 'Logs'),
    ].map(({ prefix }) => prefix);
    expect(prefixes).toEqual(['/One/Logs', '/One/Others', '/One/Inner/Logs', '/Two/Logs']);
  });

  test('have no character that CloudWatch Logs refuses, and still differ', () => {
    const stack = new Stack(new App(), 'Acceptance');
    const prefixes = ['my logs', 'my-logs', 'my:logs'].map((id) => new HostLogGroups(stack, id).prefix);
    prefixes.forEach((prefix) => expect(prefix).toMatch(/^[A-Za-z0-9._/#-]+$/));
    expect(new Set(prefixes).size).toBe(3);
  });

  test('are those of the environment when a stage makes the stack', () => {
    const stack = new Stack(new App(), 'Stack', { stackName: 'acceptance-cluster' });
    expect(new HostLogGroups(stack, 'Logs').prefix).toBe('/acceptance-cluster/Logs');
  });

  test('of a nested stack begin with its name, which CloudFormation makes', () => {
    const nested = new NestedStack(new Stack(new App(), 'Parent'), 'Nested');
    const { prefix } = new HostLogGroups(nested, 'Logs');
    expect(JSON.stringify(nested.resolve(prefix))).toMatch(/AWS::StackName.*\/Logs/);
  });
});

describe('a key for log groups', () => {
  const withKey = () => made((stack) => ({ encryptionKey: new kms.Key(stack, 'Key') }));

  test('encrypts each', () => {
    withKey().template.allResourcesProperties('AWS::Logs::LogGroup', {
      KmsKeyId: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
    });
  });

  test('lets CloudWatch Logs use it for these log groups and no others', () => {
    const [, statement] = Object.values(withKey().template.findResources('AWS::KMS::Key')).flatMap(
      (key) =>
        (key as { Properties: { KeyPolicy: { Statement: Record<string, unknown>[] } } }).Properties.KeyPolicy.Statement,
    );
    expect(statement).toMatchObject({
      Action: expect.not.arrayContaining([expect.stringContaining('*')]),
      Condition: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': {
            'Fn::Join': ['', expect.arrayContaining([':log-group:/Acceptance/HostLogs/*'])],
          },
        },
      },
    });
    expect(JSON.stringify(statement.Principal)).toMatch(/logs\..*AWS::Region/);
  });

  test('may be imported, with a policy of its own', () => {
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const { template } = made((stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', arn) }));
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: arn });
  });
});

describe('what routers give up', () => {
  test('is counted', () => {
    made().template.hasResourceProperties('AWS::Logs::MetricFilter', {
      LogGroupName: { Ref: 'HostLogsRouter8023CC6F' },
      FilterPattern: '{ $.dropped >= 0 }',
      MetricTransformations: [
        {
          MetricNamespace: 'EcsGroundwork/LogRouter',
          MetricName: 'DroppedRecords/Acceptance/HostLogs',
          MetricValue: '$.dropped',
        },
      ],
    });
  });

  test('is a metric', () => {
    const { stack, hostLogs } = made();
    const metric = hostLogs.metricDroppedRecords();
    expect(stack.resolve(metric.toMetricConfig().metricStat)).toMatchObject({
      namespace: 'EcsGroundwork/LogRouter',
      metricName: 'DroppedRecords/Acceptance/HostLogs',
      statistic: 'Sum',
    });
    expect(metric.period.toMinutes()).toBe(5);
  });
});

test('nobody may do anything by log groups alone', () => {
  expect(statements(made().template)).toEqual([]);
});
