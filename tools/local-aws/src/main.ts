#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { misleadingVariables } from './environment';
import { startLocalAws, type LocalAws } from './local-aws';

const USAGE = `Usage: npm run local-aws -- [--port PORT] [--region REGION]

Starts an AWS on this machine for your CDK app, and prints the variables that make
the CDK CLI and any AWS SDK speak to it. Ctrl-C stops it; what it held is gone then.

  --port PORT      where to listen on 127.0.0.1 (default: a free port)
  --region REGION  the region to play (default: eu-west-1)
  --help           this text
`;

const USAGE_ERROR = 2;
const INTERRUPTED_TWICE = 130;
const SAME_INTERRUPTION_MILLISECONDS = 500;

interface Arguments {
  readonly help: boolean;
  readonly port: number | undefined;
  readonly region: string | undefined;
}

async function main(): Promise<number> {
  const given = readArguments();
  if (given instanceof Error) {
    process.stderr.write(`${given.message}\n\n${USAGE}`);
    return USAGE_ERROR;
  }
  if (given.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const stopped = interrupted();
  say('Starting local AWS …');
  const localAws = await startLocalAws({ port: given.port, region: given.region, log: say });
  say(`Local AWS answers at ${localAws.url}, as account ${localAws.account.accountId} in ${localAws.account.region}.`);
  say(`moto's log: ${localAws.motoLog}`);
  say('\nIn the shell in which you run `npx cdk deploy`, set:\n');
  process.stdout.write(`${exportLines(localAws)}\n`);
  say('\nThe account is bootstrapped already. Ctrl-C stops local AWS and removes what it holds.');

  const failure = await Promise.race([stopped, localAws.failed]);
  say(failure ? failure.message : 'Stopping …');
  await localAws.close();
  return failure ? 1 : 0;
}

function readArguments(): Arguments | Error {
  try {
    const { values } = parseArgs({
      options: { help: { type: 'boolean', short: 'h' }, port: { type: 'string' }, region: { type: 'string' } },
    });
    return { help: values.help ?? false, port: portOf(values.port), region: values.region };
  } catch (error) {
    return error as Error;
  }
}

function portOf(text: string | undefined): number | undefined {
  if (text !== undefined && !(/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535)) {
    throw new Error(`--port must be a number from 1 to 65535, got ${text}; leave it out for a free port`);
  }
  return text === undefined ? undefined : Number(text);
}

/**
 * Settles at the first signal to stop. A later one does not wait for a clean end; one that comes at once is the same
 * Ctrl-C, which npm's process and the terminal each pass on.
 */
async function interrupted(): Promise<undefined> {
  await new Promise<void>((resolve) => {
    let first: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        first ??= Date.now();
        if (Date.now() - first > SAME_INTERRUPTION_MILLISECONDS) {
          process.exit(INTERRUPTED_TWICE);
        }
        resolve();
      });
    }
  });
  return undefined;
}

function exportLines({ environment }: LocalAws): string {
  const misleading = misleadingVariables(process.env);
  return [
    ...(misleading.length > 0 ? [`unset ${misleading.join(' ')}`] : []),
    ...Object.entries(environment).map(([name, value]) => `export ${name}=${value}`),
  ].join('\n');
}

/** Progress goes to standard error, so that standard output is nothing but what the shell needs. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
