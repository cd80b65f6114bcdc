import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders that the project's own tools make. */
const MADE = new Set([
  '.cache',
  '.git',
  '.mypy_cache',
  '.nx',
  '.ruff_cache',
  '.test-scratch',
  '.venv',
  '__pycache__',
  'assets',
  'cdk.out',
  'dist',
  'lib',
  'node_modules',
  'test-reports',
]);

/** Copies the sources of the checkout; what is installed is reached through a link. */
export function copySources(root: string, target: string): void {
  for (const file of sourceFiles(root)) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join(root, file), join(target, file));
  }
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'));
}

/** Paths of the source files below a root, with `/`. */
export function sourceFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      return MADE.has(entry.name) ? [] : sourceFiles(root, path);
    }
    return entry.isFile() ? [path] : [];
  });
}
