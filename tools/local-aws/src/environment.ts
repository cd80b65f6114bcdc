import type { Account } from './service';

/** Set by a user's own AWS configuration, these would win over ours or lead off this machine. */
const UNSET =
  /^AWS_(PROFILE|DEFAULT_PROFILE|ENDPOINT_URL_.*|ROLE_.*|WEB_IDENTITY_.*|CONTAINER_.*|IGNORE_CONFIGURED_ENDPOINT_URLS)$/;

/** The variables that make any AWS SDK, the AWS CLI and the CDK CLI speak to local AWS at `url`. */
export function clientEnvironment(url: string, { accountId, region }: Account): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    // never ask the network for an instance's credentials
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DEFAULT_ACCOUNT: accountId,
    CDK_DEFAULT_REGION: region,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

/** Names of the variables in `base` that must not reach a client of local AWS. */
export function misleadingVariables(base: NodeJS.ProcessEnv): string[] {
  return Object.keys(base).filter((name) => UNSET.test(name));
}
