import fc from 'fast-check';
import { FakeHost } from './fake-host';

/** Prints its arguments and its environment, each ended by a null character. */
const FLUENT_BIT = `#!/bin/sh
printf 'args=%s\\0' "$*"
pwd | tr '\\n' '\\0'
env -0
`;

describe('the entry point of the router', () => {
  let host: FakeHost;
  beforeEach(() => {
    host = new FakeHost();
    host.write('/fluent-bit/bin/fluent-bit', FLUENT_BIT, 0o755);
  });
  afterEach(() => host.remove());
  const words = () => host.run('/etc/log-router/start').stdout.split('\0');

  test('becomes Fluent Bit with the configuration of the router', () => {
    expect(words().slice(0, 2)).toEqual(['args=--config=fluent-bit.yaml', '/etc/log-router']);
  });

  test('says which instance this is, and in which region', () => {
    expect(words()).toEqual(expect.arrayContaining(['INSTANCE_ID=i-0123456789abcdef0', 'REGION=eu-west-1']));
  });

  test('gives the secrets by the environment', () => {
    host.write('/run/secrets/TO_HTTP_USER', 'router');
    host.write('/run/secrets/TO_HTTP_PASSWD', `it's "$1" \\ #`);
    host.write('/run/secrets/ca.pem', 'certificate');
    const found = words();
    expect(found).toEqual(expect.arrayContaining(['TO_HTTP_USER=router', `TO_HTTP_PASSWD=it's "$1" \\ #`]));
    expect(found.join()).not.toContain('certificate');
  });

  test('gives whatever a secret contains, byte for byte', () => {
    const secret = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((text) => !/\$\{|\0|\n$/.test(text));
    fc.assert(
      fc.property(secret, (text) => {
        host.write('/run/secrets/TO_HTTP_PASSWD', text);
        expect(words()).toContain(`TO_HTTP_PASSWD=${text}`);
      }),
      { numRuns: 40 },
    );
  });

  test('fails, and says why without saying the secret, when Fluent Bit would expand it', () => {
    host.write('/run/secrets/TO_HTTP_PASSWD', 'pass${HOME}word');
    expect(host.run('/etc/log-router/start')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'log-router: the secret for TO_HTTP_PASSWD contains ${, which Fluent Bit would expand\n',
    });
  });

  test('fails without the id of the instance', () => {
    const bare = new FakeHost();
    bare.write('/fluent-bit/bin/fluent-bit', FLUENT_BIT, 0o755);
    bare.delete('/etc/log-router/instance-id');
    expect(bare.run('/etc/log-router/start')).toMatchObject({ status: 1, stdout: '' });
    bare.remove();
  });
});
