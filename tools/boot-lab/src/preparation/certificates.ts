import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/run';

const DAYS = '3650';

/** Names that hosts call, in every region. */
export const NAMES: readonly string[] = [
  '*.amazonaws.com',
  ...['eu-central-1', 'eu-west-1', 'us-east-1'].flatMap((region) => [
    `*.${region}.amazonaws.com`,
    `*.ecr.${region}.amazonaws.com`,
    `*.dkr.ecr.${region}.amazonaws.com`,
    `*.s3.${region}.amazonaws.com`,
  ]),
  'public.ecr.aws',
  'registry-1.docker.io',
  'ghcr.io',
  'quay.io',
  'registry.example.com',
  'logs.example.com',
];

/** Makes an authority that only the machines trust, and a certificate for everything that is played: `ca.pem`, `server.pem`, `server.key`. */
export async function makeCertificates(folder: string): Promise<void> {
  const path = (name: string): string => join(folder, name);
  const request = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', [
    ...['req', '-x509', ...request, '-days', DAYS, '-subj', '/CN=boot lab'],
    ...['-keyout', path('ca.key'), '-out', path('ca.pem')],
  ]);
  await run('openssl', [
    ...['req', ...request, '-subj', '/CN=amazonaws.com', '-keyout', path('server.key'), '-out', path('server.csr')],
  ]);
  writeFileSync(path('names'), `subjectAltName=${NAMES.map((name) => `DNS:${name}`).join(',')}\n`);
  await run('openssl', [
    ...['x509', '-req', '-in', path('server.csr'), '-days', DAYS, '-extfile', path('names')],
    ...['-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial', '-out', path('server.pem')],
  ]);
}
