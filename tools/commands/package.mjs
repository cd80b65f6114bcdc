/** Packs the package in the current folder: `dist/js` for npm, `dist/python` for PyPI. Run by nx's target `package`. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VENV_PYTHON } from './support/paths.mjs';
import { command, endOnSignals, run } from './support/run.mjs';

const here = process.cwd();
const scratch = mkdtempSync(join(tmpdir(), 'ecs-groundwork-package-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

await command(async () => {
  endOnSignals();
  rmSync(join(here, 'dist'), { recursive: true, force: true });
  // Both at once: reading the assembly of aws-cdk-lib is most of the work. The npm package is packed by generating it;
  // what is generated for Python is built below, with what the project has installed. Directories go before the flags.
  const flags = ['--targets', 'js', 'python', '--code-only', '--no-npmignore', '--rosetta-unknown-snippets', 'fail'];
  await run('jsii-pacmak', [here, '--outdir', scratch, ...flags], { cwd: here });
  const sources = join(scratch, 'python');
  const wheel = ['-m', 'build', '--wheel', '--no-isolation', '--outdir', join(scratch, 'wheel'), sources];
  await run(VENV_PYTHON, wheel, { cwd: here });
  cpSync(join(scratch, 'js'), join(here, 'dist', 'js'), { recursive: true });
  cpSync(join(scratch, 'wheel'), join(here, 'dist', 'python'), { recursive: true });
  console.log([...readdirSync(join(here, 'dist/js')), ...readdirSync(join(here, 'dist/python'))].join('\n'));
});
