import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { launchData, makeGroup, only } from '../support';
import type { Statement } from '../support';

describe('a key for volumes', () => {
  test('encrypts them', () => {
    const { template } = makeGroup(({ stack }) => ({ volumeEncryptionKey: new kms.Key(stack, 'Key') }));
    const [key] = only(template, 'AWS::KMS::Key');
    expect(launchData(template).BlockDeviceMappings).toMatchObject([
      { Ebs: { Encrypted: true, KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] } } },
    ]);
  });

  test('may be used by EC2 Auto Scaling, without which nothing launches', () => {
    const { template } = makeGroup(({ stack }) => ({ volumeEncryptionKey: new kms.Key(stack, 'Key') }));
    const added = keyStatements(template).filter(({ Sid }) => Sid?.startsWith('AutoScaling'));
    expect(added.map(({ Action }) => Action)).toEqual([
      expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext']),
      'kms:CreateGrant',
    ]);
    for (const { Principal } of added) {
      expect(JSON.stringify(Principal)).toContain(
        ':role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      );
    }
    expect(added[1].Condition).toEqual({ Bool: { 'kms:GrantIsForAWSResource': 'true' } });
  });

  test('of several groups is opened once', () => {
    const made = makeGroup();
    const volumeEncryptionKey = new kms.Key(made.stack, 'Key');
    made.cluster.addInstanceGroup('one', { volumeEncryptionKey });
    made.cluster.addInstanceGroup('two', { volumeEncryptionKey });
    expect(keyStatements(made.template)).toHaveLength(3);
  });

  test('that is imported is warned about: its policy is somebody else’s', () => {
    const { stack } = makeGroup((made) => ({
      volumeEncryptionKey: kms.Key.fromKeyArn(made.stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/1-2'),
    }));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('The policy of the imported key Test/Key'));
  });
});

function keyStatements(template: ReturnType<typeof makeGroup>['template']): Statement[] {
  const [, { Properties }] = only(template, 'AWS::KMS::Key');
  return (Properties.KeyPolicy as { Statement: Statement[] }).Statement;
}
