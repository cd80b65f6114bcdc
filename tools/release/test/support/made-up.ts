import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small repository with a history that a test makes up. */
export class MadeUpRepository {
  public readonly root = mkdtempSync(join(tmpdir(), 'release-test-'));

  public constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  public git(...args: string[]): string {
    const who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgSign=false'];
    return execFileSync('git', [...who, ...args], { cwd: this.root, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  public write(file: string, content: string): this {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return this;
  }

  /** A package, as far as a plan reads it. */
  public package(name: string, siblings: string[] = [], more: object = {}): this {
    const peers = Object.fromEntries(siblings.map((sibling) => [`@ecs-groundwork/${sibling}`, '^0.0.0']));
    return this.write(
      `packages/${name}/package.json`,
      JSON.stringify({
        name: `@ecs-groundwork/${name}`,
        version: '0.0.0',
        peerDependencies: { ...peers, 'aws-cdk-lib': '^2.263.0' },
        jsii: { targets: { python: { distName: `ecs-groundwork-${name}` } } },
        ...more,
      }),
    );
  }

  public commit(message: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', `--message=${message}`);
    return this.git('rev-parse', 'HEAD');
  }

  /** Changes a source file of a package. */
  public change(name: string, message: string, file = 'src/index.ts'): string {
    return this.write(`packages/${name}/${file}`, `// ${message}`).commit(message);
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
