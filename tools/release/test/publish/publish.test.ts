import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactKind, BuiltRelease } from '../../src/model';
import { publish } from '../../src/publish/publish';
import type { Presence, Registry } from '../../src/publish/registry';
import { readReleases, type CheckedFile } from '../../src/publish/released';
import { aRelease, wheelOf, writeReleases } from '../support/released';

/** Holds what it was given, in memory. */
class FakeRegistry implements Registry {
  public readonly held = new Map<string, string>();
  /** Calls of `presence` during which a file that was taken is not shown yet. */
  public lag = 0;
  public refuses?: Error;

  public constructor(
    public readonly name: string,
    public readonly kind: ArtifactKind,
    private readonly log: string[],
  ) {}

  public presence(release: BuiltRelease, file: CheckedFile): Promise<Presence> {
    const content = this.held.get(`${release.npmName}@${release.version}`);
    if (content !== undefined && this.lag > 0) {
      this.lag -= 1;
      return Promise.resolve('absent');
    }
    const same = content === file.content.toString();
    return Promise.resolve(content === undefined ? 'absent' : same ? 'same' : 'other');
  }

  public has(npmName: string, version: string): Promise<boolean> {
    return Promise.resolve(this.held.has(`${npmName}@${version}`));
  }

  public publish(release: BuiltRelease, file: CheckedFile): Promise<void> {
    if (this.refuses) {
      return Promise.reject(this.refuses);
    }
    this.log.push(`${release.tag} on ${this.name}`);
    this.held.set(`${release.npmName}@${release.version}`, file.content.toString());
    return Promise.resolve();
  }
}

describe('publishing', () => {
  let out: string;
  let log: string[];
  let npm: FakeRegistry;
  let pypi: FakeRegistry;
  let pauses: number[];

  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'publish-'));
    log = [];
    pauses = [];
    npm = new FakeRegistry('npm', 'npm', log);
    pypi = new FakeRegistry('PyPI', 'wheel', log);
  });

  afterEach(() => rm(out, { recursive: true, force: true }));

  const run = async (checkOnly = false) =>
    publish(await readReleases(out), {
      registries: [npm, pypi],
      checkOnly,
      say: () => undefined,
      pause: (milliseconds) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
    });

  test('serves npm before PyPI', async () => {
    await writeReleases(out, [aRelease('network')]);
    await run();
    expect(log).toEqual(['network@0.1.0 on npm', 'network@0.1.0 on PyPI']);
  });

  test('publishes a package after the siblings it needs', async () => {
    const siblings = { '@ecs-groundwork/network': '^0.1.0' };
    await writeReleases(out, [aRelease('logging', { siblings }), aRelease('network')]);
    await run();
    expect(log.map((line) => line.split('@')[0])).toEqual(['network', 'network', 'logging', 'logging']);
  });

  test('completes a run that died between npm and PyPI', async () => {
    await writeReleases(out, [aRelease('network')]);
    pypi.refuses = new Error('power cut');
    await expect(run()).rejects.toThrow('power cut');
    pypi.refuses = undefined;
    expect(await run()).toEqual([
      { tag: 'network@0.1.0', registry: 'npm', now: false },
      { tag: 'network@0.1.0', registry: 'PyPI', now: true },
    ]);
    expect(log).toEqual(['network@0.1.0 on npm', 'network@0.1.0 on PyPI']);
  });

  test('does nothing when everything is there', async () => {
    await writeReleases(out, [aRelease('network')]);
    await run();
    log.length = 0;
    expect((await run()).map(({ now }) => now)).toEqual([false, false]);
    expect(log).toEqual([]);
  });

  test('waits for a registry that shows a file later than it takes it', async () => {
    await writeReleases(out, [aRelease('network')]);
    npm.lag = 2;
    await run();
    expect(pauses.slice(0, 3)).toEqual([0, 1_000, 2_000]);
    expect(log).toEqual(['network@0.1.0 on npm', 'network@0.1.0 on PyPI']);
  });

  test('is content when somebody else has published the very same meanwhile', async () => {
    await writeReleases(out, [aRelease('network')]);
    jest.spyOn(npm, 'publish').mockImplementation(() => {
      npm.held.set('@ecs-groundwork/network@0.1.0', 'npm network');
      return Promise.reject(new Error('403 You cannot publish over the previously published versions'));
    });
    expect((await run()).map(({ now }) => now)).toEqual([true, true]);
  });

  test('only looks when it is told to check', async () => {
    await writeReleases(out, [aRelease('network')]);
    await expect(run(true)).rejects.toThrow(
      "NotPublished: these are not there: network@0.1.0 on npm, network@0.1.0 on PyPI; run 'publish' without --check",
    );
    expect(log).toEqual([]);
  });

  describe('fails before anything is published', () => {
    afterEach(() => expect(log).toEqual([]));

    test('when a registry has another content under this version', async () => {
      await writeReleases(out, [aRelease('instances'), aRelease('network')]);
      pypi.held.set('@ecs-groundwork/network@0.1.0', 'something else');
      await expect(run()).rejects.toThrow(
        `PublishedOtherwise: PyPI has network@0.1.0 with another content than ${wheelOf('network')}, and a version cannot be replaced: ` +
          'if its files are lost, release the next version',
      );
    });

    test('when a file is not what was built', async () => {
      await writeReleases(out, [aRelease('network')]);
      await writeFile(join(out, 'network', 'network.tgz'), 'tampered with');
      await expect(run()).rejects.toThrow(/^ArtifactChanged: .*network\.tgz is not what was built: SHA-256 must be /);
    });

    test('when a file is missing', async () => {
      await writeReleases(out, [aRelease('network')]);
      await rm(join(out, 'network', wheelOf('network')));
      await expect(run()).rejects.toThrow(
        /^ArtifactMissing: .*whl is not there, release\.json lists it: build network@0\.1\.0 again$/,
      );
    });

    test('when nothing was verified', async () => {
      await writeReleases(out, [aRelease('network')]);
      await rm(join(out, 'network', 'verified.json'));
      await expect(run()).rejects.toThrow(
        "NotVerified: network@0.1.0 is built, not verified: run 'npm run release -- verify' first",
      );
    });

    test('when another build was verified', async () => {
      const release = aRelease('network');
      await writeReleases(out, [release]);
      const artifacts = release.artifacts.map((one) => (one.kind === 'npm' ? { ...one, sha256: 'f'.repeat(64) } : one));
      await writeFile(join(out, 'network', 'release.json'), JSON.stringify({ ...release, artifacts }));
      await expect(run()).rejects.toThrow(
        "NotVerified: what was verified of network@0.1.0 is not what is here (network.tgz): run 'npm run release -- verify' first",
      );
    });

    test('when a sibling that it needs is not there', async () => {
      const siblings = { '@ecs-groundwork/instances': '^0.1.1' };
      await writeReleases(out, [aRelease('logging', { siblings })]);
      await expect(run()).rejects.toThrow(
        'SiblingNotPublished: logging@0.1.0 needs @ecs-groundwork/instances ^0.1.1, and npm has no 0.1.1: release that first, or with it',
      );
    });

    test('when nothing was built', async () => {
      await expect(run()).rejects.toThrow(
        `NothingBuilt: ${out} holds no folder with a release.json: run 'npm run release -- build' first`,
      );
    });
  });
});
