import * as logs from 'aws-cdk-lib/aws-logs';
import fc from 'fast-check';
import { LogDestination, LogRouter } from '../../src';
import { complaints } from '../fluent-bit/grammar';
import { parse } from '../fluent-bit/parse';
import { containerOutput, environmentOf, failureOf, fileOf, makeRouted } from '../support';

/** What would be configuration, shell or YAML, if it were not data. */
const HOSTILE = [
  '${HOME}',
  'a\n    - name: stdout\n      match: "*"',
  "it's",
  'say "hello"',
  '# comment',
  'a: b',
  '$(reboot)',
  '`reboot`',
  '日本',
  '%Y',
  '',
  ' ',
  'a b',
  '*',
  '@INCLUDE /etc/passwd',
];
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 40 }));

describe.each(['host', 'path', 'index', 'indexPrefix', 'pipeline'])('%s of a destination', (prop) => {
  test('arrives byte for byte or is refused', () => {
    fc.assert(
      fc.property(text, (value) => {
        const make = () => LogDestination.elasticsearch({ host: 'logs.example.com', [prop]: value });
        const refused = failureOf(make);
        if (refused !== 'nothing failed') {
          expect(refused).toMatch(/^(Host|Path|Index|Pipeline)Invalid: /);
          expect(refused).toContain(JSON.stringify(value));
          return;
        }
        const routed = makeRouted({ containerLogs: make() });
        expect(Object.values(environmentOf(routed))).toContain(value);
        expect(complaints(parse(fileOf(routed, '/etc/log-router/fluent-bit.yaml')))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test.each(HOSTILE)('is not %j', (value) => {
    expect(failureOf(() => LogDestination.elasticsearch({ host: 'logs.example.com', [prop]: value }))).toMatch(
      /^(Host|Path|Index|Pipeline)Invalid: /,
    );
  });
});

describe('the configuration', () => {
  const containerLogs = (host: string, indexPrefix: string) => LogDestination.elasticsearch({ host, indexPrefix });

  test('is the same whatever users say', () => {
    const one = makeRouted({ containerLogs: containerLogs('one.example.com', 'one') });
    const other = makeRouted({ containerLogs: containerLogs('10.0.50.7', 'other') });
    const path = '/etc/log-router/fluent-bit.yaml';
    expect(fileOf(one, path)).toBe(fileOf(other, path));
  });

  test('refers to what users say by variables that are there', () => {
    const routed = makeRouted({ containerLogs: containerLogs('logs.example.com', 'web') });
    expect(containerOutput(routed)).toMatchObject({ host: '${TO_HOST}', logstash_prefix: '${TO_LOGSTASH_PREFIX}' });
    expect(environmentOf(routed)).toMatchObject({ TO_HOST: 'logs.example.com', TO_LOGSTASH_PREFIX: 'web' });
  });

  test('has no variable that is not set', () => {
    const routed = makeRouted(({ stack }) => ({
      containerLogs: LogDestination.cloudWatch({ logGroup: new logs.LogGroup(stack, 'Logs') }),
    }));
    const used = fileOf(routed, '/etc/log-router/fluent-bit.yaml').matchAll(/\$\{(\w+)\}/g);
    const set = [...Object.keys(environmentOf(routed)), 'INSTANCE_ID', 'REGION'];
    expect(set).toEqual(expect.arrayContaining([...used].map(([, name]) => name)));
  });
});

test('what CloudFormation fills in reaches the router as it is', () => {
  const routed = makeRouted(({ stack }) => ({
    containerLogs: LogDestination.elasticsearch({ host: stack.exportValue(stack.stackId) }),
  }));
  expect(environmentOf(routed).TO_HOST).toMatch(/^<.+>$/);
  expect(failureOf(() => new LogRouter())).toBe('nothing failed');
});
