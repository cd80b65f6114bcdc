import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib/core';
import { bootOn, type Booted } from './boot-on';
import { fakeHosts, type FakeHost } from './fake-host';
import { RegistryAuth } from '../../src/registry-auth/registry-auth';
import { newApp } from '../scratch';

const newHost = fakeHosts();
const ARN = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:registry-AbCdEf';
const SECRETS = 'secretsmanager.eu-central-1.amazonaws.com';
const OBJECT = 's3.eu-central-1.amazonaws.com/config/ecs%20login.config';
const LOGIN = { 'registry.example.com': { username: 'robot$1', password: 'pa"ss\\wörd' } };
const CONFIG = '/etc/ecs/ecs.config';
const existing = new Stack(newApp(), 'Existing');

function secretOf(text: string): string {
  return JSON.stringify({ ARN, Name: 'registry', SecretString: text });
}

function bootWithSecret(host: FakeHost): Booted {
  return bootOn(host, {
    registryAuth: RegistryAuth.secret(
      secretsmanager.Secret.fromSecretCompleteArn(existing, `Secret${Math.random()}`, ARN),
    ),
  });
}

function bootWithObject(host: FakeHost): Booted {
  const bucket = s3.Bucket.fromBucketName(existing, `Bucket${Math.random()}`, 'config');
  return bootOn(host, { registryAuth: RegistryAuth.s3Object(bucket, 'ecs login.config') });
}

function setting(host: FakeHost, name: string): string | undefined {
  return new RegExp(`^${name}=(.*)$`, 'm').exec(host.read(CONFIG))?.[1];
}

describe('the registry login from a secret', () => {
  it("is added to the agent's configuration, which nobody but root can read", () => {
    const host = newHost().answer(SECRETS, secretOf(JSON.stringify(LOGIN)));
    const { failed } = bootWithSecret(host);

    expect(failed).toBe(false);
    expect(setting(host, 'ECS_CLUSTER')).toBe('shop');
    expect(setting(host, 'ECS_ENGINE_AUTH_TYPE')).toBe('docker');
    expect(JSON.parse(setting(host, 'ECS_ENGINE_AUTH_DATA') ?? '')).toEqual(LOGIN);
    expect(host.mode(CONFIG)).toBe('600');
  });

  it('may be written as in the configuration of Docker', () => {
    const login = { 'https://index.docker.io/v1/': { auth: 'cm9ib3Q6cHc=' } };
    const host = newHost().answer(SECRETS, secretOf(JSON.stringify(login, null, 2)));
    bootWithSecret(host);

    expect(setting(host, 'ECS_ENGINE_AUTH_TYPE')).toBe('dockercfg');
    expect(JSON.parse(setting(host, 'ECS_ENGINE_AUTH_DATA') ?? '')).toEqual(login);
  });

  it('is asked for by its ARN, signed, with nothing secret among the arguments', () => {
    const host = newHost().answer(SECRETS, secretOf(JSON.stringify(LOGIN)));
    bootWithSecret(host);
    const request = host.requests.find((line) => line.startsWith(SECRETS));

    expect(request).toContain('X-Amz-Target:\\ secretsmanager.GetSecretValue');
    expect(request?.replaceAll('\\', '')).toContain(`{"SecretId":"${ARN}"}`);
    expect(host.curlConfigs).toContain('aws-sigv4 = "aws:amz:eu-central-1:secretsmanager"');
    expect(host.curlConfigs).toContain('user = "ASIAKEY:se/cr+et="');
    expect(host.curlConfigs).toContain('header = "x-amz-security-token: session=="');
    expect(host.requests.join('\n')).not.toMatch(/ASIAKEY|se\/cr|session=|robot|pa.?.?ss/);
  });

  it('is never printed', () => {
    const host = newHost().answer(SECRETS, secretOf(JSON.stringify(LOGIN)));
    const { output } = bootWithSecret(host);

    expect(output).toContain("step 'registry-login' took");
    expect(output + host.console + host.read('/var/log/ecs-groundwork/registry-login.log')).not.toMatch(
      /robot|wörd|pa"ss/,
    );
  });

  const USELESS: readonly (readonly [what: string, answer: string, complaint: string])[] = [
    ['is not JSON', secretOf('hunter2'), 'the registry login is not JSON'],
    [
      'is a list',
      secretOf('["hunter2"]'),
      'the registry login must be JSON like {"registry.example.com": {"username": "...", "password": "..."}}',
    ],
    [
      'is empty',
      secretOf('{}'),
      'the registry login must be JSON like {"registry.example.com": {"username": "...", "password": "..."}}',
    ],
    [
      'has no password',
      secretOf('{"r":{"username":"hunter2"}}'),
      'the registry login must give each registry username and password, or auth',
    ],
    [
      'mixes both ways',
      secretOf('{"r":{"auth":"hunter2"},"s":{"username":"hunter2","password":"hunter2"}}'),
      'the registry login must give each registry username and password, or auth',
    ],
    [
      'is binary',
      JSON.stringify({ ARN, SecretBinary: 'hunter2' }),
      'the registry login must be a text secret, this one is binary',
    ],
  ];

  it.each(USELESS)('ends the boot when it %s, without showing it', (_what, answer, complaint) => {
    const host = newHost().answer(SECRETS, answer);
    const { failed, output } = bootWithSecret(host);

    expect(failed).toBe(true);
    expect(host.console).toMatch(
      /^ecs-groundwork: boot failed in step 'registry-login', line \d+, exit status 1; .*\n/,
    );
    expect(host.console.split('\n')[1]).toBe(complaint);
    expect(host.console + output).not.toContain('hunter2');
    expect(host.read(CONFIG)).not.toContain('ECS_ENGINE_AUTH');
    expect(host.has('/var/lib/cloud/instance/ecs-groundwork/booted')).toBe(false);
  });

  it('ends the boot when it is missing or refused, with what the service says', () => {
    const host = newHost().answer(
      `${SECRETS}-refused`,
      '{"__type":"AccessDeniedException","Message":"not authorized"}',
    );
    const { failed } = bootWithSecret(host);

    expect(failed).toBe(true);
    expect(host.console).toContain("boot failed in step 'registry-login'");
    expect(host.console).toContain(
      `the registry login ${ARN} cannot be read: {"__type":"AccessDeniedException","Message":"not authorized"}`,
    );
  });

  it('ends the boot without showing the half of it that arrived before the connection broke', () => {
    const host = newHost().program(
      'curl',
      `[[ "$*" != *//secretsmanager* ]] || { printf half-a-secret; exit 18; }; exec '${__dirname}/fakes/curl' "$@"`,
    );
    const { output } = bootWithSecret(host);

    expect(host.console).toContain(`the registry login ${ARN} cannot be read: curl ended with 18`);
    expect(host.console + output).not.toContain('half-a-secret');
  });
});

