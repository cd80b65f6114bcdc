import { PassThrough } from 'node:stream';
import { onWholeLine } from '../../src/support/whole-lines';

it('takes lines whole, however they arrive, and not what a killed program has begun to write', async () => {
  const stream = new PassThrough();
  const lines: string[] = [];
  onWholeLine(stream, (line) => lines.push(line));
  const text = Buffer.from('{"a":1}\n{"é":2}\n\n{"c":');
  for (const byte of text) {
    stream.write(Buffer.from([byte]));
  }
  stream.end();
  await new Promise((resolve) => stream.on('end', resolve));
  expect(lines).toEqual(['{"a":1}', '{"é":2}', '']);
});
