import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientsFor, type Clients } from './clients';
import { clientEnvironment, misleadingVariables } from './environment';
import { PROJECT_PYTHON } from './moto';
import type { Control } from './own-services';
import { Parts } from './parts';
import type { Account } from './service';
import { DEFAULT_PACE } from './services/support';

export interface LocalAwsOptions {
  /** @default - a free one */
  readonly port?: number;
  /** @default 'eu-west-1' */
  readonly region?: string;
  /** @default '123456789012' */
  readonly accountId?: string;
  /**
   * A Python executable whose environment holds moto.
   * @default - the project's virtual environment
   */
  readonly python?: string;
  /**
   * How many seconds of AWS's pass in one of ours.
   * @default 60
   */
  readonly pace?: number;
  /** Takes a line for each thing that happens without anybody waiting for it. @default - nothing is written */
  readonly log?: (message: string) => void;
}

/** An AWS on this machine. It ends with `close()`, and with this process, however that ends. */
export interface LocalAws {
  readonly url: string;
  readonly account: Account;
  /** The variables to set for the CDK CLI and any SDK. */
  readonly environment: Readonly<Record<string, string>>;
  /** SDK clients for it. */
  readonly clients: Clients;
  /** SDK clients that speak as an instance does: with its role's credentials, in a session named like it. */
  clientsOf(instanceId: string): Promise<Clients>;
  /** The file that moto writes to. */
  readonly motoLog: string;
  /** What a test may do to instances, agents and containers: let them fail, disconnect, answer or die. */
  readonly control: Control;
  /** `base` for a client of local AWS: with our variables, without those that would lead it elsewhere. */
  environmentFrom(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
  /** Lets a scheduled EventBridge rule act now: there is no timetable. */
  fireSchedule(ruleName: string): Promise<void>;
  /** Writes a public SSM parameter in AWS's stead, as when it recommends a new AMI. */
  publishParameter(name: string, value: string): Promise<void>;
  /** Settles when local AWS can no longer work, with the reason. */
  readonly failed: Promise<Error>;
  close(): Promise<void>;
}

const DEFAULT_REGION = 'eu-west-1';
const DEFAULT_ACCOUNT_ID = '123456789012';

/** Starts local AWS: moto behind our own server. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const account = accountOf(options);
  const directory = await mkdtemp(join(tmpdir(), 'local-aws-'));
  const parts = new Parts({
    account,
    directory,
    port: options.port,
    python: options.python ?? PROJECT_PYTHON,
    pace: options.pace ?? DEFAULT_PACE,
    log: options.log ?? (() => undefined),
  });
  const close = once(async () => {
    await parts.close();
    await rm(directory, { recursive: true, force: true });
  });
  try {
    const { listener, moto, events, control } = await parts.start();
    const clients = parts.closing(clientsFor(listener.url, account.region));
    const environment = clientEnvironment(listener.url, account);
    return {
      url: listener.url,
      account,
      environment,
      clients,
      clientsOf: async (instanceId) =>
        parts.closing(clientsFor(listener.url, account.region, await sessionOf(clients, instanceId))),
      motoLog: moto.log,
      control,
      failed: parts.failed,
      environmentFrom: (base) => {
        const misleading = misleadingVariables(base);
        const kept = Object.entries(base).filter(([name]) => !misleading.includes(name));
        return { ...Object.fromEntries(kept), ...environment };
      },
      fireSchedule: (ruleName) => events.fireSchedule(ruleName),
      publishParameter: (name, value) => moto.publishParameter(name, value),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What EC2 gives an instance through its metadata. */
async function sessionOf({ ec2, iam, sts }: Clients, instanceId: string) {
  const { Reservations = [] } = await ec2.describeInstances({ InstanceIds: [instanceId] });
  const profile = Reservations[0]?.Instances?.[0]?.IamInstanceProfile?.Arn;
  if (profile === undefined) {
    throw new Error(`NoInstanceProfile: ${instanceId} has no instance profile, and so no credentials`);
  }
  const { InstanceProfile } = await iam.getInstanceProfile({ InstanceProfileName: profile.split('/').at(-1) });
  const { Credentials } = await sts.assumeRole({
    RoleArn: InstanceProfile?.Roles?.[0]?.Arn,
    RoleSessionName: instanceId,
  });
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  };
}

function accountOf({ region = DEFAULT_REGION, accountId = DEFAULT_ACCOUNT_ID }: LocalAwsOptions): Account {
  if (!/^\d{12}$/.test(accountId)) {
    throw new Error(`AccountIdMalformed: accountId must be 12 digits, got ${accountId}`);
  }
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new Error(`RegionMalformed: region must be a name such as ${DEFAULT_REGION}, got ${region}`);
  }
  return { accountId, region, partition: partitionOf(region) };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) {
    return 'aws-cn';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
