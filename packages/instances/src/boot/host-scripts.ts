import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'host');
const texts = new Map<string, string>();
const COMMENT_OR_EMPTY = /^[ \t]*(#(?!!).*)?\n/gm;

/**
 * A file of the folder `host` as it travels: without the lines that are comments or empty. User data is measured in
 * bytes.
 *
 * @param blocks what takes the place of the lines `: NAME`
 */
export function hostScript(name: string, blocks: Readonly<Record<string, string>> = {}): string {
  return Object.entries(blocks)
    .reduce((script, [marker, block]) => script.replace(`: ${marker}\n`, () => `${block.trimEnd()}\n`), read(name))
    .trimEnd();
}

/** Once: a boot is planned anew with each thing that is added to it. */
function read(name: string): string {
  const text = texts.get(name) ?? readFileSync(join(FOLDER, name), 'utf8').replace(COMMENT_OR_EMPTY, '');
  texts.set(name, text);
  return text;
}
