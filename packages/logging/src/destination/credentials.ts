import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/** The user and the password of a secret, as settings of Fluent Bit. */
export function basicAuth(secret?: secretsmanager.ISecret): Record<string, ecs.Secret> {
  return secret
    ? {
        http_user: ecs.Secret.fromSecretsManager(secret, 'username'),
        http_passwd: ecs.Secret.fromSecretsManager(secret, 'password'),
      }
    : {};
}
