import { createHash } from 'node:crypto';
import { Token } from 'aws-cdk-lib/core';

/** A file that a part of the user data writes. */
export interface PlacedFile {
  /** What error texts call it. */
  readonly label: string;
  readonly path: string;
  readonly mode: string;
  readonly content: string;
}

export function isSameFile(one: PlacedFile, other: PlacedFile): boolean {
  return one.path === other.path && one.mode === other.mode && one.content === other.content;
}

/**
 * The command that writes a file byte for byte: a here-document with a quoted delimiter, in which the shell expands
 * nothing. It works for tokens too, whose text quotes could not enclose, and stays readable on the instance.
 */
export function writeCommand(file: PlacedFile): string {
  const end = delimiter(file);
  return `put ${file.mode} ${file.path} <<'${end}'\n${file.content}\n${end}\n`;
}

/** A word that is no line of the content. What a token becomes is unknown here, so it gets a word nobody writes. */
function delimiter({ path, content }: PlacedFile): string {
  const lines = new Set(content.split('\n'));
  let word = Token.isUnresolved(content) ? unlikelyWord(path) : 'EOF';
  while (lines.has(word)) {
    word = unlikelyWord(word);
  }
  return word;
}

/** Hashed, not random: a rendered template must not change by itself. */
function unlikelyWord(seed: string): string {
  return `EOF_${createHash('sha256').update(seed).digest('hex').slice(0, 6)}`;
}
