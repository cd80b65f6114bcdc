import type { WriteStream } from 'node:tty';
import { progressLine } from '../src/progress';

function stream(terminal: Partial<WriteStream>): { written: string[]; line: ReturnType<typeof progressLine> } {
  const written: string[] = [];
  const line = progressLine({ ...terminal, write: (text: string) => written.push(text) } as unknown as WriteStream);
  return { written, line };
}

it('moves on a terminal, within its width', () => {
  const { written, line } = stream({ isTTY: true, columns: 10 });
  line.show('the first of all');
  line.show('second');
  line.clear();
  line.clear();
  expect(written).toEqual(['the first', '\r\u001b[2K', 'second', '\r\u001b[2K']);
});

it('is elsewhere a line for each text that differs from the last', () => {
  const { written, line } = stream({});
  ['first', 'first', 'second'].forEach(line.show);
  line.clear();
  expect(written).toEqual(['first\n', 'second\n']);
});
