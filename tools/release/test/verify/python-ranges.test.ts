import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPythonVersionRange } from 'jsii-pacmak/lib/targets/version-utils';
import { pythonVersion } from '../../src/build/guard';
import { PROJECT_PYTHON } from '../../src/repository';

/** Without colours, which pip puts into its JSON as well. */
const python = (args: readonly string[], cwd: string) =>
  spawnSync(PROJECT_PYTHON, ['-m', ...args], { cwd, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '' } });

interface Installed {
  readonly install: readonly { readonly metadata: { readonly name: string; readonly version: string } }[];
}

describe("a sibling's range, as jsii writes it into a wheel", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A wheel that holds nothing, with what jsii-pacmak would make of the ranges in the assembly. */
  function makeWheel(name: string, version: string, siblings: Readonly<Record<string, string>> = {}): void {
    const full = `ecs_groundwork_${name}-${pythonVersion(version)}`;
    const info = `${full}.dist-info`;
    mkdirSync(join(folder, info));
    const requires = Object.entries(siblings).map(
      ([sibling, range]) => `Requires-Dist: ecs-groundwork-${sibling} (${toPythonVersionRange(range)})`,
    );
    const metadata = ['Metadata-Version: 2.1', `Name: ecs-groundwork-${name}`, `Version: ${pythonVersion(version)}`];
    const wheel = ['Wheel-Version: 1.0', 'Generator: test', 'Root-Is-Purelib: true', 'Tag: py3-none-any'];
    writeFileSync(join(folder, info, 'METADATA'), [...metadata, ...requires, ''].join('\n'));
    writeFileSync(join(folder, info, 'WHEEL'), [...wheel, ''].join('\n'));
    writeFileSync(join(folder, info, 'RECORD'), '');
    const made = python(['zipfile', '-c', `${full}-py3-none-any.whl`, info], folder);
    expect(made.stderr).toBe('');
  }

  /** What pip would install of `instances` for `logging`, or why it would not. */
  function pipFinds(range: string, published: readonly string[], version = '0.2.0'): string {
    published.forEach((one) => makeWheel('instances', one));
    makeWheel('logging', version, { instances: range });
    const { stdout, stderr } = python(
      [
        ...['pip', '--isolated', '--disable-pip-version-check', 'install', '--quiet', '--no-index'],
        ...['--dry-run', '--report=-', '--ignore-installed', `--find-links=${folder}`],
        `ecs-groundwork-logging==${pythonVersion(version)}`,
      ],
      folder,
    );
    if (stdout === '') {
      return stderr;
    }
    const { install } = JSON.parse(stdout) as Installed;
    return install.find(({ metadata }) => metadata.name === 'ecs-groundwork-instances')?.metadata.version ?? 'nothing';
  }

  it.each([
    ['the newest that fits', '^0.1.0', ['0.1.0', '0.1.3', '0.2.0'], '0.1.3'],
    ['no pre-release where a release fits', '^0.1.0', ['0.1.0', '0.1.1-rc.1'], '0.1.0'],
    ['the pre-release that it begins with', '^0.2.0-rc.1', ['0.1.3', '0.2.0-rc.1'], '0.2.0rc1'],
    ['a later pre-release', '^0.2.0-alpha.2', ['0.2.0-alpha.2', '0.2.0-beta.1', '0.3.0-rc.1'], '0.2.0b1'],
    ['the release after its pre-releases', '^0.2.0-rc.1', ['0.2.0-rc.1', '0.2.0', '0.3.0'], '0.2.0'],
    ['a pre-release of a first number', '^1.0.0-rc.1', ['0.9.0', '1.0.0-rc.1', '2.0.0-rc.1'], '1.0.0rc1'],
  ])('makes pip take %s: %s', (_, range, published, found) => {
    expect(pipFinds(range, published, '0.2.0-rc.1')).toBe(found);
  });

  it.each([
    ['an earlier pre-release', '^0.2.0-rc.2', '0.2.0-rc.1'],
    ['a pre-release of the next that breaks', '^0.1.0', '0.2.0-rc.1'],
    ['a release before its pre-release', '^0.2.0-rc.1', '0.1.3'],
  ])('makes pip refuse %s: %s', (_, range, published) => {
    expect(pipFinds(range, [published])).toMatch(/No matching distribution found for ecs-groundwork-instances/);
  });
});
