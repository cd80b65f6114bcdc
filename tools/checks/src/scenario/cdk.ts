import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeProgram } from '../repository';

/** How a run of the CDK CLI ended. */
export interface CdkRun {
  readonly code: number;
  readonly output: string;
}

/** Stack outputs by stack and name, as the CLI writes them. */
export type Outputs = Record<string, Record<string, string>>;

/** The unmodified CDK CLI, pointed at an account by environment variables. */
export class CdkCli {
  public constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /** Deploys every stack of a cloud assembly. Fails with what the CLI printed. */
  public async deploy(assembly: string): Promise<Outputs> {
    return inTemporaryFolder(async (folder) => {
      const outputs = join(folder, 'outputs.json');
      const run = await this.deployCommand(assembly, folder, ['--outputs-file', outputs]);
      if (run.code !== 0) {
        throw new Error(`cdk deploy of ${assembly} failed:\n${run.output}`);
      }
      return JSON.parse(readFileSync(outputs, 'utf8')) as Outputs;
    });
  }

  /** Like `deploy`, for a deployment that is expected to fail. */
  public async tryDeploy(assembly: string): Promise<CdkRun> {
    return inTemporaryFolder((folder) => this.deployCommand(assembly, folder, []));
  }

  /** Deletes every stack of a cloud assembly; that the CLI fails is not an error here. */
  public async tryDestroy(assembly: string): Promise<CdkRun> {
    return inTemporaryFolder((folder) => this.run(['destroy', '--all', '--force', '--app', assembly], folder));
  }

  private deployCommand(assembly: string, folder: string, more: string[]): Promise<CdkRun> {
    const always = ['--all', '--require-approval', 'never', '--progress', 'events', '--app', assembly];
    return this.run(['deploy', ...always, ...more], folder);
  }

  /** Runs in an empty folder: no `cdk.json` there adds to what is said here. */
  private run(args: string[], folder: string): Promise<CdkRun> {
    return new Promise((resolve, reject) => {
      const child = spawn(nodeProgram('cdk'), args, {
        cwd: folder,
        env: { ...this.environment, CDK_DISABLE_CLI_TELEMETRY: 'true', CI: 'true', NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
    });
  }
}

async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-groundwork-cdk-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
