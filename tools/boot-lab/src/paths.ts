import { join } from 'node:path';

/** The tool's folder; the same number of folders above `src` and `lib`. */
const TOOL = join(__dirname, '..');

/** The repository's root. */
export const ROOT = join(TOOL, '..', '..');

/** Files that are laid over a machine's root file system. */
export const GUEST = join(TOOL, 'guest');

/** Programs that run beside the machines. */
export const HOST = join(TOOL, 'host');

/** Root file systems, and the folders of running machines. */
export const CACHE = process.env.BOOT_LAB_CACHE ?? join(TOOL, '.cache');
