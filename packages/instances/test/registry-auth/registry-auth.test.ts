import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib/core';
import { RegistryAuth } from '../../src/registry-auth/registry-auth';
import { makeBoot } from '../host/user-data';

/** What the role of the instances may do because of the login. */
function statements(make: (stack: Stack) => RegistryAuth): { Action: unknown; Resource: unknown }[] {
  const { stack } = makeBoot();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  make(stack)._grantRead(role);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policy.Properties.PolicyDocument.Statement;
}

describe('a registry login', () => {
  it('from a secret may be read by the role, that secret only', () => {
    const granted = statements((stack) => RegistryAuth.secret(new secretsmanager.Secret(stack, 'Secret')));

    expect(granted).toEqual([
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: { Ref: expect.stringMatching(/^Secret/) },
      },
    ]);
  });

  it('from a secret under a key of its own may be decrypted', () => {
    const { stack } = makeBoot();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const encryptionKey = new kms.Key(stack, 'Key');
    RegistryAuth.secret(new secretsmanager.Secret(stack, 'Secret', { encryptionKey }))._grantRead(role);

    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'kms:Decrypt',
            Principal: { AWS: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Role'), 'Arn'] } },
          }),
        ]),
      },
    });
  });

  it('from an object may be read by the role, that object only, and decrypted', () => {
    const granted = statements((stack) => {
      const encryptionKey = new kms.Key(stack, 'Key');
      return RegistryAuth.s3Object(new s3.Bucket(stack, 'Bucket', { encryptionKey }), 'ecs/login.config');
    });

    expect(granted).toEqual([
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: {
          'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Bucket/), 'Arn'] }, '/ecs/login.config']],
        },
      },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } },
    ]);
  });

  it('from an object is asked for as S3 wants keys in URLs', () => {
    const bucket = s3.Bucket.fromBucketName(new Stack(), 'Bucket', 'config');

    expect(RegistryAuth.s3Object(bucket, "a b/grüße+(1)'.config")._environment()).toEqual({
      OBJECT: 'config/a%20b/gr%C3%BC%C3%9Fe%2B%281%29%27.config',
    });
  });
});
