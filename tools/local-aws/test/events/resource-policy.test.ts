import { allowsEvents } from '../../src/events/resource-policy';

const RULE = 'arn:aws:events:eu-west-1:111122223333:rule/stopped';
const statement = {
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sqs:SendMessage',
};
const allows = (...statements: object[]) =>
  allowsEvents(JSON.stringify({ Statement: statements }), 'sqs:SendMessage', RULE);

describe('a resource’s policy', () => {
  it.each<[string, object]>([
    ['as it stands', {}],
    ['with an action pattern', { Action: ['sqs:Get*', 'SQS:*'] }],
    ['for everybody', { Principal: '*' }],
    ['for this rule', { Condition: { ArnEquals: { 'aws:SourceArn': RULE } } }],
    ['for a pattern of rules', { Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:events:*:rule/*' } } }],
  ])('lets EventBridge in %s', (_what, changes) => {
    expect(allows({ ...statement, ...changes })).toBe(true);
  });

  it.each<[string, object]>([
    ['that denies', { Effect: 'Deny' }],
    ['for another service', { Principal: { Service: 's3.amazonaws.com' } }],
    ['for another action', { Action: 'sqs:ReceiveMessage' }],
    ['for another rule', { Condition: { ArnEquals: { 'aws:SourceArn': `${RULE}2` } } }],
    ['for the owner', { Principal: { AWS: '*' }, Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } } }],
  ])('keeps EventBridge out %s', (_what, changes) => {
    expect(allows({ ...statement, ...changes })).toBe(false);
  });

  it('keeps EventBridge out when there is none', () => {
    expect(allowsEvents(undefined, 'sqs:SendMessage', RULE)).toBe(false);
  });
});
