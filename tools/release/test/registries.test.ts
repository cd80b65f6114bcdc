import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRegistries, type Registries } from '../src/registries';

describe('the local registries', () => {
  let folder: string;
  let registries: Registries;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'registries-'));
    registries = await startRegistries(folder);
  });

  afterAll(async () => {
    await registries.close();
    await rm(folder, { recursive: true, force: true });
  });

  const statusOf = async (url: string, init?: RequestInit) =>
    (await fetch(url, { redirect: 'manual', ...init })).status;

  test('listen on the loopback address', () => {
    expect(registries.npm.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(registries.python.simple).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/simple\/$/);
  });

  test('hand out no packages but ours', async () => {
    expect(await statusOf(`${registries.npm.url}semver`)).toBe(401);
    expect(await statusOf(`${registries.python.simple}requests/`)).toBe(404);
  });

  test('take nothing from somebody who brings no login', async () => {
    const document = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"name":"x"}' };
    expect(await statusOf(`${registries.npm.url}@ecs-groundwork%2fnetwork`, document)).toBe(401);
    expect(await statusOf(registries.python.upload, { method: 'POST', body: new FormData() })).toBe(401);
  });

  test('lead npm here for our scope alone, and keep the token from others on the machine', async () => {
    const file = join(folder, 'npmrc');
    await registries.npm.writeUserConfiguration(file, { mayPublish: true });
    const text = await readFile(file, 'utf8');
    expect(text.split('\n')[0]).toBe(`@ecs-groundwork:registry=${registries.npm.url}`);
    expect(text).not.toMatch(/^registry=/m);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  test('are gone with what they held when they are closed', async () => {
    const own = await mkdtemp(join(tmpdir(), 'registries-'));
    const others = await startRegistries(own);
    await others.close();
    expect(existsSync(join(own, 'npm'))).toBe(false);
    expect(existsSync(join(own, 'python'))).toBe(false);
    await expect(fetch(others.npm.url)).rejects.toThrow();
    await expect(fetch(others.python.simple)).rejects.toThrow();
    await rm(own, { recursive: true, force: true });
  });
});
