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
  // directories go before the flags
  await run('jsii-pacmak', [here, '--outdir', scratch, '--targets', 'js', '--no-npmignore'], { cwd: here });
  await run(
    'jsii-pacmak',
    [
      here,
      '--outdir',
      scratch,
      '--targets',
      'python',
      '--code-only',
      '--no-npmignore',
      '--rosetta-unknown-snippets',
      'fail',
    ],
    { cwd: here },
  );
  const sources = join(scratch, 'python');
  const wheel = ['-m', 'build', '--wheel', '--no-isolation', '--outdir', join(scratch, 'wheel'), sources];
  await run(VENV_PYTHON, wheel, { cwd: here });
  cpSync(join(scratch, 'js'), join(here, 'dist', 'js'), { recursive: true });
  cpSync(join(scratch, 'wheel'), join(here, 'dist', 'python'), { recursive: true });
  console.log([...readdirSync(join(here, 'dist/js')), ...readdirSync(join(here, 'dist/python'))].join('\n'));
});
