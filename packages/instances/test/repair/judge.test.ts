import { judge } from '../../src/repair/judge';
import type { Host, Member } from '../../src/repair/model';
import { aHost, aMember, ago, NOW } from './a-host';
import { SETTINGS } from './random-schedule';

const judged = (host: Partial<Host>, member: Partial<Member> = {}) =>
  judge(aHost(host), aMember(member), SETTINGS, NOW);

const NOT_READY = { 'not-ready': ago(1) };
const READY = { ready: ago(1) };

describe('a host in service', () => {
  test.each<[string, Partial<Host>, string]>([
    ['is left alone while it is well', {}, 'wait'],
    ['drains when it is not ready', { said: NOT_READY }, 'drain'],
    ['is left to whoever drained it', { said: NOT_READY, status: 'DRAINING' }, 'wait'],
    ['is given its time', { said: NOT_READY, status: 'DRAINING', care: { 'under-repair': ago(9) } }, 'wait'],
    ['is replaced after it', { said: NOT_READY, status: 'DRAINING', care: { 'under-repair': ago(10) } }, 'replace'],
    ['drains again when a person lets it work', { said: NOT_READY, care: { 'under-repair': ago(9) } }, 'drain'],
    [
      'has recovered when it says so',
      { said: READY, status: 'DRAINING', care: { 'under-repair': ago(9) } },
      'recovered',
    ],
    ['is left drained by whoever drained it', { said: READY, status: 'DRAINING' }, 'wait'],
    ['may be without its agent for a while', { agentConnected: false, care: { disconnected: ago(9) } }, 'wait'],
    ['but not for long', { agentConnected: false, care: { disconnected: ago(10) } }, 'replace'],
    ['may have it back', { agentConnected: true, care: { disconnected: ago(10) } }, 'wait'],
    [
      'recovers with its agent, not before',
      { agentConnected: false, said: READY, care: { 'under-repair': ago(1), disconnected: ago(1) } },
      'wait',
    ],
  ])('%s', (_, host, verdict) => expect(judged(host)).toBe(verdict));

  test('is left to its group once it is unhealthy', () => {
    expect(judged({ said: NOT_READY }, { healthy: false })).toBe('wait');
    expect(judged({ said: READY, care: { 'under-repair': ago(1) } }, { healthy: false })).toBe('wait');
  });
});
