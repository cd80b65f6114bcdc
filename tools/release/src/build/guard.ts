import { satisfies, validRange } from 'semver';
import { failure } from '../failure';
import type { PlannedRelease } from '../model';
import type { Contents } from './artifacts';

type Ranges = Readonly<Record<string, string>>;

interface NpmManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Ranges;
  readonly peerDependencies?: Ranges;
  readonly optionalDependencies?: Ranges;
  readonly devDependencies?: Ranges;
}

interface Assembly {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Ranges;
}

/** Fails unless both artifacts are what was planned, and something that strangers can install. */
export async function checkArtifacts(
  release: PlannedRelease,
  npm: { readonly name: string; readonly contents: Contents },
  wheel: { readonly name: string; readonly contents: Contents },
  /** Folders of this machine, which nothing may name. */
  places: readonly string[],
): Promise<void> {
  for (const [{ name }, problems] of [
    [npm, [...(await npmProblems(release, npm.contents)), ...(await placeProblems(npm.contents, places))]],
    [wheel, [...(await wheelProblems(release, wheel.contents)), ...(await placeProblems(wheel.contents, places))]],
  ] as const) {
    if (problems.length) {
      throw failure('ArtifactUnfit', `${name} must not be published:\n${problems.map((one) => `  ${one}`).join('\n')}`);
    }
  }
}

async function npmProblems(release: PlannedRelease, { files, read }: Contents): Promise<string[]> {
  const missing = missingFiles(files, {
    licence: /^package\/LICENSE$/,
    README: /^package\/README\.md$/,
    'jsii assembly': /^package\/\.jsii$/,
    'compiled code': /^package\/lib\/index\.js$/,
    types: /^package\/lib\/index\.d\.ts$/,
  });
  if (missing.length) {
    return missing;
  }
  const manifest = JSON.parse(await read('package/package.json')) as NpmManifest;
  const assembly = JSON.parse(await read('package/.jsii')) as Assembly;
  return [
    ...identity('package.json', manifest, release),
    ...identity('.jsii', assembly, release),
    ...(manifest.license ? [] : ['package.json: names no licence']),
    ...(['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'] as const).flatMap((field) =>
      rangeProblems(`package.json, ${field}`, manifest[field] ?? {}),
    ),
    ...rangeProblems('.jsii, dependencies', assembly.dependencies ?? {}),
    ...siblingProblems('package.json, peerDependencies', manifest.peerDependencies ?? {}, release),
    ...siblingProblems('.jsii, dependencies', assembly.dependencies ?? {}, release),
  ];
}

const TEXT = /\.(js|mjs|cjs|ts|json|py|pyi|jsii|md|sh)$|\/METADATA$/;

async function placeProblems({ files, read }: Contents, places: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const file of files.filter((one) => TEXT.test(one))) {
    const text = await read(file);
    problems.push(
      ...places.filter((place) => text.includes(place)).map((place) => `${file}: names the folder ${place}`),
    );
  }
  return problems;
}

function identity(
  where: string,
  found: { name: string; version: string },
  { npmName, version }: PlannedRelease,
): string[] {
  return found.name === npmName && found.version === version
    ? []
    : [`${where}: is ${found.name} ${found.version}, planned was ${npmName} ${version}`];
}

/** What a range must not be, whoever is named by it. */
const UNFIT: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\*|(^|[\s@])(x|latest)?$|^any$/i, 'any version'],
  [/\|\|/, 'an alternative, which pip cannot satisfy'],
  [/^(file|link|workspace|portal|git|https?):|^git\+|^\.{0,2}\//i, 'a place, not a version'],
  [/(^|[^\d.])0\.0\.0($|[^\d.])/, 'the version of a package that was not released'],
];

export function rangeProblems(where: string, ranges: Ranges): string[] {
  return Object.entries(ranges).flatMap(([name, range]) => {
    const why =
      UNFIT.find(([pattern]) => pattern.test(range))?.[1] ?? (validRange(range) === null ? 'no range' : undefined);
    return why === undefined ? [] : [`${where}: ${name} '${range}' is ${why}`];
  });
}

function siblingProblems(where: string, ranges: Ranges, { siblings, npmName }: PlannedRelease): string[] {
  const scope = `${npmName.split('/')[0]}/`;
  const names = new Set([...Object.keys(siblings), ...Object.keys(ranges).filter((name) => name.startsWith(scope))]);
  return [...names].flatMap((name) =>
    ranges[name] === siblings[name]
      ? []
      : [`${where}: ${name} is '${ranges[name] ?? 'absent'}', planned was '${siblings[name] ?? 'absent'}'`],
  );
}