describe('the registry login from an S3 object', () => {
  it("is the two lines of the agent's configuration", () => {
    const host = newHost().answer(
      OBJECT,
      `# login\nECS_ENGINE_AUTH_TYPE=docker\nECS_ENGINE_AUTH_DATA=${JSON.stringify(LOGIN)}\n`,
    );
    const { failed } = bootWithObject(host);

    expect(failed).toBe(false);
    expect(setting(host, 'ECS_ENGINE_AUTH_TYPE')).toBe('docker');
    expect(JSON.parse(setting(host, 'ECS_ENGINE_AUTH_DATA') ?? '')).toEqual(LOGIN);
    expect(host.curlConfigs).toContain('aws-sigv4 = "aws:amz:eu-central-1:s3"');
  });

  it.each([
    [
      'holds another setting',
      'ECS_CLUSTER=hunter2',
      'must be ECS_ENGINE_AUTH_TYPE=... and ECS_ENGINE_AUTH_DATA=..., each on one line, and nothing else',
    ],
    [
      'holds a setting twice',
      `ECS_ENGINE_AUTH_DATA={}\nECS_ENGINE_AUTH_DATA=hunter2`,
      'must be ECS_ENGINE_AUTH_TYPE=... and ECS_ENGINE_AUTH_DATA=..., each on one line, and nothing else',
    ],
    ['lacks the data', 'ECS_ENGINE_AUTH_TYPE=docker', 'is not JSON'],
    [
      'names another type than the data has',
      'ECS_ENGINE_AUTH_TYPE=dockercfg\nECS_ENGINE_AUTH_DATA={"hunter2":{"username":"a","password":"b"}}',
      'has an ECS_ENGINE_AUTH_TYPE that is not docker',
    ],
  ])('ends the boot when it %s', (_what, answer, complaint) => {
    const host = newHost().answer(OBJECT, answer);
    const { failed, output } = bootWithObject(host);

    expect(failed).toBe(true);
    expect(host.console.split('\n')[1]).toBe(`the registry login ${complaint}`);
    expect(host.console + output).not.toContain('hunter2');
  });
});
