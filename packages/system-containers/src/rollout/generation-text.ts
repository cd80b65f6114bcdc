import { gunzipSync, gzipSync } from 'node:zlib';
import { failure } from '../private/errors';

/** What an SSM parameter of the advanced tier holds. */
export const MOST_CHARACTERS = 8192;

/** A generation as the parameter holds it. The same content gives the same text: zlib writes no time. */
export function generationText(content: string): string {
  const text = gzipSync(Buffer.from(content), { level: 9 }).toString('base64');
  if (text.length > MOST_CHARACTERS) {
    throw failure('GenerationTooLarge', tooLarge(text.length));
  }
  return text;
}

export function contentOf(text: string): string {
  return gunzipSync(Buffer.from(text, 'base64')).toString();
}

export function tooLarge(characters: number): string {
  return (
    `the system containers of a group must take at most ${MOST_CHARACTERS} characters compressed, got ${characters}; ` +
    'let a container read its configuration from S3 or from a parameter of its own'
  );
}