async function wheelProblems(release: PlannedRelease, { files, read }: Contents): Promise<string[]> {
  const missing = missingFiles(files, {
    licence: /\.dist-info\/(licenses\/)?LICENSE$/,
    'typed marker': /\/py\.typed$/,
    METADATA: /\.dist-info\/METADATA$/,
    'npm tarball': /\/_jsii\/.+\.jsii\.tgz$/,
  });
  if (missing.length) {
    return missing;
  }
  const metadata = readMetadata(await read(files.find((file) => file.endsWith('.dist-info/METADATA')) ?? ''));
  const [name = '', version = ''] = [metadata.fields.get('Name')?.[0], metadata.fields.get('Version')?.[0]];
  return [
    ...(sameDistribution(name, release.pypiName) && version === pythonVersion(release.version)
      ? []
      : [`METADATA: is ${name} ${version}, planned was ${release.pypiName} ${pythonVersion(release.version)}`]),
    ...(metadata.description.trim() ? [] : ['METADATA: has no description, which PyPI shows as the README']),
    ...(metadata.fields.get('Requires-Dist') ?? []).flatMap(requirementProblem),
    ...Object.entries(release.siblings).flatMap(([sibling, range]) =>
      requires(metadata.fields.get('Requires-Dist') ?? [], sibling, range, release)
        ? []
        : [`METADATA: does not require ${sibling} as '${range}'`],
    ),
  ];
}

/** What pip would refuse, or take anything for. */
function requirementProblem(requirement: string): string[] {
  const [names = '', specifier = ''] = split(requirement);
  const unfit =
    /[*@]|\|\|/.test(specifier) || /^(?:[^\d]*)0\.0\.0\b|[<>=~]0\.0\.0\b/.test(specifier) || !/\d/.test(specifier);
  return unfit ? [`METADATA: requires ${names} '${specifier}'`] : [];
}

function split(requirement: string): string[] {
  return /^([\w.[\]-]+)\s*\(?([^;)]*)/.exec(requirement)?.slice(1) ?? [];
}

/** Whether a requirement begins at the oldest version that the range allows, and ends below the next that breaks. */
function requires(requirements: readonly string[], sibling: string, range: string, release: PlannedRelease): boolean {
  const base = release.pypiName.slice(0, release.pypiName.length - (release.npmName.split('/')[1] ?? '').length);
  const wanted = `${base}${sibling.split('/')[1] ?? ''}`;
  const specifier = requirements.map(split).find(([name = '']) => sameDistribution(name, wanted))?.[1] ?? '';
  const parts = specifier.split(',').map((part) => part.trim());
  const floor =
    parts
      .find((part) => part.startsWith('>='))
      ?.slice(2)
      .trim() ?? '';
  const ceiling =
    parts
      .find((part) => part.startsWith('<'))
      ?.slice(1)
      .trim() ?? '';
  return (
    floor.replace(/\.(?=[abr])/, '') === pythonVersion(range.slice(1)) &&
    /^\d+\.\d+\.\d+$/.test(ceiling) &&
    !satisfies(ceiling, range)
  );
}

const sameDistribution = (one: string, other: string) => normalName(one) === normalName(other);

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const normalName = (name: string) => name.replace(/[-_.]+/g, '-').toLowerCase();

const LABELS: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', rc: 'rc' };

/** As PyPI spells it: `0.1.0-rc.1` → `0.1.0rc1`. */
export function pythonVersion(version: string): string {
  return version.replace(
    /-([a-z]+)\.(\d+)$/,
    (_, label: string, number: string) => `${LABELS[label] ?? label}${number}`,
  );
}

function readMetadata(text: string) {
  const [head = '', ...description] = text.split('\n\n');
  const fields = new Map<string, string[]>();
  for (const [, name = '', value = ''] of head.matchAll(/^([\w-]+): (.*)$/gm)) {
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return { fields, description: description.join('\n\n') };
}

function missingFiles(files: readonly string[], wanted: Readonly<Record<string, RegExp>>): string[] {
  return Object.entries(wanted)
    .filter(([, pattern]) => !files.some((file) => pattern.test(file)))
    .map(([what]) => `has no ${what}`);
}
