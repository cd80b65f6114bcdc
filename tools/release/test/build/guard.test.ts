import type { Contents } from '../../src/build/artifacts';
import { checkArtifacts, pythonVersion, rangeProblems } from '../../src/build/guard';
import type { PlannedRelease } from '../../src/model';

const release: PlannedRelease = {
  package: 'logging',
  npmName: '@ecs-groundwork/logging',
  pypiName: 'ecs-groundwork-logging',
  version: '0.2.0',
  tag: 'logging@0.2.0',
  bump: 'minor',
  breaking: true,
  reasons: [],
  siblings: { '@ecs-groundwork/system-containers': '^0.1.3' },
  changelog: '',
};

const contents = (files: Record<string, string>): Contents => ({
  files: Object.keys(files),
  read: (file) => Promise.resolve(files[file] ?? ''),
});

const manifest = {
  name: '@ecs-groundwork/logging',
  version: '0.2.0',
  license: 'Apache-2.0',
  peerDependencies: { '@ecs-groundwork/system-containers': '^0.1.3', 'aws-cdk-lib': '^2.263.0' } as Record<
    string,
    string
  >,
  devDependencies: { '@ecs-groundwork/system-containers': '0.1.3' } as Record<string, string>,
};

const npm = (change: object = {}, files: Record<string, string | undefined> = {}) =>
  contents(
    defined({
      'package/package.json': JSON.stringify({ ...manifest, ...change }),
      'package/.jsii': JSON.stringify({
        name: manifest.name,
        version: '0.2.0',
        dependencies: manifest.peerDependencies,
      }),
      'package/LICENSE': 'Apache',
      'package/README.md': '# logging',
      'package/lib/index.js': '',
      'package/lib/index.d.ts': '',
      ...files,
    }),
  );

const REQUIRES = ['ecs-groundwork-system-containers<0.2.0,>=0.1.3', 'aws-cdk-lib<3.0.0,>=2.263.0'];

const wheel = (requires = REQUIRES, files: Record<string, string | undefined> = {}, version = '0.2.0') => {
  const info = `ecs_groundwork_logging-${version}.dist-info`;
  const head = ['Metadata-Version: 2.1', 'Name: ecs-groundwork-logging', `Version: ${version}`];
  return contents(
    defined({
      [`${info}/METADATA`]: `${[...head, ...requires.map((one) => `Requires-Dist: ${one}`)].join('\n')}\n\n# logging\n`,
      [`${info}/licenses/LICENSE`]: 'Apache',
      'ecs_groundwork/logging/py.typed': '',
      'ecs_groundwork/logging/_jsii/logging@0.2.0.jsii.tgz': '',
      ...files,
    }),
  );
};

const defined = (files: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined));

const check = (npmContents = npm(), wheelContents = wheel(), siblings = release.siblings) =>
  checkArtifacts(
    { ...release, siblings },
    { name: 'logging.tgz', contents: npmContents },
    { name: 'logging.whl', contents: wheelContents },
    ['/home/somebody/ecs-groundwork'],
  );

