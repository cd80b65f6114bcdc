import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildImage } from '../../src/aws/image';
import type { Call } from '../../src/aws/call';
import { Registry, withStandInDigests } from '../../src/aws/registry';
import { DEFAULT_WORLD } from '../../src/scenarios/default-world';

const FOLDER = mkdtempSync(join(tmpdir(), 'boot-lab-image-'));
const PARTS = { busybox: join(FOLDER, 'busybox'), python: join(FOLDER, 'python.tar') };
Object.values(PARTS).forEach((path) => writeFileSync(path, 'a program'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const REGISTRY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

function call(url: string, headers: Record<string, string> = {}): Call {
  return { method: 'GET', host: REGISTRY, url, headers, body: Buffer.alloc(0) };
}

const LOGIN = { authorization: `Basic ${Buffer.from('AWS:ecr-password-for-twelve-hours').toString('base64')}` };
const world = { ...DEFAULT_WORLD, userData: '' };

describe('a stand-in', () => {
  it('is a tar archive that tar can read', () => {
    const [layer] = buildImage(PARTS, { scripts: { '/bin/collector': '#!/bin/sh\n' } }).layers;
    const { stdout } = spawnSync('tar', ['--list', '--verbose'], { input: layer.content, encoding: 'utf8' });
    expect(stdout).toMatch(/^-rwxr-xr-x .* bin\/busybox$/m);
    expect(stdout).toMatch(/^lrw.* bin\/sh -> busybox$/m);
    expect(stdout).toMatch(/^drwxrwxrwt .* tmp\/$/m);
    expect(stdout).toMatch(/^-rwxr-xr-x .* bin\/collector$/m);
  });

  it('is the same each time', () => {
    expect(buildImage(PARTS).manifest).toEqual(buildImage(PARTS).manifest);
  });

  it('may have Python below it', () => {
    const { layers } = buildImage(PARTS, { python: true });
    expect(layers.map(({ type }) => type.replace(/.*\.diff/, ''))).toEqual(['.tar', '.tar']);
    expect(layers.map(({ content }) => content.length)).toEqual([
      'a program'.length,
      buildImage(PARTS).layers[0].content.length,
    ]);
  });

  it('is told apart by what it does', () => {
    expect(buildImage(PARTS, { command: ['x'] }).manifest.digest).not.toBe(buildImage(PARTS).manifest.digest);
  });
});

describe('an image that is named by its digest', () => {
  it("has the stand-in's", () => {
    const registry = { ...DEFAULT_WORLD.registry, images: { collector: { command: ['collect'] } } };
    const { digest } = buildImage(PARTS, { command: ['collect'] }).manifest;
    const text = `{"image":"example.com:5000/lab/collector@sha256:${'0'.repeat(64)}"}`;
    expect(withStandInDigests(text, PARTS, registry)).toBe(`{"image":"example.com:5000/lab/collector@${digest}"}`);
  });
});

describe('the registry of the account', () => {
  const registry = new Registry(PARTS);

  it('wants a login', () => {
    expect(registry.answer(call('/v2/'), world).status).toBe(401);
    expect(registry.answer(call('/v2/', LOGIN), world).status).toBe(200);
  });

  it('delivers the manifest, and what that names', () => {
    const manifest = registry.answer(call('/v2/lab/collector/manifests/v1', LOGIN), world);
    const { layers } = JSON.parse(String(manifest.body)) as { layers: { digest: string }[] };
    const layer = registry.answer(call(`/v2/lab/collector/blobs/${layers[0].digest}`, LOGIN), world);
    expect([manifest.status, layer.status]).toEqual([200, 200]);
  });

  it('does not know an image by the digest of another', () => {
    const url = `/v2/lab/collector/manifests/sha256:${'0'.repeat(64)}`;
    expect(registry.answer(call(url, LOGIN), world).status).toBe(404);
  });

  it('does not have what is said to be missing', () => {
    const without = { ...world, registry: { ...world.registry, missing: ['lab/collector'] } };
    expect(registry.answer(call('/v2/lab/collector/manifests/v1', LOGIN), without).status).toBe(404);
  });

  it('can be down', () => {
    const down = { ...world, registry: { ...world.registry, down: true } };
    expect(registry.answer(call('/v2/', LOGIN), down).status).toBe(503);
  });
});
