import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { ApplicationLoadBalancer, ClassicLoadBalancer, NetworkLoadBalancer, Scheme } from '../../src';
import { attributes, makeVpc, only } from '../support';

type Make = (stack: Stack, bucket: s3.IBucket, prefix?: string) => void;

const application: Make = (stack, accessLogs, accessLogsPrefix) =>
  new ApplicationLoadBalancer(stack, 'Front', { vpc: makeVpc(stack), plainHttp: true, accessLogs, accessLogsPrefix });
const network: Make = (stack, accessLogs, accessLogsPrefix) =>
  new NetworkLoadBalancer(stack, 'Front', { vpc: makeVpc(stack), accessLogs, accessLogsPrefix });
const classic: Make = (stack, accessLogs, accessLogsPrefix) =>
  new ClassicLoadBalancer(stack, 'Front', {
    vpc: makeVpc(stack),
    plainHttp: true,
    instancePort: 8080,
    scheme: Scheme.INTERNAL,
    accessLogs,
    accessLogsPrefix,
  });

/** In a stack of no known region, where CDK's own balancers refuse to log. */
function make(balancer: Make, prefix?: string) {
  const stack = new Stack(new App(), 'Test');
  balancer(stack, new s3.Bucket(stack, 'Logs'), prefix);
  const [policy, { Properties }] = only(stack, 'AWS::S3::BucketPolicy');
  const { Statement } = Properties.PolicyDocument as { Statement: Record<string, unknown>[] };
  return { stack, policy, statements: Statement };
}

const BUCKET = { 'Fn::GetAtt': ['Logs6819BB44', 'Arn'] };
const objects = (prefix: string) => ({
  'Fn::Join': ['', [BUCKET, `/${prefix}AWSLogs/`, { Ref: 'AWS::AccountId' }, '/*']],
});

describe('access logs', () => {
  test.each([
    ['an Application', application],
    ['a Classic', classic],
  ])('of %s Load Balancer may be written by ELB for this account, and nothing else', (_, balancer) => {
    expect(make(balancer, 'front').statements).toEqual([
      {
        Action: 's3:PutObject',
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Resource: objects('front/'),
      },
    ]);
  });

  test('of a Network Load Balancer may be delivered for this account, and nothing else', () => {
    const StringEquals = { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } };
    const ArnLike = { 'aws:SourceArn': { 'Fn::Join': expect.arrayContaining(['']) } };
    const Principal = { Service: 'delivery.logs.amazonaws.com' };
    expect(make(network).statements).toEqual([
      {
        Action: 's3:GetBucketAcl',
        Effect: 'Allow',
        Principal,
        Resource: BUCKET,
        Condition: { StringEquals, ArnLike },
      },
      {
        Action: 's3:PutObject',
        Effect: 'Allow',
        Principal,
        Resource: objects(''),
        Condition: { StringEquals: { ...StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' }, ArnLike },
      },
    ]);
  });

  test.each([
    ['Application', application],
    ['Network', network],
  ])('are turned on at the %s Load Balancer once the bucket allows them', (_, balancer) => {
    const { stack, policy } = make(balancer, 'front');
    expect(attributes(stack, 'LoadBalancer')).toMatchObject({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': { Ref: 'Logs6819BB44' },
      'access_logs.s3.prefix': 'front',
    });
    expect(only(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer')[1].DependsOn).toContain(policy);
  });

  test('are turned on at the Classic Load Balancer once the bucket allows them', () => {
    const { stack, policy } = make(classic);
    const [, { Properties, DependsOn }] = only(stack, 'AWS::ElasticLoadBalancing::LoadBalancer');
    expect(Properties.AccessLoggingPolicy).toEqual({
      Enabled: true,
      S3BucketName: { Ref: 'Logs6819BB44' },
      EmitInterval: 5,
    });
    expect(DependsOn).toContain(policy);
  });

  test('may go to a bucket of another stack', () => {
    const app = new App();
    const bucket = new s3.Bucket(new Stack(app, 'Buckets'), 'Logs');
    application(new Stack(app, 'Test'), bucket);
    expect(() => app.synth()).not.toThrow();
  });
});
