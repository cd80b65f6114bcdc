import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../src/repository';
import { sourceFiles } from '../src/tree';

const DOCUMENTS = sourceFiles(ROOT).filter((path) => path.endsWith('.md'));

/** A link to a file or folder of the repository. */
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;
const NPM_SCRIPT = /\bnpm (?:run )?(\w[\w-]*)/g;
/** npm's own commands that documents mention. */
const NPM_COMMANDS = new Set(['ci', 'config', 'install', 'i', 'login', 'logout', 'pack', 'publish', 'view']);

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readFileSync(join(ROOT, document), 'utf8');

  it('links to what exists', () => {
    const targets = [...text.matchAll(LINK)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)))).toEqual([]);
  });

  it('names commands that exist', () => {
    const code = [...text.matchAll(/```[\s\S]*?```|`[^`]+`/g)].map(([match]) => match).join('\n');
    const commands = [...code.matchAll(NPM_SCRIPT)].map(([, name = '']) => name);
    expect(commands.filter((name) => !(name in scripts) && !NPM_COMMANDS.has(name))).toEqual([]);
  });
});
