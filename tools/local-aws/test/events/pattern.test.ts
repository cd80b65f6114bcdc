import { compilePattern } from '../../src/events/pattern';

const event = {
  source: 'aws.ecs',
  'detail-type': 'ECS Task State Change',
  resources: ['arn:one', 'arn:two'],
  detail: {
    lastStatus: 'STOPPED',
    exitCode: 137,
    essential: true,
    reason: null,
    containers: [{ name: 'web' }, { name: 'log' }],
  },
};

const matches = (pattern: object) => compilePattern(JSON.stringify(pattern))(event);

describe('an event pattern', () => {
  it.each<[string, object, boolean]>([
    ['an exact value', { source: ['aws.ecs'] }, true],
    ['another value', { source: ['aws.ec2'] }, false],
    ['one of several values', { source: ['aws.ec2', 'aws.ecs'] }, true],
    ['every field it names', { source: ['aws.ecs'], detail: { lastStatus: ['RUNNING'] } }, false],
    ['a nested field', { detail: { lastStatus: ['STOPPED'] } }, true],
    ['any element of a list', { resources: ['arn:two'] }, true],
    ['a field in any object of a list', { detail: { containers: { name: ['log'] } } }, true],
    ['a number', { detail: { exitCode: [137] } }, true],
    ['a number, which is not text', { detail: { exitCode: ['137'] } }, false],
    ['true', { detail: { essential: [true] } }, true],
    ['null', { detail: { reason: [null] } }, true],
    ['a field that is not there', { detail: { nothing: [null] } }, false],
    ['a prefix', { 'detail-type': [{ prefix: 'ECS Task' }] }, true],
    ['another prefix', { 'detail-type': [{ prefix: 'ECS Container' }] }, false],
    ['a prefix in any case', { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }, true],
    ['a suffix', { source: [{ suffix: '.ecs' }] }, true],
    ['text in any case', { source: [{ 'equals-ignore-case': 'AWS.ECS' }] }, true],
    ['a wildcard', { source: [{ wildcard: 'aw*.*s' }] }, true],
    ['a wildcard with a literal asterisk', { source: [{ wildcard: 'aws\\*' }] }, false],
    ['anything but', { source: [{ 'anything-but': 'aws.ec2' }] }, true],
    ['anything but it', { source: [{ 'anything-but': ['aws.ec2', 'aws.ecs'] }] }, false],
    ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'aws.' } }] }, false],
    ['a field that must exist', { detail: { exitCode: [{ exists: true }] } }, true],
    ['a field that must exist and does not', { detail: { stopCode: [{ exists: true }] } }, false],
    ['a field that must not exist', { detail: { stopCode: [{ exists: false }] } }, true],
    ['a field that must not exist and does', { detail: { exitCode: [{ exists: false }] } }, false],
    ['absence or a value', { detail: { stopCode: ['x', { exists: false }] } }, true],
    ['a numeric range', { detail: { exitCode: [{ numeric: ['>', 0, '<=', 137] }] } }, true],
    ['another numeric range', { detail: { exitCode: [{ numeric: ['<', 137] }] } }, false],
    ['a number, where there is text', { source: [{ numeric: ['>', 0] }] }, false],
    ['one of several alternatives', { $or: [{ source: ['aws.ec2'] }, { detail: { exitCode: [137] } }] }, true],
    ['none of several alternatives', { $or: [{ source: ['aws.ec2'] }, { detail: { exitCode: [1] } }] }, false],
  ])('asks for %s', (_what, pattern, expected) => {
    expect(matches(pattern)).toBe(expected);
  });

  it.each<[string, string]>([
    ['{', 'Event pattern is not valid. Reason: it is not JSON'],
    ['{}', 'Event pattern is not valid. Reason: Filter is an empty object'],
    ['{"detail":{}}', 'Event pattern is not valid. Reason: detail is an empty object'],
    ['{"source":"aws.ecs"}', 'Event pattern is not valid. Reason: source must be an object'],
    ['{"source":[]}', 'Event pattern is not valid. Reason: "source" is an empty array'],
    [
      '{"detail":{"ip":[{"cidr":"10.0.0.0/8"}]}}',
      'Local AWS does not play the operator "cidr" in the event pattern at "detail.ip"; it knows prefix, suffix, equals-ignore-case, wildcard, exists, numeric, anything-but',
    ],
    [
      '{"a":[{"numeric":["~",1]}]}',
      'Event pattern is not valid. Reason: "numeric" of "a" compares with =, <, <=, >, >= and a number',
    ],
    ['{"a":[{"prefix":1}]}', 'Event pattern is not valid. Reason: an operator of "a" needs a string, got 1'],
  ])('fails when it is %s', (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(new Error(message));
  });
});
