import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib/core';

/** Where `ec2.Vpc` puts the function that closes default security groups: one for each stack. */
const PROVIDER = 'Custom::VpcRestrictDefaultSGCustomResourceProvider';
const FUNCTION = 'Handler';

/**
 * Gives CDK's function that closes default security groups a log group of the stack. Without one Lambda makes its own,
 * which keeps records for ever and stays behind when the stack is deleted.
 */
export function keepDefaultSecurityGroupLogs(stack: Stack): void {
  const provider = stack.node.tryFindChild(PROVIDER);
  const handler = provider?.node.tryFindChild(FUNCTION);
  if (!provider || !handler || !CfnResource.isCfnResource(handler) || provider.node.tryFindChild('Logs')) {
    return;
  }
  const { logGroupName } = new logs.LogGroup(provider, 'Logs', {
    retention: logs.RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroupName });
}
