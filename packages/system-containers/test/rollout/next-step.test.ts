import type { Command, Generation, HostResult, Situation } from '../../src/rollout/model';
import { needsWriting, nextStep } from '../../src/rollout/next-step';

const generation = (version: number, content: string, more: Partial<Generation> = {}): Generation => ({
  version,
  content,
  request: `request-${version}`,
  writtenAt: 0,
  approved: false,
  ...more,
});
const command = (mode: Command['mode'], version: number, more: Partial<Command> = {}): Command => ({
  id: `${mode}-${version}`,
  mode,
  version,
  sentAt: 0,
  status: 'ended',
  toSome: false,
  ...more,
});
const host = (instance: string, result: HostResult['result'], output = ''): HostResult => ({
  instance,
  result,
  output,
});

/** `b` was written after `a`, which all three hosts run. */
const situation = (more: Partial<Situation> = {}): Situation => ({
  generations: [generation(1, 'a', { approved: true }), generation(2, 'b')],
  commands: [],
  rounds: [],
  reached: [],
  hosts: 3,
  rollingBack: false,
  late: false,
  ...more,
});

describe('the first generation', () => {
  const generations = [generation(1, 'a')];

  test('is approved at once, and nobody is told: instances come later, and boot with it', () => {
    expect(nextStep(situation({ generations }))).toEqual({ do: 'approve', version: 1, converge: false });
  });

  test('is all there is to do', () => {
    const approved = [generation(1, 'a', { approved: true })];
    expect(nextStep(situation({ generations: approved }))).toEqual({ do: 'nothing' });
    expect(nextStep(situation({ generations: [] }))).toEqual({ do: 'nothing' });
  });
});

describe('a further generation', () => {
  test('is proved on the hosts', () => {
    expect(nextStep(situation())).toEqual({ do: 'roll-out', version: 2 });
  });

  test('is approved at once where no instance is in service', () => {
    expect(nextStep(situation({ hosts: 0 }))).toEqual({ do: 'approve', version: 2, converge: false });
  });

  test('waits for the hosts, also when they disappear', () => {
    const commands = [command('update', 2, { status: 'running' })];
    expect(nextStep(situation({ commands }))).toEqual({ do: 'wait', on: 'hosts' });
    expect(nextStep(situation({ commands, hosts: 0 }))).toEqual({ do: 'wait', on: 'hosts' });
  });

  test('is approved when none refused; those that were not reached are told as well', () => {
    const ended = { commands: [command('update', 2)], rounds: [[host('i-1', 'ran'), host('i-2', 'unreached')]] };
    expect(nextStep(situation(ended))).toEqual({ do: 'approve', version: 2, converge: true });
  });

  test('goes on with another command when one expired before all had their turn', () => {
    const first = [host('i-1', 'ran'), host('i-2', 'unreached'), host('i-3', 'unreached')];
    const expired = { commands: [command('update', 2)], rounds: [first], reached: ['i-1', 'i-2'] };
    expect(nextStep(situation(expired))).toEqual({ do: 'roll-out', version: 2 });
    const further = [...expired.rounds, [host('i-1', 'ran'), host('i-2', 'ran'), host('i-3', 'unreached')]];
    expect(nextStep(situation({ ...expired, rounds: further }))).toMatchObject({ do: 'approve' });
  });

  test('does not go on when a command came no further: who seems to be there follows later', () => {
    const round = [host('i-1', 'ran'), host('i-2', 'unreached')];
    const commands = [command('update', 2), command('update', 2, { id: 'again' })];
    const stuck = { commands, rounds: [round, round], reached: ['i-1', 'i-2'] };
    expect(nextStep(situation(stuck))).toMatchObject({ do: 'approve', converge: true });
  });

  test('is told once it is approved, and once only', () => {
    const generations = [generation(1, 'a'), generation(2, 'b', { approved: true })];
    const commands = [command('update', 2)];
    expect(nextStep(situation({ generations, commands }))).toEqual({ do: 'converge', version: 2 });
    const told = [...commands, command('approved', 2, { status: 'running' })];
    expect(nextStep(situation({ generations, commands: told }))).toEqual({ do: 'nothing' });
  });

  test('waits until what was cancelled for it has ended, but not for ever', () => {
    const commands = [command('update', 1, { status: 'running' }), command('update', 3, { status: 'ended' })];
    expect(nextStep(situation({ commands }))).toEqual({ do: 'cancel', commands: [commands[0]] });
    const stopping = [command('update', 1, { status: 'stopping' })];
    expect(nextStep(situation({ commands: stopping }))).toEqual({ do: 'wait', on: 'cancelled' });
    expect(nextStep(situation({ commands: stopping, late: true }))).toEqual({ do: 'roll-out', version: 2 });
  });
});

