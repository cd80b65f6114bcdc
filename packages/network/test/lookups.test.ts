import { FlowLogs } from '../src';
import type { NetworkProps } from '../src';
import { EGRESS, IRELAND, make } from './support';

describe('a lookup', () => {
  const named = { availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] };
  const cases: [string, typeof IRELAND | undefined, NetworkProps][] = Object.keys(EGRESS).flatMap((egress) => [
    [`${egress}, any account, a count`, undefined, { zones: 3, egress: EGRESS[egress]() }],
    [`${egress}, any account, names`, undefined, { ...named, egress: EGRESS[egress]() }],
    [`${egress}, a known account, a count`, IRELAND, { zones: 3, egress: EGRESS[egress]() }],
    [`${egress}, a known account, names`, IRELAND, { ...named, egress: EGRESS[egress]() }],
  ]);

  test.each(cases)('never happens: %s', (_, env, props) => {
    const { app, template } = make({ ...props, ipv6: true, flowLogs: FlowLogs.cloudWatch() }, env);
    const { missing } = app.synth().manifest;
    expect(missing ?? []).toEqual([]);
    expect(JSON.stringify(template.toJSON())).not.toContain('dummy');
  });
});
