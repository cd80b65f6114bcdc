import { held, limit } from '../../src/repair/brake';
import { decide } from '../../src/repair/decide';
import type { Host, Member } from '../../src/repair/model';
import { aHost, aMember, ago, NOW } from './a-host';
import { SETTINGS } from './random-schedule';

const members = (count: number, changes: Partial<Member> = {}) =>
  Array.from({ length: count }, (_, index) => aMember({ id: `i-${index + 1}`, ...changes }));
const host = (number: number, changes: Partial<Host> = {}) =>
  aHost({ arn: `host-${number}`, ec2InstanceId: `i-${number}`, ...changes });
const sick = (number: number, minutes: number, changes: Partial<Host> = {}) =>
  host(number, { said: { 'not-ready': ago(minutes) }, ...changes });
const planned = (size: number, hosts: Host[], settings = SETTINGS) =>
  decide({ group: { members: members(size) }, hosts }, settings, NOW);
const names = (hosts: readonly Host[]) => hosts.map(({ arn }) => arn);

describe('the brake', () => {
  test.each([
    [0, 1],
    [1, 1],
    [19, 1],
    [20, 2],
    [99, 9],
    [100, 10],
  ])('lets of %d hosts in service %d be under repair', (inService, most) =>
    expect(limit([...members(inService), aMember({ lifecycleState: 'Pending:Wait' })])).toBe(most),
  );

  test('counts those under repair and those that are unhealthy, until they are gone', () => {
    const some = [
      aMember({ id: 'a' }),
      aMember({ id: 'b', healthy: false }),
      aMember({ id: 'c', lifecycleState: 'Terminating:Wait' }),
      aMember({ id: 'd' }),
    ];
    expect([...held(some, new Set(['a', 'c', 'gone']))]).toEqual(['a', 'b', 'c']);
  });
});

describe('of a group', () => {
  test('the one that has waited longest comes first, the others are held back', () => {
    const plan = planned(3, [sick(1, 5), sick(2, 7), sick(3, 6)]);
    expect(names(plan.drain)).toEqual(['host-2']);
    expect(names(plan.heldBack)).toEqual(['host-3', 'host-1']);
  });

  test('none is taken on while one is under repair', () => {
    const plan = planned(3, [sick(1, 5), sick(2, 9, { status: 'DRAINING', care: { 'under-repair': ago(8) } })]);
    expect([names(plan.drain), names(plan.heldBack)]).toEqual([[], ['host-1']]);
  });

  test('one that is under repair goes on, whatever the brake says', () => {
    const [one, other] = [1, 2].map((number) =>
      sick(number, 20, { status: 'DRAINING', care: { 'under-repair': ago(10) } }),
    );
    expect(names(planned(3, [one, other]).replace)).toEqual(['host-1', 'host-2']);
  });

  test.each(['Pending:Wait', 'Pending', 'Terminating:Wait', 'Standby', 'Detaching'])(
    'one that is %s is left alone',
    (lifecycleState) => {
      const look = {
        group: { members: members(1, { lifecycleState }) },
        hosts: [sick(1, 60, { agentConnected: false })],
      };
      const { recovered, drain, replace, heldBack, disconnected, leftOver } = decide(look, SETTINGS, NOW);
      expect([recovered, drain, replace, heldBack, disconnected, leftOver].flat()).toEqual([]);
    },
  );

  test('one that has left it is left over only without its agent', () => {
    const gone = host(9, { agentConnected: false });
    expect(names(planned(1, [gone, sick(8, 60)]).leftOver)).toEqual(['host-9']);
  });

  test('nothing is done where only reports are wanted, and all of it is held back', () => {
    const recovered = host(3, { status: 'DRAINING', care: { 'under-repair': ago(1) } });
    const plan = planned(30, [sick(1, 5), sick(2, 9, { care: { 'under-repair': ago(10) } }), recovered], {
      ...SETTINGS,
      acts: false,
    });
    expect([plan.drain, plan.replace, plan.recovered].flat()).toEqual([]);
    expect(names(plan.heldBack)).toEqual(['host-2', 'host-1']);
  });
});
