import { appendFile, cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeBuild } from '../build';
import type { Surroundings } from 'command-line/lib/command';
import { failure } from '../failure';
import type { Plan } from '../model';
import { makePlan } from '../plan';
import { Npm } from '../publish/npm';
import type { Published } from '../publish/publish';
import { publishFolder } from '../publish/publish-folder';
import { PyPi } from '../publish/pypi';
import type { Registries } from '../registries';
import type { AppSource } from '../verify/consumers/app-sources';
import { verify, type Verification } from '../verify/verify';
import type { Copy } from './copy';
import { publishAndDie } from './crash';

const WAIT_MILLISECONDS = 120_000;

/** The steps of a release, played in a copy of the repository against registries that stand for npm and PyPI. */
export class Stage {
  private folders = 0;

  public constructor(
    /** Of one act: its folder is nobody else's. */
    private readonly surroundings: Surroundings,
    private readonly copy: Copy,
    private readonly world: Registries,
    /** The apps that the repository has synthesised. */
    private readonly synthesised: string,
  ) {}

  public async plan(): Promise<Plan> {
    return makePlan({ root: this.copy.root, at: 'HEAD', packages: [], signal: this.surroundings.signal });
  }

  /** Builds, and returns the folder. */
  public async build(plan: Plan): Promise<string> {
    const folder = await this.newFolder('build');
    const out = join(folder, 'out');
    await makeBuild({ ...this.surroundings, root: this.copy.root, folder, plan, out });
    return out;
  }

  /**
   * Verifies what was built: every app in both languages, against what the repository has synthesised; or, quicker, one
   * environment in TypeScript alone. Wheels are installed and imported either way.
   */
  public async verify(out: string, environment?: string): Promise<Verification> {
    return verify({
      ...this.surroundings,
      root: this.copy.root,
      out,
      folder: await this.newFolder('verify'),
      published: { npm: this.world.npm.url, simple: this.world.python.simple },
      ...(environment === undefined
        ? { synthesised: this.synthesised }
        : { takes: (app: AppSource) => app.language === 'typescript' && app.environment === environment }),
    });
  }

  public async publish(out: string, progress = this.surroundings.progress): Promise<Published[]> {
    const { signal } = this.surroundings;
    const { npm, python } = this.world;
    return publishFolder({
      root: this.copy.root,
      out,
      folder: await this.newFolder('publish'),
      registries: [
        new Npm({ url: npm.url, userConfiguration: await this.npmrc(), signal }),
        new PyPi({ simple: python.simple, delivery: { upload: python.upload, login: python.login }, signal }),
      ],
      remote: this.copy.remote,
      waitMilliseconds: WAIT_MILLISECONDS,
      signal,
      progress,
      print: () => undefined,
    });
  }

  /** Publishes in another process, which dies between npm and PyPI. */
  public async publishAndDie(out: string): Promise<void> {
    const { npm, python } = this.world;
    const { simple, upload, login } = python;
    const { signal } = this.surroundings;
    await publishAndDie({ out, npm: npm.url, npmrc: await this.npmrc(), python: { simple, upload, ...login }, signal });
  }

  /** What is built of some packages alone, as if each had been built by a run of its own. */
  public async part(out: string, ...packages: string[]): Promise<string> {
    const folder = await this.newFolder('part');
    for (const name of packages) {
      await cp(join(out, name), join(folder, name), { recursive: true });
    }
    return folder;
  }

  private async newFolder(name: string): Promise<string> {
    this.folders += 1;
    const folder = join(this.surroundings.folder, `${this.folders}-${name}`);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  private async npmrc(): Promise<string> {
    const folder = await this.newFolder('npm');
    const file = join(folder, 'npmrc');
    await this.world.npm.writeUserConfiguration(file, { mayPublish: true });
    // npm would log what it publishes in the home of whoever rehearses
    await appendFile(file, `cache=${folder}\n`);
    return file;
  }
}

/** Fails the rehearsal with what was expected. */
export function expect(holds: boolean, text: string): void {
  if (!holds) {
    throw failure('RehearsalFailed', text);
  }
}
