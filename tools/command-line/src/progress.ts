import type { WriteStream } from 'node:tty';

/** One line that moves, on a terminal; elsewhere, a line for each text that differs from the last. */
export function progressLine(stream: WriteStream) {
  let shown = false;
  let last = '';
  const clear = () => {
    if (shown) {
      stream.write('\r\u001b[2K');
      shown = false;
    }
  };
  const show = (text: string) => {
    if (stream.isTTY) {
      clear();
      stream.write(text.slice(0, stream.columns - 1));
      shown = true;
    } else if (text !== last) {
      stream.write(`${text}\n`);
    }
    last = text;
  };
  return { show, clear };
}
