import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Annotations, ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Lets EC2 Auto Scaling launch instances whose volumes are encrypted with the key. Without that every launch fails
 * with `Client.InternalError`, long after the deployment succeeded.
 *
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export function grantToAutoScaling(scope: Construct, key: kms.IKey): void {
  const principal = new iam.ArnPrincipal(serviceLinkedRole(scope));
  // a key's policy speaks of the key itself: its resource is always *
  const use = new iam.PolicyStatement({
    sid: 'AutoScalingUsesKey',
    principals: [principal],
    actions: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:DescribeKey',
    ],
    resources: ['*'],
  });
  const attach = new iam.PolicyStatement({
    sid: 'AutoScalingAttachesVolumes',
    principals: [principal],
    actions: ['kms:CreateGrant'],
    resources: ['*'],
    conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  });
  const added = [use, attach].map((statement) => key.addToResourcePolicy(statement).statementAdded);
  if (added.includes(false)) {
    Annotations.of(scope).addWarningV2(
      '@ecs-groundwork/instances:importedVolumeKey',
      `The policy of the imported key ${key.node.path} cannot be changed here. No instance launches unless it lets ` +
        `AWSServiceRoleForAutoScaling use the key: ` +
        `https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html`,
    );
  }
}

function serviceLinkedRole(scope: Construct): string {
  return Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    resource: 'role',
    resourceName: 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
