import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Lets CloudWatch Logs use a key of the app, for log groups with this prefix only. The policy of an imported key cannot
 * be changed from here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function letLogsUse(key: kms.IKey, scope: Construct, prefix: string): void {
  const stack = Stack.of(scope);
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:DescribeKey',
      ],
      // in the policy of a key, this key
      resources: ['*'],
      conditions: {
        ArnLike: {
          // without the star of a log group's own ARN, and by name: by reference, key and log group would wait for each other
          'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
            service: 'logs',
            resource: `log-group:${prefix}/*`,
          }),
        },
      },
    }),
    true,
  );
}
