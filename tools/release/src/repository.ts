import { join } from 'node:path';

/** The repository's root; the same number of folders above `src` and `lib`. */
export const ROOT = join(__dirname, '..', '..', '..');

/** The project's own virtual environment. */
export const PROJECT_PYTHON = join(ROOT, '.venv', 'bin', 'python');
