import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../repository';

/** A piece of code in a document. */
export interface Fence {
  /** The document, relative to the root. */
  readonly document: string;
  /** The line of its first line of code, counted from 1. */
  readonly line: number;
  readonly code: string;
}

/** The fenced code of one language in a document. */
export function fencesIn(document: string, language: string): Fence[] {
  return fencesOf(readFileSync(join(ROOT, document), 'utf8'), language).map((fence) => ({ document, ...fence }));
}

export function fencesOf(markdown: string, language: string): Omit<Fence, 'document'>[] {
  const fences: Omit<Fence, 'document'>[] = [];
  let open: { readonly line: number; readonly wanted: boolean; readonly code: string[] } | undefined;
  markdown.split('\n').forEach((text, index) => {
    const [, mark, said = ''] = /^(```)\s*(\S*)/.exec(text) ?? [];
    if (!mark) {
      open?.code.push(text);
    } else if (!open) {
      open = { line: index + 2, wanted: said === language, code: [] };
    } else {
      if (open.wanted) {
        fences.push({ line: open.line, code: `${open.code.join('\n')}\n` });
      }
      open = undefined;
    }
  });
  return fences;
}
