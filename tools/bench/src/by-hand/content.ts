import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What hosts and functions run is the same on both sides, read from the packages that have it: how a system is
 * described is compared here, not what it does. Nothing of the packages themselves is loaded.
 */
const PACKAGES = ['instances', 'system-containers', 'logging'];
const OWN = join(__dirname, '..', '..', 'content');
const COMMENT_OR_EMPTY = /^[ \t]*(#(?!!).*)?\n/gm;

export interface HostFile {
  readonly name: string;
  readonly content: string;
}

/** A file with its place on the host. */
export interface PlacedFile {
  readonly path: string;
  readonly content: string;
}

/** Programs and systemd units, as short as they travel in user data. */
export function hostFiles(): HostFile[] {
  return PACKAGES.map((name) => join(folderOf(name), 'host')).flatMap((folder) =>
    readdirSync(folder).map((name) => ({ name, content: withoutComments(join(folder, name)) })),
  );
}

/** A file of the folder `content`. */
export const ownContent = (name: string) => readFileSync(join(OWN, name), 'utf8');

/** The folder of a bundled function, such as `delete/scale-in-protection`. */
export const bundledFunction = (name: string) => join(folderOf('instances'), 'assets', `${name}.lambda`);

function folderOf(name: string): string {
  return dirname(require.resolve(`@ecs-groundwork/${name}/package.json`));
}

function withoutComments(path: string): string {
  return readFileSync(path, 'utf8').replace(COMMENT_OR_EMPTY, '').trimEnd();
}
