import { Fn, Token } from 'aws-cdk-lib/core';
import { gzipBase64 } from './gzip';

/** One part of the user data, as cloud-init tells them apart. */
export interface Part {
  readonly kind: 'cloud-boothook' | 'x-shellscript';
  /** cloud-init runs scripts in the order of their file names. */
  readonly fileName: string;
  readonly body: string;
  /**
   * How it travels. `gzip` is a fraction of the size, for what is plain; `base64` is for the rest: tokens, which only
   * CloudFormation can encode, and other than ASCII, which cloud-init garbles everywhere else.
   */
  readonly encoding?: 'gzip' | 'base64';
}

const BOUNDARY = 'ecs-groundwork';

/**
 * Whether a text may stand in a compressed part: printable ASCII that is known now. cloud-init 22 drops a whole script
 * that it has decompressed and finds another character in.
 */
export function isPlain(text: string): boolean {
  return !Token.isUnresolved(text) && /^[\t\n\x20-\x7e]*$/.test(text);
}

/** A MIME message of the parts. CloudFormation encodes what holds tokens, once it knows them. */
export function multipart(parts: readonly Part[]): string {
  const rendered = parts.map((part) => `--${BOUNDARY}\n${headers(part).join('\n')}\n\n${body(part)}\n`);
  return `Content-Type: multipart/mixed; boundary="${BOUNDARY}"\nMIME-Version: 1.0\n\n${rendered.join('')}--${BOUNDARY}--\n`;
}

function headers(part: Part): string[] {
  const disposition = `Content-Disposition: attachment; filename="${part.fileName}"`;
  // cloud-init decompresses the part, and takes what begins with #! for a script, with #cloud-boothook for a boothook
  return part.encoding === 'gzip'
    ? ['Content-Type: application/gzip', 'Content-Transfer-Encoding: base64', disposition]
    : [
        `Content-Type: text/${part.kind}; charset="${part.encoding ? 'utf-8' : 'us-ascii'}"`,
        `Content-Transfer-Encoding: ${part.encoding ?? '7bit'}`,
        disposition,
      ];
}

function body(part: Part): string {
  switch (part.encoding) {
    case 'gzip':
      // the kind of a compressed part is what its first line says
      return gzipBase64(part.kind === 'cloud-boothook' ? `#cloud-boothook\n${part.body}` : part.body);
    case 'base64':
      return Token.isUnresolved(part.body) ? Fn.base64(part.body) : Buffer.from(part.body, 'utf8').toString('base64');
    default:
      return part.body;
  }
}
