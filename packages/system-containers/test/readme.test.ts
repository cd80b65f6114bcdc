import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerSpec } from '../src/spec/container-spec';
import { SystemContainerImage } from '../src';
import { IMAGE, container, make } from './support';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

/** The rows of the table below a heading, as first cell → second cell. */
function table(heading: string): Record<string, string> {
  const [, section] = README.split(`\n## ${heading}\n`);
  const rows = section.split('\n## ')[0].match(/^\| `.*$/gm) ?? [];
  return Object.fromEntries(
    rows.map((row) =>
      row
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim().replace(/`/g, '')),
    ),
  );
}

describe('the README', () => {
  test('says the defaults as they are', () => {
    const { group } = make();
    const contributed = container().bind(group, group);
    const spec = containerSpec({
      containerName: 'exporter',
      image: SystemContainerImage.fromRegistry(IMAGE),
      memoryLimitMiB: 64,
      mounts: [{ sourcePath: '/', containerPath: '/host' }],
    });
    expect(table('Defaults')).toEqual({
      carrier: contributed.units?.length === 1 ? 'Carrier.onBoot()' : 'another',
      networkMode: spec.networkMode,
      required: String(spec.required),
      log: spec.log._dockerOptions()[1],
      stopTimeout: `${spec.stopTimeout.toSeconds()} seconds`,
      'readOnly of a mount': String(spec.mounts[0].readOnly),
      privileged: String(spec.privileged ?? false),
      readonlyRootFilesystem: String(spec.readonlyRootFilesystem ?? false),
    });
  });

  test('shows every TypeScript example in Python as well', () => {
    expect(README.match(/^```python$/gm)).toHaveLength(README.match(/^```ts/gm)?.length ?? 0);
  });
});
