import { History } from '../../src/timeline/history';
import * as wanted from '../../src/timeline/wanted';

/** An entry as journalctl has it. */
const entry = (microseconds: number, fields: Record<string, string>) => ({
  __REALTIME_TIMESTAMP: String(microseconds),
  ...fields,
});
const STARTED = { _PID: '1', MESSAGE_ID: '39f53479d3a045ac8e11786248231fbf', UNIT: 'docker.service' };

describe('a history', () => {
  it('tells units by what systemd says of them, and nobody else', () => {
    const history = new History();
    history.addEntry(entry(1000, { ...STARTED, _PID: '77' }));
    expect(history.facts).toEqual([]);
    history.addEntry(entry(2000, STARTED));
    expect(history.facts).toEqual([{ at: 2, kind: 'unit', name: 'docker.service', state: 'started' }]);
  });

  it('tells containers by what Docker says of them', () => {
    const event = {
      status: 'die',
      timeNano: 3_000_000,
      Actor: { Attributes: { name: 'collector', exitCode: '137' } },
    };
    const history = new History();
    history.addEntry(entry(9000, { SYSLOG_IDENTIFIER: 'boot-lab-docker', MESSAGE: JSON.stringify(event) }));
    expect(history.facts).toEqual([
      { at: 3, kind: 'container', name: 'collector', state: 'died', detail: 'exit status 137' },
    ]);
  });

  it('is in order, whenever it is heard of', () => {
    const history = new History();
    history.addEntry(entry(5000, STARTED));
    history.addRequest({ at: 1, service: 'ssm', action: 'GetParameter', status: 200 });
    expect(history.facts.map(({ kind }) => kind)).toEqual(['request', 'unit']);
  });

  it('lets others wait until something happens', async () => {
    const history = new History();
    const waiting = history.until(wanted.unit('docker.service', 'started'));
    history.addEntry(entry(1000, STARTED));
    await expect(waiting).resolves.toMatchObject({ at: 1 });
  });

  it('does not count what was before', async () => {
    const history = new History();
    history.addEntry(entry(1000, STARTED));
    const again = history.until(wanted.unit('docker.service', 'started'), { after: history.facts[0], within: 0.01 });
    await expect(again).rejects.toThrow('unit docker.service started: not within 0.01 s');
  });
});
