import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'host');
const COMMENT_OR_EMPTY = /^[ \t]*(#(?!!).*)?\n/gm;

/**
 * A file of the folder `host` as it travels: without the lines that are comments or empty. User data is measured in
 * bytes, but has to be legible on the instance, so nothing more is done to it: no compression, no renaming.
 *
 * @param blocks what takes the place of the lines `: NAME`
 */
export function hostScript(name: string, blocks: Readonly<Record<string, string>> = {}): string {
  const text = readFileSync(join(FOLDER, name), 'utf8').replace(COMMENT_OR_EMPTY, '');
  return Object.entries(blocks)
    .reduce((script, [marker, block]) => script.replace(`: ${marker}\n`, () => `${block.trimEnd()}\n`), text)
    .trimEnd();
}
