import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The names on npm of the repository's packages. */
export async function packageNames(root: string): Promise<string[]> {
  const folders = await readdir(join(root, 'packages'));
  const read = async (name: string) =>
    (JSON.parse(await readFile(join(root, 'packages', name, 'package.json'), 'utf8')) as { name: string }).name;
  return Promise.all(folders.sort().map(read));
}
