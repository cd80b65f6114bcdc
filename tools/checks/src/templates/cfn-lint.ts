import { spawnSync } from 'node:child_process';
import { pythonProgram } from '../repository';

/** A region with all services and one with fewer. */
const REGIONS = ['eu-west-1', 'us-gov-west-1'];

/** What cfn-lint prints with `--format json`, as far as it is used here. */
interface Match {
  readonly Level: 'Error' | 'Warning' | 'Informational';
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** Errors that cfn-lint finds in templates. One run for all: starting it takes most of its time. */
export function lintTemplates(files: readonly string[]): string[] {
  const { status, stdout, stderr, error } = spawnSync(
    pythonProgram('cfn-lint'),
    ['--format', 'json', '--regions', ...REGIONS, '--template', ...files],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (error || stdout.trim() === '') {
    throw new Error(`cfn-lint gave no report (status ${status}): ${error?.message ?? stderr}`);
  }
  return (JSON.parse(stdout) as Match[])
    .filter(({ Level }) => Level === 'Error')
    .map(
      ({ Rule, Message, Filename, Location }) => `${Rule.Id} ${Filename} ${Location.Path?.join('/') ?? ''}: ${Message}`,
    );
}
