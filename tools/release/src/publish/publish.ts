import { failure } from '../failure';
import type { Registry } from './registry';
import { checkedFile, checkVerified, type CheckedFile, type Released } from './released';

export interface Published {
  readonly tag: string;
  readonly registry: string;
  /** False when an earlier run had published it. */
  readonly now: boolean;
}

export interface PublishOptions {
  /** In the order in which they are served. */
  readonly registries: readonly Registry[];
  /** Publishes nothing: fails unless everything is there already. */
  readonly checkOnly?: boolean;
  readonly say: (text: string) => void;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** A registry may show a file only a while after it took it. */
const PAUSES_MILLISECONDS = [0, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000];

interface Step extends Released {
  readonly registry: Registry;
  readonly file: CheckedFile;
}

/**
 * Publishes what was verified: each release after the siblings it needs, each on the first registry before the second.
 * What is there with the same content is left alone, so that a run that died is completed by running it again.
 */
export async function publish(released: readonly Released[], options: PublishOptions): Promise<Published[]> {
  const steps: Step[] = [];
  for (const one of released) {
    await checkVerified(one);
    for (const registry of options.registries) {
      steps.push({ ...one, registry, file: await checkedFile(one, registry.kind) });
    }
  }
  // everything that can be refused is refused before anything is published
  const missing: Step[] = [];
  for (const step of steps) {
    if (!(await isThere(step))) {
      missing.push(step);
    }
  }
  if (options.checkOnly && missing.length > 0) {
    const list = missing.map(({ release, registry }) => `${release.tag} on ${registry.name}`).join(', ');
    throw failure('NotPublished', `these are not there: ${list}; run 'publish' without --check`);
  }
  const outcomes: Published[] = [];
  for (const step of steps) {
    const now = missing.includes(step);
    if (now) {
      await checkSiblings(step);
      options.say(`Publishing ${step.release.tag} on ${step.registry.name}`);
      await publishOne(step, options.pause);
    }
    outcomes.push({ tag: step.release.tag, registry: step.registry.name, now });
  }
  return outcomes;
}

async function publishOne(step: Step, pause: PublishOptions['pause']): Promise<void> {
  const { registry, release, file } = step;
  try {
    await registry.publish(release, file);
  } catch (error) {
    // somebody else may have published the very same meanwhile
    if (!(await isThere(step))) {
      throw error;
    }
  }
  for (const milliseconds of PAUSES_MILLISECONDS) {
    await pause(milliseconds);
    if (await isThere(step)) {
      return;
    }
  }
  throw failure(
    'PublishedNotShown',
    `${registry.name} took ${release.tag} and does not show it yet: run this again, it goes on from here`,
  );
}

async function isThere({ registry, release, file }: Step): Promise<boolean> {
  const presence = await registry.presence(release, file);
  if (presence === 'other') {
    throw failure(
      'PublishedOtherwise',
      `${registry.name} has ${release.tag} with another content than ${file.name}, and a version cannot be replaced: ` +
        'if its files are lost, release the next version',
    );
  }
  return presence === 'same';
}

/** A package whose sibling is not there yet could not be installed. */
async function checkSiblings({ registry, release }: Step): Promise<void> {
  for (const [name, range] of Object.entries(release.siblings)) {
    const floor = range.replace(/^\^/, '');
    if (!(await registry.has(name, floor))) {
      throw failure(
        'SiblingNotPublished',
        `${release.tag} needs ${name} ${range}, and ${registry.name} has no ${floor}: release that first, or with it`,
      );
    }
  }
}