describe('a generation goes no further', () => {
  const giveUp = (results: HostResult[], more: Partial<Situation> = {}) => {
    const step = nextStep(situation({ commands: [command('update', 2)], rounds: [results], ...more }));
    return step.do === 'give-up' ? step.reason : step;
  };

  test('when a host refuses, in that host’s last words', () => {
    const refused = host('i-2', 'refused', 'pulling\nlog-router did not become healthy\n');
    expect(giveUp([host('i-1', 'ran'), refused, host('i-3', 'stopped')])).toBe(
      'generation 2 of the system containers was refused by i-2, which went back to what ran before: ' +
        'log-router did not become healthy',
    );
  });

  test('when several refuse, and say nothing or too much', () => {
    expect(giveUp([host('i-1', 'refused'), host('i-2', 'refused')])).toBe(
      'generation 2 of the system containers was refused by i-1 and 1 more, which went back to what ran before: ' +
        'it said nothing',
    );
    expect(giveUp([host('i-1', 'refused', `${'x'.repeat(500)}end`)])).toMatch(/: x{397}end$/);
  });

  test('when a host refused, though it is gone by now', () => {
    expect(giveUp([host('i-1', 'refused', 'no')], { hosts: 0 })).toMatch(/refused by i-1/);
  });

  test('when it reached nobody', () => {
    expect(giveUp([])).toBe(
      'generation 2 of the system containers reached no instance: the group has instances in service, but Systems ' +
        'Manager reaches none; check their SSM agents and, without internet, the endpoints ssm and ssmmessages',
    );
    expect(giveUp([host('i-1', 'unreached')])).toMatch(/reached no instance/);
  });

  test('when somebody cancelled it', () => {
    expect(giveUp([host('i-1', 'ran'), host('i-2', 'stopped')])).toBe(
      'generation 2 of the system containers did not reach every instance: its command was cancelled; deploy again',
    );
  });
});

describe('the way back', () => {
  test('to what is approved needs no proof: hosts that were updated are told', () => {
    const generations = [generation(1, 'a', { approved: true }), generation(2, 'b'), generation(3, 'a')];
    const commands = [command('update', 2)];
    expect(nextStep(situation({ generations, commands }))).toEqual({ do: 'approve', version: 3, converge: true });
  });

  test('to what was approved before needs none either, when the stack goes there', () => {
    const generations = [generation(1, 'a'), generation(2, 'b', { approved: true }), generation(3, 'a')];
    expect(nextStep(situation({ generations, rollingBack: true }))).toMatchObject({ do: 'approve', version: 3 });
    expect(nextStep(situation({ generations }))).toEqual({ do: 'roll-out', version: 3 });
  });

  test('to what was never approved has to be proved', () => {
    const generations = [
      generation(1, 'a', { approved: true }),
      generation(2, 'b'),
      generation(3, 'c'),
      generation(4, 'b'),
    ];
    expect(nextStep(situation({ generations, rollingBack: true }))).toEqual({ do: 'roll-out', version: 4 });
  });
});

describe('a request', () => {
  const generations = [generation(1, 'a'), generation(2, 'b', { approved: true })];

  test('writes its content once', () => {
    expect(needsWriting('request-3', 'c', generations)).toBe(true);
    expect(needsWriting('request-2', 'b', generations)).toBe(false);
    // late, when others have written after it
    expect(needsWriting('request-1', 'a', generations)).toBe(false);
  });

  test('writes nothing when its content is what is approved', () => {
    expect(needsWriting('request-3', 'b', generations)).toBe(false);
  });

  test('writes what is approved again when something else has been tried since', () => {
    expect(needsWriting('request-4', 'b', [...generations, generation(3, 'c')])).toBe(true);
  });
});
