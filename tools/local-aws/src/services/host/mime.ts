import { gunzipSync } from 'node:zlib';

/** One script of an instance's user data. */
export interface UserDataPart {
  /** `text/x-shellscript`, `text/cloud-boothook`. */
  readonly contentType: string;
  readonly text: string;
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** The parts of user data as EC2 stores it: base64 of a script or of a MIME multipart message. */
export function userDataParts(userData: string): UserDataPart[] {
  const raw = Buffer.from(userData, 'base64');
  const bytes = raw.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC) ? gunzipSync(raw) : raw;
  const text = bytes.toString('utf8');
  const isMessage = /^(mime-version|content-type):/i.test(text);
  return isMessage ? partsOf(text) : [{ contentType: 'text/x-shellscript', text }];
}

function partsOf(message: string): UserDataPart[] {
  const { headers, body } = split(message);
  const contentType = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) {
    const encoded = headers.get('content-transfer-encoding')?.toLowerCase() === 'base64';
    const bytes = Buffer.from(body, encoded ? 'base64' : 'utf8');
    const declared = contentType.split(';')[0]?.trim() ?? contentType;
    // cloud-init decompresses such a part, and takes what begins with #! for a script
    return declared === 'application/gzip'
      ? [{ contentType: 'text/x-shellscript', text: gunzipSync(bytes).toString('utf8') }]
      : [{ contentType: declared, text: bytes.toString('utf8') }];
  }
  return between(body, boundary).flatMap(partsOf);
}

function split(message: string): { headers: Map<string, string>; body: string } {
  const [head = '', body = ''] = divide(message, /\r?\n\r?\n/);
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const headers = lines
    .map((line) => divide(line, /:\s*/))
    .map(([name = '', value = '']) => [name.toLowerCase(), value] as const);
  return { headers: new Map(headers), body };
}

function divide(text: string, at: RegExp): string[] {
  const match = at.exec(text);
  return match === null ? [text] : [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}

function between(body: string, boundary: string): string[] {
  const [, ...sections] = `\n${body}`.replaceAll('\r\n', '\n').split(`\n--${boundary}`);
  const end = sections.findIndex((section) => section.startsWith('--'));
  return (end < 0 ? sections : sections.slice(0, end)).map((section) => section.replace(/^[ \t]*\n/, ''));
}
