import { cpSync, readdirSync, symlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Folders that the project's own tools make. */
const MADE = new Set(['.git', '.nx', '.venv', 'assets', 'cdk.out', 'dist', 'lib', 'node_modules', 'test-reports']);

/** The one folder called like that which holds sources. */
const KEPT = join('tools', 'commands', 'lib');

/** Copies the sources of the checkout; what is installed is reached through a link. */
export function copySources(root: string, target: string): void {
  cpSync(root, target, {
    recursive: true,
    filter: (path) => !isMade(relative(root, path)),
  });
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'));
}

/** Paths of the source files below a root, with `/`. */
export function sourceFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !isMade(path))
    .map((path) => path.replaceAll(sep, '/'));
}

function isMade(path: string): boolean {
  return path !== KEPT && !path.startsWith(KEPT + sep) && path.split(sep).some((part) => MADE.has(part));
}