describe('what was built', () => {
  it('may be published when it is what was planned', async () => {
    await expect(check()).resolves.toBeUndefined();
  });

  it.each(['<0.2.0,>=0.1.3rc1', '(>=0.1.3.rc1,<0.2.0)'])(
    'may ask for a sibling from a pre-release on: %s',
    async (specifier) => {
      const siblings = { '@ecs-groundwork/system-containers': '^0.1.3-rc.1' };
      const assembly = JSON.stringify({ name: manifest.name, version: '0.2.0', dependencies: siblings });
      const packed = npm({ peerDependencies: siblings }, { 'package/.jsii': assembly });
      const wheels = wheel([`ecs-groundwork-system-containers${specifier}`]);
      await expect(check(packed, wheels, siblings)).resolves.toBeUndefined();
      await expect(check(packed, wheel(), siblings)).rejects.toThrow('METADATA: does not require');
    },
  );

  it.each([
    [
      'another version',
      npm({ version: '0.0.0' }),
      'package.json: is @ecs-groundwork/logging 0.0.0, planned was @ecs-groundwork/logging 0.2.0',
    ],
    ['no licence in its name', npm({ license: undefined }), 'package.json: names no licence'],
    ['no licence', npm({}, { 'package/LICENSE': undefined }), 'has no licence'],
    ['no README', npm({}, { 'package/README.md': undefined }), 'has no README'],
    ['no assembly', npm({}, { 'package/.jsii': undefined }), 'has no jsii assembly'],
    [
      'any version of a dependency',
      npm({ dependencies: { left: '*' } }),
      "package.json, dependencies: left '*' is any version",
    ],
    [
      'a sibling as it is in git',
      npm({ devDependencies: { '@ecs-groundwork/system-containers': '0.0.0' } }),
      "package.json, devDependencies: @ecs-groundwork/system-containers '0.0.0' is the version of a package that was not released",
    ],
    [
      'a sibling in another range',
      npm({ peerDependencies: { '@ecs-groundwork/system-containers': '^0.1.0' } }),
      "package.json, peerDependencies: @ecs-groundwork/system-containers is '^0.1.0', planned was '^0.1.3'",
    ],
    [
      'a sibling that was not planned',
      npm({ peerDependencies: { ...manifest.peerDependencies, '@ecs-groundwork/network': '^0.1.0' } }),
      "package.json, peerDependencies: @ecs-groundwork/network is '^0.1.0', planned was 'absent'",
    ],
    [
      'a folder of the machine that built it',
      npm({}, { 'package/assets/a.js': '// /home/somebody/ecs-groundwork/node_modules/x' }),
      'package/assets/a.js: names the folder /home/somebody/ecs-groundwork',
    ],
  ])('on npm must not with %s', async (_, packed, problem) => {
    await expect(check(packed)).rejects.toThrow(`ArtifactUnfit: logging.tgz must not be published:\n  ${problem}`);
  });

  it.each([
    [
      'another version',
      wheel(REQUIRES, {}, '0.0.0'),
      'METADATA: is ecs-groundwork-logging 0.0.0, planned was ecs-groundwork-logging 0.2.0',
    ],
    ['no typed marker', wheel(REQUIRES, { 'ecs_groundwork/logging/py.typed': undefined }), 'has no typed marker'],
    [
      'a sibling from too old a version on',
      wheel(['ecs-groundwork-system-containers<0.2.0,>=0.1.0']),
      "METADATA: does not require @ecs-groundwork/system-containers as '^0.1.3'",
    ],
    [
      'a sibling without an end',
      wheel(['ecs-groundwork-system-containers>=0.1.3']),
      "METADATA: does not require @ecs-groundwork/system-containers as '^0.1.3'",
    ],
    [
      'a sibling as it is in git',
      wheel([...REQUIRES, 'ecs-groundwork-instances<0.0.1,>=0.0.0']),
      "METADATA: requires ecs-groundwork-instances '<0.0.1,>=0.0.0'",
    ],
    ['anything of a dependency', wheel([...REQUIRES, 'left==*']), "METADATA: requires left '==*'"],
    ['any version of a dependency', wheel([...REQUIRES, 'left']), "METADATA: requires left ''"],
    ['a place', wheel([...REQUIRES, 'left @ file:///left']), "METADATA: requires left '@ file:///left'"],
  ])('on PyPI must not with %s', async (_, packed, problem) => {
    await expect(check(npm(), packed)).rejects.toThrow(
      `ArtifactUnfit: logging.whl must not be published:\n  ${problem}`,
    );
  });
});

describe('a range', () => {
  it.each(['^0.1.2', '^2.263.0', '1.2.3', '~6.0.3', '>=1.0.0 <2.0.0', '^10.0.0', '^0.1.0-rc.1'])(
    'may be %s',
    (range) => {
      expect(rangeProblems('here', { it: range })).toEqual([]);
    },
  );

  it.each([
    '*',
    '',
    'x',
    'latest',
    '^1.0.0 || ^2.0.0',
    'file:../network',
    'workspace:^',
    'link:x',
    '^0.0.0',
    '0.0.0',
    '>=0.0.0',
    'git+https://example.com/x.git',
    'https://example.com/x.tgz',
    '../network',
    '1.*',
    'next',
  ])('must not be %j', (range) => {
    expect(rangeProblems('here', { it: range })).toHaveLength(1);
  });
});

describe("a version in Python's spelling", () => {
  it.each([
    ['0.1.0', '0.1.0'],
    ['0.1.0-rc.1', '0.1.0rc1'],
    ['0.1.0-alpha.12', '0.1.0a12'],
    ['0.1.0-beta.2', '0.1.0b2'],
  ])('%s is %s', (version, python) => {
    expect(pythonVersion(version)).toBe(python);
  });
});
