import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hostScript } from '../../src/router/host-scripts';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that stands for the container's file system, with commands of our own before those of the machine. */
export class FakeHost {
  private readonly root = mkdtempSync(join(tmpdir(), 'log-router-'));

  public constructor() {
    this.write('/etc/log-router/instance-id', 'i-0123456789abcdef0\n');
    this.write('/var/lib/log-router/.keep', '');
    this.write('/steps/prepare', `${hostScript('prepare.sh')}\n`);
    for (const name of ['start', 'dropped']) {
      this.write(`/etc/log-router/${name}`, `${hostScript(`${name}.sh`)}\n`);
    }
  }

  public list(path: string): string[] {
    return readdirSync(join(this.root, path));
  }

  public write(path: string, content: string, mode = 0o644): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  }

  public read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  public delete(path: string): void {
    rmSync(join(this.root, path));
  }

  /** As the image runs it: by `/bin/sh`, with nothing else set. */
  public run(path: string): Ended {
    const { status, stdout, stderr } = spawnSync('/bin/sh', [join(this.root, path)], {
      env: {
        GROUNDWORK_ROOT: this.root,
        REGION: 'eu-west-1',
        PATH: `${join(this.root, 'fakes')}:${process.env.PATH ?? ''}`,
      },
      encoding: 'utf8',
    });
    return { status, stdout: stdout.replaceAll(this.root, ''), stderr: stderr.replaceAll(this.root, '') };
  }

  public remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
