import type { Target } from '@aws-sdk/client-eventbridge';
import type { Event } from '../../src/events/event';
import { targetInput } from '../../src/events/target-input';

const event: Event = {
  version: '0',
  id: 'id',
  'detail-type': 'Stopped',
  source: 'aws.ecs',
  account: '111122223333',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:task'],
  detail: { reason: 'it "failed"', count: 2, containers: [{ name: 'web' }] },
};

const inputOf = (target: Partial<Target>) =>
  targetInput({ Id: 'id', Arn: 'arn', ...target }, event, { name: 'rule', arn: 'arn:rule' });

const transformed = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) =>
  inputOf({ InputTransformer: { InputTemplate, InputPathsMap } });

describe('what a target receives', () => {
  it('is the whole event by default', () => {
    expect(JSON.parse(inputOf({}))).toEqual(event);
  });

  it('is a constant', () => {
    expect(inputOf({ Input: '{"a": 1}' })).toBe('{"a": 1}');
  });

  it.each([
    ['$.detail.count', '2'],
    ['$.detail.containers[0]', '{"name":"web"}'],
    ["$['detail-type']", '"Stopped"'],
    ['$.detail-type', '"Stopped"'],
    ['$.detail.nothing.there', 'null'],
  ])('is the part of the event at %s', (InputPath, expected) => {
    expect(inputOf({ InputPath })).toBe(expected);
  });

  it('fails at a path that EventBridge does not take', () => {
    expect(() => inputOf({ InputPath: '$.detail.*' })).toThrow(
      `Invalid JSONPath "$.detail.*": write $.name, $.list[0] or $['name']`,
    );
  });

  const paths = { reason: '$.detail.reason', count: '$.detail.count', all: '$.detail.containers', none: '$.nope' };

  it('is a template with JSON values outside of quotes', () => {
    const input = transformed('{"reason": <reason>, "count": <count>, "all": <all>}', paths);
    expect(JSON.parse(input)).toEqual({ reason: 'it "failed"', count: 2, all: [{ name: 'web' }] });
  });

  it('is a template with text inside quotes, which stays valid JSON', () => {
    expect(JSON.parse(transformed('"task <reason> x<count> <all><none>!"', paths))).toBe(
      'task it "failed" x2 [{"name":"web"}]!',
    );
  });

  it('knows the rule and the event without being told', () => {
    const input = transformed(
      '{"rule": <aws.events.rule-arn>, "name": "<aws.events.rule-name>", "event": <aws.events.event>}',
    );
    expect(JSON.parse(input)).toEqual({ rule: 'arn:rule', name: 'rule', event });
  });

  it('leaves alone what looks like a variable and is none', () => {
    expect(transformed('{"text": "a < b > c"}')).toBe('{"text": "a < b > c"}');
  });
});
