import { gunzipSync, gzipSync } from 'node:zlib';

interface Encoding {
  readonly header: RegExp;
  readonly decode: (body: string) => string;
  readonly encode: (text: string) => string;
}

/** How parts travel; the first that fits. */
const ENCODINGS: readonly Encoding[] = [
  {
    header: /^Content-Type: application\/gzip$/m,
    decode: (body) => gunzipSync(Buffer.from(body, 'base64')).toString('utf8'),
    encode: (text) => gzipSync(text).toString('base64'),
  },
  {
    header: /^Content-Transfer-Encoding: base64$/m,
    decode: (body) => Buffer.from(body, 'base64').toString('utf8'),
    encode: (text) => Buffer.from(text, 'utf8').toString('base64'),
  },
  { header: /^/, decode: (body) => body, encode: (text) => text },
];

/** Changes a part of a multipart message; which one, its file name says. */
export function changePart(message: string, fileName: string, change: (body: string) => string): string {
  let found = false;
  const changed = changeParts(message, (body, name) => {
    found ||= name === fileName;
    return name === fileName ? change(body) : body;
  });
  if (!found) {
    throw new Error(`the user data has no part ${fileName}`);
  }
  return changed;
}

/** Changes every part; one that stays the same is left as it was. */
export function changeParts(message: string, change: (body: string, fileName: string) => string): string {
  const [, boundary] = /boundary="([^"]+)"/.exec(message) ?? [];
  if (boundary === undefined) {
    return message;
  }
  const separator = `--${boundary}\n`;
  const [preamble, ...parts] = message.split(separator);
  return [preamble, ...parts.map((part) => changeOne(part, change))].join(separator);
}

function changeOne(part: string, change: (body: string, fileName: string) => string): string {
  const [head, ...rest] = part.split('\n\n');
  const [, encoded, tail] = /^([^]*?)(\n(?:--[^\n]*--\n)?)$/.exec(rest.join('\n\n')) ?? ['', '', ''];
  const encoding = ENCODINGS.find(({ header }) => header.test(head)) ?? ENCODINGS[ENCODINGS.length - 1];
  const body = encoding.decode(encoded);
  const changed = change(body, /filename="([^"]+)"/.exec(head)?.[1] ?? '');
  return changed === body ? part : `${head}\n\n${encoding.encode(changed)}${tail}`;
}

/** Replaces a text that must be there. */
export function replaceOnce(text: string, before: string, after: string): string {
  if (!text.includes(before)) {
    throw new Error(`there is no '${before}' to replace`);
  }
  return text.replace(before, () => after);
}
