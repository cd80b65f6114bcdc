import { createHash, createHmac } from 'node:crypto';
import type { Call } from './call';
import type { Credentials } from './world';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
const TOLERATED_MILLISECONDS = 5 * 60_000;

export interface Signer {
  readonly region: string;
  readonly service: string;
  readonly credentials: Credentials;
  readonly now: number;
}

/**
 * Why AWS would refuse the signature of a request, or nothing if it would take it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function complaint(call: Call, signer: Signer): string | undefined {
  const parts = AUTHORIZATION.exec(header(call, 'authorization'));
  if (!parts) {
    return 'the request is not signed';
  }
  const [, accessKeyId, day, region, service, signedHeaders, signature] = parts;
  const date = header(call, 'x-amz-date');
  if (accessKeyId !== signer.credentials.accessKeyId) {
    return `the key ${accessKeyId} is unknown`;
  }
  if (region !== signer.region || service !== signer.service) {
    return `it is signed for ${service} in ${region}, not for ${signer.service} in ${signer.region}`;
  }
  if (header(call, 'x-amz-security-token') !== signer.credentials.token) {
    return "it does not carry the session's token";
  }
  if (!date.startsWith(day) || Math.abs(time(date) - signer.now) > TOLERATED_MILLISECONDS) {
    return `its time is ${date}`;
  }
  const names = signedHeaders.split(';');
  const unsigned = ['host', ...Object.keys(call.headers).filter((name) => name.startsWith('x-amz-'))].find(
    (name) => !names.includes(name),
  );
  if (unsigned !== undefined) {
    return `its header ${unsigned} is not signed`;
  }
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = [ALGORITHM, date, scope, sha256(canonicalRequest(call, names, service))].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${signer.credentials.secretAccessKey}`,
  );
  return hmac(key, text).toString('hex') === signature ? undefined : 'the signature does not match';
}

function canonicalRequest(call: Call, names: readonly string[], service: string): string {
  const [path, query = ''] = call.url.split('?');
  return [
    call.method,
    // every service but S3 wants the path encoded once more
    service === 's3' ? path : path.split('/').map(encode).join('/'),
    query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => (part.includes('=') ? part : `${part}=`))
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${header(call, name).trim().replace(/ +/g, ' ')}`),
    '',
    names.join(';'),
    header(call, 'x-amz-content-sha256') || sha256(call.body),
  ].join('\n');
}

function header(call: Call, name: string): string {
  return String(call.headers[name] ?? '');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function time(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
