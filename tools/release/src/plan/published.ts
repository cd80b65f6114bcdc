import type { Touch } from './facts';

/** What stands in a package's folder and never reaches its users. */
const UNPUBLISHED = [
  /^test\//,
  /^rosetta\//,
  /^scripts\//,
  /^\.projen\//,
  /^\.(git|npm|eslint|prettier)\w*/,
  /^jest\.config\.json$/,
  /^tsconfig\.dev\.json$/,
];

/** Fields of `package.json` that only the repository reads. */
const DEVELOPMENT_FIELDS = ['devDependencies', 'scripts', 'nx', 'devEngines', '//'];

const MANIFEST = 'package.json';

/**
 * What of a package is touched, from the paths in its folder. `manifest` says, once it matters, how its `package.json`
 * was before and is after.
 */
export async function touched(
  paths: readonly string[],
  manifest: () => Promise<{ readonly before: string; readonly after: string }>,
): Promise<Touch> {
  const published = paths.filter((path) => !UNPUBLISHED.some((pattern) => pattern.test(path)));
  if (published.some((path) => path !== MANIFEST)) {
    return 'published';
  }
  if (published.length === 0) {
    return 'nothing';
  }
  const { before, after } = await manifest();
  return publishedFields(before) === publishedFields(after) ? 'development' : 'published';
}

function publishedFields(manifest: string): string {
  const fields = Object.entries(JSON.parse(manifest || '{}') as Record<string, unknown>);
  return JSON.stringify(fields.filter(([name]) => !DEVELOPMENT_FIELDS.includes(name)));
}
