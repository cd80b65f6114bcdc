import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'host');
const COMMENT_OR_EMPTY = /^[ \t]*(#(?!!).*)?\n/gm;

/** A file of the folder `host` without its comments: user data is measured in bytes. */
export function hostScript(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8').replace(COMMENT_OR_EMPTY, '').trimEnd();
}
