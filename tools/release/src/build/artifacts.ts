import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process';

/** What is inside an artifact: the files that its checks read. */
export interface Contents {
  /** Paths with `/`, as they stand in the archive. */
  readonly files: readonly string[];
  readonly read: (file: string) => Promise<string>;
}

/** Unpacks an npm tarball or a wheel into `folder`. Python reads both, on every system. */
export async function unpack(
  python: string,
  archive: string,
  folder: string,
  options: { readonly cwd: string; readonly signal?: AbortSignal },
): Promise<Contents> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run(python, ['-m', archive.endsWith('.whl') ? 'zipfile' : 'tarfile', '-e', archive, folder], options);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
  return { files: files.sort(), read: (file) => readFile(join(folder, file), 'utf8') };
}

export async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
