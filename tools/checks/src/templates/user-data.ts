import { gunzipSync } from 'node:zlib';
import type { TemplateFile } from './assembly';
import { resourcesOf } from './assembly';
import { textOf } from './text';

/** The user data of every launch template and instance, decoded: MIME parts in base64 are shown as what they hold. */
export function userDataOf(template: TemplateFile): { readonly place: string; readonly text: string }[] {
  return resourcesOf(template, 'AWS::EC2::LaunchTemplate', 'AWS::EC2::Instance').flatMap(({ place, properties }) => {
    const data = (properties.LaunchTemplateData as { UserData?: unknown } | undefined)?.UserData ?? properties.UserData;
    return data === undefined ? [] : [{ place, text: decodeParts(textOf(data)) }];
  });
}

/** An encoded part: its headers, an empty line, lines of base64. */
const ENCODED_PART = /(Content-Transfer-Encoding:\s*base64\b.*?\r?\n\r?\n)([A-Za-z0-9+/=\r\n]+)/gis;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** A MIME message with its encoded parts decoded. */
export function decodeParts(text: string): string {
  return text.replace(
    ENCODED_PART,
    (_, headers: string, body: string) => headers + decompressed(Buffer.from(body, 'base64')).toString(),
  );
}

function decompressed(bytes: Buffer): Buffer {
  return bytes.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC) ? gunzipSync(bytes) : bytes;
}

/** What must never be readable for everyone who may describe an instance. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'an AWS access key': /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'the login of a registry': /"auth"\s*:\s*"[A-Za-z0-9+/=]{8,}"/,
  'a password in a URL': /:\/\/[^\s/:@$]+:[^\s/@$]+@/,
  // CloudFormation would put the secret's value in its place
  'a reference that is resolved when deployed': /\{\{resolve:(secretsmanager|ssm-secure):/,
  // a literal, not a variable of the shell (`$x`), of the template (`${x}`) or the name of something to read
  'a password': /\b\w*(password|passwd|secret_?key|api_?key|auth_?token)['"]?\s*[=:]\s*['"]?(?![$<{(])[^\s'"$;]{6,}/i,
};

/** What in a text looks like a secret. */
export function secretsIn(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([what, pattern]) => {
    const match = pattern.exec(text);
    return match ? [`${what}: ${match[0]}`] : [];
  });
}
