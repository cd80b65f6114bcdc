import type { Readable } from 'node:stream';

/** Lines that end in a line feed: what a program that was killed has begun to write is none. */
export function onWholeLine(stream: Readable, onLine: (line: string) => void): void {
  let begun = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    lines.forEach(onLine);
  });
}
