import { startLocalAws } from 'local-aws/lib/local-aws';
import type { Aws } from '../aws';
import { awsAt } from '../aws';

/** Set to `1`, deployed tests run against the account of the credentials in the environment. It costs money. */
const REAL_ACCOUNT = 'ECS_GROUNDWORK_REAL_ACCOUNT';

/** Whether the tests deploy to local AWS; only there AMIs can be published and hours pass in seconds. */
export const EMULATED = process.env[REAL_ACCOUNT] !== '1';

/** The account that a scenario deploys to. */
export interface Target {
  readonly aws: Aws;
  /** Environment variables for the CDK CLI. */
  readonly environment: NodeJS.ProcessEnv;
  /** How long to wait between two looks at something that changes. */
  readonly pollMilliseconds: number;
  /** Gives a public SSM parameter another value, as AWS does when it publishes an AMI. */
  publishParameter(name: string, value: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a local AWS of its own, or takes the real account when told so. */
export async function openTarget(): Promise<Target> {
  return EMULATED ? localTarget() : realTarget();
}

async function localTarget(): Promise<Target> {
  const local = await startLocalAws();
  const aws = awsAt({
    endpoint: local.url,
    region: local.account.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    aws,
    environment: local.environmentFrom(process.env),
    pollMilliseconds: 50,
    publishParameter: (name, value) => local.publishParameter(name, value),
    close: async () => {
      aws.close();
      await local.close();
    },
  };
}

function realTarget(): Target {
  const aws = awsAt();
  return {
    aws,
    environment: process.env,
    pollMilliseconds: 5000,
    publishParameter: () => Promise.reject(new Error('Only AWS publishes public parameters of a real account.')),
    close: async () => aws.close(),
  };
}
