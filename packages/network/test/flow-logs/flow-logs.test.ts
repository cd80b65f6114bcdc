import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { FlowLogs } from '../../src';
import { make, properties, resources } from '../support';

/** Logical ids, without the one that every network's stack has for closing default security groups. */
function logGroups(template: Template): string[] {
  return Object.keys(resources(template, 'AWS::Logs::LogGroup')).filter((id) => !id.startsWith('CustomVpcRestrict'));
}

describe('flow logs to CloudWatch', () => {
  const made = make({ flowLogs: FlowLogs.cloudWatch() });
  const [group] = logGroups(made.template);

  test('record all traffic of the VPC', () => {
    const [vpc] = Object.keys(resources(made.template, 'AWS::EC2::VPC'));
    made.template.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceId: { Ref: vpc },
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: { Ref: group },
    });
  });

  test('are kept for 30 days, in a group with a generated name that outlives the network', () => {
    made.template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Retain',
    });
    expect(properties(made.template, 'AWS::Logs::LogGroup')[0]).not.toHaveProperty('LogGroupName');
  });

  test('are written with a role that may do so in that group only', () => {
    made.template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [group, 'Arn'] },
          },
        ],
      },
    });
  });

  test('are written with a role that trusts the service for this account only', () => {
    made.template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    });
  });

  test('say where they land', () => {
    expect(made.stack.resolve(made.network.flowLogGroup?.logGroupName)).toEqual({ Ref: group });
  });

  test('are kept for as long as asked', () => {
    const { template } = make({ flowLogs: FlowLogs.cloudWatch({ retention: logs.RetentionDays.ONE_YEAR }) });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });

  test('may be of rejected traffic only', () => {
    const trafficType = ec2.FlowLogTrafficType.REJECT;
    const { template } = make({ flowLogs: FlowLogs.cloudWatch({ trafficType }) });
    template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'REJECT' });
  });

  test('go to a log group of your own', () => {
    const { network, stack, template } = make((scope) => ({
      flowLogs: FlowLogs.cloudWatch({ logGroup: new logs.LogGroup(scope, 'Mine') }),
    }));
    const [mine, ...others] = logGroups(template);
    expect(others).toEqual([]);
    template.hasResourceProperties('AWS::EC2::FlowLog', { LogGroupName: { Ref: mine } });
    expect(stack.resolve(network.flowLogGroup?.logGroupName)).toEqual({ Ref: mine });
  });
});

describe('flow logs to S3', () => {
  const made = make((scope) => ({ flowLogs: FlowLogs.s3(new s3.Bucket(scope, 'Bucket'), { keyPrefix: 'vpc' }) }));
  const [bucket] = Object.keys(resources(made.template, 'AWS::S3::Bucket'));

  test('go to the bucket, under the prefix', () => {
    made.template.hasResourceProperties('AWS::EC2::FlowLog', {
      LogDestinationType: 's3',
      LogDestination: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/vpc']] },
      TrafficType: 'ALL',
    });
  });

  test('may be delivered there by AWS for this account only', () => {
    const [{ PolicyDocument }] = properties(made.template, 'AWS::S3::BucketPolicy');
    const { Statement } = PolicyDocument as { Statement: { Condition: { StringEquals: Record<string, unknown> } }[] };
    expect(Statement).toHaveLength(2);
    for (const { Condition } of Statement) {
      expect(Condition.StringEquals['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });
    }
  });

  test('have no log group', () => {
    expect(made.network.flowLogGroup).toBeUndefined();
    expect(logGroups(made.template)).toEqual([]);
  });

  test('may be of accepted traffic only', () => {
    const { stack } = make((scope) => ({
      flowLogs: FlowLogs.s3(new s3.Bucket(scope, 'Bucket'), { trafficType: ec2.FlowLogTrafficType.ACCEPT }),
    }));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'ACCEPT' });
  });
});
