import type { Call, Reply } from '../../src/aws/call';
import { Metadata } from '../../src/aws/metadata';
import { DEFAULT_WORLD } from '../../src/scenarios/default-world';

const world = { ...DEFAULT_WORLD, userData: '#!/bin/sh\n' };
const metadata = new Metadata();

function ask(method: string, url: string, headers: Record<string, string> = {}): Reply {
  const call: Call = { method, url, headers, host: '169.254.169.254', body: Buffer.alloc(0) };
  return metadata.answer(call, world);
}

const tokenFor = (seconds: string): Reply =>
  ask('PUT', '/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': seconds });

describe('the metadata service', () => {
  it('answers nobody without a token', () => {
    expect(ask('GET', '/latest/meta-data/instance-id').status).toBe(401);
    expect(ask('GET', '/latest/meta-data/instance-id', { 'x-aws-ec2-metadata-token': 'guessed' }).status).toBe(401);
  });

  it.each(['0', '21601', 'long', ''])('gives no token for %p seconds', (seconds) => {
    expect(tokenFor(seconds).status).toBe(400);
  });

  it('gives no token to a proxy', () => {
    const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '60', 'x-forwarded-for': '10.0.0.1' };
    expect(ask('PUT', '/latest/api/token', headers).status).toBe(403);
  });

  it.each([
    ['/latest/meta-data/instance-id', 'i-0123456789abcdef0'],
    ['/latest/user-data', '#!/bin/sh\n'],
    ['/2021-03-23/meta-data/placement/', 'availability-zone\nregion'],
    ['/latest/meta-data/iam/security-credentials/', 'lab-role'],
  ])('says with a token what is at %s', (path, body) => {
    const token = String(tokenFor('60').body);
    expect(ask('GET', path, { 'x-aws-ec2-metadata-token': token }).body).toBe(body);
  });

  it('knows nothing of other paths', () => {
    const token = String(tokenFor('60').body);
    expect(ask('GET', '/latest/meta-data/toString', { 'x-aws-ec2-metadata-token': token }).status).toBe(404);
  });
});
