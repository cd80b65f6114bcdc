import { homedir } from 'node:os';
import { join } from 'node:path';

/** The tool's folder; the same number of folders above `src` and `lib`. */
const TOOL = join(__dirname, '..');

/** The repository's root. */
export const ROOT = join(TOOL, '..', '..');

/** Files that are laid over a machine's root file system. */
export const GUEST = join(TOOL, 'guest');

/** Programs that run beside the machines. */
export const HOST = join(TOOL, 'host');

/** Programs of images that stand in for others. */
export const IMAGES = join(TOOL, 'images');

/** Says why machines cannot be booted here; never compiled, since nx asks it before anything is. */
export const OBSTACLE = join(TOOL, 'src', 'preparation', 'find-obstacle.mjs');

/**
 * Root file systems, and the folders of running machines: outside the clone, so that a fresh one finds what another
 * has made. Each is named by what it is made from.
 */
export const CACHE = process.env.BOOT_LAB_CACHE ?? join(userCache(), 'ecs-groundwork', 'boot-lab');

/** @see https://specifications.freedesktop.org/basedir-spec/latest/ */
function userCache(): string {
  // an empty one counts as none
  return process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
}
