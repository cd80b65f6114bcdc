import { failure } from '../failure';
import { resolveCommit, type Git } from '../git';
import type { CommitFacts, Facts, PackageFacts, PastRelease } from './facts';
import { touched } from './published';
import { neededSiblings, readTag, tagName } from './tags';
import { isStable, newest } from './versions';

/** What the plan reads of a `package.json`. */
interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly jsii?: { readonly targets?: { readonly python?: { readonly distName?: string } } };
}

interface Tag {
  readonly name: string;
  readonly package: string;
  readonly version: string;
  readonly message: string;
}

/** Separators that no message has. */
const [RECORD, FIELD] = ['\u001e', '\u001f'];

/** Reads the facts of a plan from the repository; the one place that knows git. */
export async function readHistory(git: Git, at: string): Promise<Facts> {
  if ((await git('rev-parse', '--is-shallow-repository')).trim() === 'true') {
    throw failure(
      'HistoryIncomplete',
      "this clone is shallow, and what was released cannot be told: run 'git fetch --unshallow --tags' " +
        '(in a workflow: fetch-depth: 0)',
    );
  }
  const base = await resolveCommit(git, at);
  const manifests = await readManifests(git, base);
  const [tags, merged] = [await readTags(git, [...manifests.keys()]), await mergedTags(git, base)];
  const siblings = new Map([...manifests].map(([folder, { name }]) => [name, folder]));
  const packages: PackageFacts[] = [];
  for (const [folder, manifest] of manifests) {
    const needed = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies });
    const own = tags.filter((tag) => tag.package === folder);
    const past = own.filter(({ name }) => merged.has(name));
    const needs = needed.flatMap(([name]) => siblings.get(name) ?? []);
    packages.push({
      package: folder,
      npmName: manifest.name,
      pypiName: manifest.jsii?.targets?.python?.distName ?? folder,
      siblings: needs,
      peers: Object.fromEntries(needed.filter(([name]) => !siblings.has(name))),
      releases: await Promise.all(past.map((tag) => pastRelease(git, tag, needs, manifests, tags))),
      elsewhere: own.filter(({ name }) => !merged.has(name)).map(({ version }) => version),
      commits: await commitsOf(
        git,
        folder,
        base,
        past.map(({ version }) => version),
      ),
    });
  }
  return { base, packages };
}

async function readManifests(git: Git, base: string): Promise<Map<string, Manifest>> {
  const found = new Map<string, Manifest>();
  const paths = await git('ls-tree', '-r', '--name-only', base, '--', 'packages');
  for (const path of paths.split('\n').filter((one) => /^packages\/[^/]+\/package\.json$/.test(one))) {
    const manifest = JSON.parse(await git('show', `${base}:${path}`)) as Manifest;
    if (!manifest.private) {
      found.set(path.split('/')[1] ?? '', manifest);
    }
  }
  return found;
}

async function readTags(git: Git, packages: readonly string[]): Promise<Tag[]> {
  const format = `--format=%(refname:strip=2)%1f%(contents)%1e`;
  const records = (await git('for-each-ref', format, 'refs/tags')).split(RECORD).map((record) => record.trimStart());
  return records.filter(Boolean).flatMap((record) => {
    const [name = '', message = ''] = record.split(FIELD);
    const read = readTag(name, packages);
    return read ? [{ ...read, name, message }] : [];
  });
}

async function mergedTags(git: Git, commit: string): Promise<Set<string>> {
  const names = await git('for-each-ref', '--format=%(refname:strip=2)', `--merged=${commit}`, 'refs/tags');
  return new Set(names.split('\n'));
}

/** A tag that was made by hand does not say what it needs: then it is what was newest at its commit. */
async function pastRelease(
  git: Git,
  tag: Tag,
  needs: readonly string[],
  manifests: ReadonlyMap<string, Manifest>,
  tags: readonly Tag[],
): Promise<PastRelease> {
  const said = neededSiblings(tag, tag.message);
  if (said) {
    return { version: tag.version, siblings: said };
  }
  const then = await mergedTags(git, tag.name);
  const siblings = needs.flatMap((folder): [string, string][] => {
    const versions = tags.filter((one) => one.package === folder && then.has(one.name)).map(({ version }) => version);
    const version = newest(versions);
    return version === undefined ? [] : [[manifests.get(folder)?.name ?? folder, `^${version}`]];
  });
  return { version: tag.version, siblings: Object.fromEntries(siblings) };
}

async function commitsOf(git: Git, folder: string, base: string, past: readonly string[]): Promise<CommitFacts[]> {
  const path = `packages/${folder}/`;
  const since = (version: string | undefined) =>
    version === undefined ? [base] : [base, '--not', `refs/tags/${tagName(folder, version)}`];
  const stable = newest(past.filter(isStable));
  const fresh = new Set((await git('rev-list', ...since(newest(past)), '--', path)).split('\n'));
  const log = await git(
    'log',
    '--no-merges',
    '--no-renames',
    '--name-only',
    `--format=%x1e%H%x1f%B%x1f`,
    ...since(stable),
    '--',
    path,
  );
  return Promise.all(
    log
      .split(RECORD)
      .slice(1)
      .map(async (record) => {
        const [hash = '', message = '', files = ''] = record.split(FIELD);
        const paths = files.split('\n').flatMap((file) => (file.startsWith(path) ? [file.slice(path.length)] : []));
        const manifest = async (commit: string) => (await git.maybe('show', `${commit}:${path}package.json`)) ?? '';
        return {
          hash,
          message: message.trim(),
          touch: await touched(paths, async () => ({
            before: await manifest(`${hash}^`),
            after: await manifest(hash),
          })),
          preReleased: !fresh.has(hash),
        };
      }),
  );
}
