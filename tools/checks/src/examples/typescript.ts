import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProgram, ROOT } from '../repository';
import type { Fence } from './fences';

/** A folder in which the packages are installed, as a user's project has them. */
export class TypeScriptProject {
  public constructor(private readonly folder: string) {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          target: 'ES2022',
          module: 'node16',
          strict: true,
          skipLibCheck: true,
          types: ['node'],
          outDir: 'lib',
          rootDir: '.',
        },
        include: ['*.ts'],
      }),
    );
  }

  /** Compiles the examples, each a module of its own. Fails with what the compiler says. */
  public compile(fences: readonly Fence[]): void {
    fences.forEach((fence) => writeFileSync(join(this.folder, `${nameOf(fence)}.ts`), fence.code));
    const { status, stdout } = spawnSync(nodeProgram('tsc'), ['-p', '.'], { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`The examples do not compile:\n${stdout}`);
    }
  }

  /** Runs a compiled example as the CDK CLI does, and says where its cloud assembly is. */
  public synthesise(fence: Fence): string {
    const outdir = join(this.folder, `${nameOf(fence)}.out`);
    mkdirSync(outdir);
    execFileSync(process.execPath, [join('lib', `${nameOf(fence)}.js`)], {
      cwd: this.folder,
      env: { ...process.env, CDK_OUTDIR: outdir },
      stdio: 'pipe',
    });
    return outdir;
  }
}

/** Says in compiler errors where the example stands. */
function nameOf({ document, line }: Fence): string {
  return `${document.replace(/\W+/g, '-')}-line-${line}`;
}
