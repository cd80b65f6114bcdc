import { join } from 'node:path';
import { failure } from '../../failure';
import type { Git } from '../../git';
import { compareApi } from '../api';
import { appSources, type AppSource } from '../consumers/app-sources';
import { TypeScriptConsumer } from '../consumers/typescript-consumer';
import type { Candidate } from '../verify';
import { compareTemplates, type Comparison } from './compare';
import { refusalsOf } from './refusals';
import { reportText } from './report';

/** What an upgrade from what is published does. */
export interface Upgrade {
  readonly environments: Readonly<Record<string, Comparison>>;
  /** Markdown. */
  readonly report: string;
}

/**
 * The reference environments of the last release, synthesised with what is published and with the candidate, and the
 * API of the packages. Refuses what only a breaking release may do. Nothing when nothing was published.
 */
export async function upgrade(candidate: Candidate, git: Git): Promise<Upgrade | undefined> {
  const { released, before, breaking, folder, progress, takes = () => true } = candidate;
  const upgraded = released.filter(({ release }) => before.has(release.npmName));
  if (upgraded.length === 0) {
    return undefined;
  }
  const commit = await lastReleased(candidate, git);
  const apps = (await appSources(git, commit, join(folder, 'apps-before'))).filter(
    (app) => takes(app) && app.language === 'typescript' && app.packages.every((name) => before.has(name)),
  );
  progress('Installing what is published, and the candidate');
  const old = await install(candidate, 'before', versionsOf(candidate));
  const next = await install(candidate, 'after', candidate.after);
  const environments: Record<string, Comparison> = {};
  const refusals: string[] = [];
  for (const app of apps) {
    progress(`Comparing ${app.environment} before and after`);
    const was = await synthesise(old, app);
    const is = await synthesise(next, app).catch((error: unknown) => String(error));
    if (typeof is === 'string') {
      refusals.push(`${app.environment} of the last release does not synthesise with this one: ${is}`);
    } else {
      environments[app.environment] = compareTemplates(was, is);
      refusals.push(...refusalsOf(app.environment, environments[app.environment]));
    }
  }
  progress('Comparing the API');
  const api: string[] = [];
  for (const { release } of upgraded) {
    const [one, other] = [old.folderOf(release.npmName), next.folderOf(release.npmName)];
    api.push(...(await compareApi(candidate.root, one, other, candidate.signal)).breaks);
  }
  refusals.push(...api.map((line) => `API: ${line}`));
  if (refusals.length > 0 && !breaking) {
    throw failure(
      'UpgradeRefused',
      `${upgraded.map(({ release }) => release.tag).join(', ')} would not be a harmless upgrade:\n` +
        refusals.map((text) => `- ${text}\n`).join('') +
        "Undo it, or say so in a commit: 'fix(network)!: …' with a footer 'BREAKING CHANGE: …' that tells users what to do",
    );
  }
  const upgrades = upgraded.map(
    ({ release }) => `${release.package} ${before.get(release.npmName)?.version ?? ''} → ${release.version}`,
  );
  return { environments, report: reportText({ upgrades, environments, api, breaking }) };
}

async function synthesise(consumer: TypeScriptConsumer, app: AppSource) {
  await consumer.translate([app]);
  return consumer.synthesise(app.environment);
}

async function install(
  { registries, root, folder, signal }: Candidate,
  name: string,
  packages: Readonly<Record<string, string>>,
): Promise<TypeScriptConsumer> {
  return TypeScriptConsumer.install(registries.npm, 'floor', { folder: join(folder, name), root, packages, signal });
}

const versionsOf = ({ before }: Candidate) =>
  Object.fromEntries([...before].map(([name, { version }]) => [name, version]));

/** The commit of the latest of the releases that are published: its apps work with all of them. */
async function lastReleased({ before }: Candidate, git: Git): Promise<string> {
  const tags = [...before].map(([name, { version }]) => `${name.split('/')[1] ?? name}@${version}`);
  for (const tag of tags) {
    if ((await git.maybe('rev-parse', '--verify', '--quiet', `refs/tags/${tag}`)) === undefined) {
      throw failure('TagMissing', `${tag} is published, and this clone has no such tag: run 'git fetch --tags'`);
    }
  }
  const commits = await git('merge-base', '--independent', ...tags.map((tag) => `refs/tags/${tag}^{commit}`));
  return commits.trim().split('\n')[0] ?? '';
}
