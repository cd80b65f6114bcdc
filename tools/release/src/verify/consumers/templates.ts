import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { failure } from '../../failure';
import type { Templates } from '../upgrade/compare';

const SUFFIX = '.template.json';

/** The templates of a cloud assembly, by the names of their stacks. */
export async function readTemplates(assembly: string): Promise<Templates> {
  const files = existsSync(assembly) ? (await readdir(assembly)).filter((file) => file.endsWith(SUFFIX)).sort() : [];
  if (files.length === 0) {
    throw failure('NotSynthesised', `${assembly} holds no template: run 'npx nx run-many -t synth' first`);
  }
  const read = async (file: string) =>
    [file.slice(0, -SUFFIX.length), JSON.parse(await readFile(join(assembly, file), 'utf8'))] as const;
  return Object.fromEntries(await Promise.all(files.map(read)));
}

/** Fails unless two apps describe the same; says where they differ first. */
export function checkSame(what: string, expected: Templates, actual: Templates): void {
  const place = firstDifference(expected, actual, []);
  if (place) {
    throw failure(
      'TemplatesDiffer',
      `${what} differ at ${place.path.join(' / ')}: expected ${shown(place.expected)}, got ${shown(place.actual)}`,
    );
  }
}

interface Difference {
  readonly path: readonly string[];
  readonly expected: unknown;
  readonly actual: unknown;
}

function firstDifference(expected: unknown, actual: unknown, path: readonly string[]): Difference | undefined {
  if (isDeepStrictEqual(expected, actual)) {
    return undefined;
  }
  if (isRecord(expected) && isRecord(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = firstDifference(expected[key], actual[key], [...path, key]);
      if (found) {
        return found;
      }
    }
  }
  return { path, expected, actual };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const shown = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 300);
