import { Fn, Token } from 'aws-cdk-lib/core';

/** One part of the user data, as cloud-init tells them apart. */
export interface Part {
  readonly kind: 'cloud-boothook' | 'x-shellscript';
  /** cloud-init runs scripts in the order of their file names. */
  readonly fileName: string;
  readonly body: string;
  /** cloud-init garbles what is not ASCII, except in an encoded part. */
  readonly base64?: boolean;
}

const BOUNDARY = 'ecs-groundwork';

/** A MIME message of the parts. CloudFormation encodes what holds tokens, once it knows them. */
export function multipart(parts: readonly Part[]): string {
  const rendered = parts.map((part) => `--${BOUNDARY}\n${headers(part).join('\n')}\n\n${body(part)}\n`);
  return `Content-Type: multipart/mixed; boundary="${BOUNDARY}"\nMIME-Version: 1.0\n\n${rendered.join('')}--${BOUNDARY}--\n`;
}

function headers(part: Part): string[] {
  return [
    `Content-Type: text/${part.kind}; charset="${part.base64 ? 'utf-8' : 'us-ascii'}"`,
    `Content-Transfer-Encoding: ${part.base64 ? 'base64' : '7bit'}`,
    `Content-Disposition: attachment; filename="${part.fileName}"`,
  ];
}

function body(part: Part): string {
  if (!part.base64) {
    return part.body;
  }
  return Token.isUnresolved(part.body) ? Fn.base64(part.body) : Buffer.from(part.body, 'utf8').toString('base64');
}
