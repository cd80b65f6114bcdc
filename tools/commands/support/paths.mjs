import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The Python environment that the project owns. */
export const VENV = join(ROOT, '.venv');
export const VENV_BIN = join(VENV, process.platform === 'win32' ? 'Scripts' : 'bin');
export const VENV_PYTHON = join(VENV_BIN, 'python');
