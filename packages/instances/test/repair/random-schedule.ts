import * as fc from 'fast-check';
import type { Settings } from '../../src/repair/model';
import { record } from '../../src/repair/record';
import { type Counts, sweep } from '../../src/repair/sweep';
import { MINUTE, SECOND, SimulatedGroup } from './simulated-group';
import { Turns } from './turns';

/** What may happen to a group, and how often for each time that repair looks. */
const HAPPENINGS = {
  sicken: 4,
  recover: 3,
  sickenMany: 1,
  disconnect: 2,
  connect: 2,
  drainByHand: 1,
  activateByHand: 1,
  kill: 1,
  scaleIn: 1,
  bootsFail: 1,
  bootsSucceed: 2,
  suspendByHand: 1,
  resumeByHand: 1,
  loseReport: 2,
  doubleReport: 1,
  pass: 5,
} as const;

type Happening = keyof typeof HAPPENINGS;

export interface Step {
  readonly happenings: readonly { readonly kind: Happening; readonly pick: number }[];
  /** How many lots of reports are taken down at the same time as the sweep, in any order. */
  readonly deliver: number;
  readonly sweep: boolean;
  readonly seed: number;
}

const happening = fc.record({
  kind: fc.oneof(
    ...Object.entries(HAPPENINGS).map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind as Happening) })),
  ),
  pick: fc.nat(9999),
});

export const schedule: fc.Arbitrary<{ readonly size: number; readonly steps: readonly Step[] }> = fc.record({
  size: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 18, max: 32 })),
  steps: fc.array(
    fc.record({
      happenings: fc.array(happening, { maxLength: 6 }),
      deliver: fc.nat(3),
      sweep: fc.boolean(),
      seed: fc.nat(2 ** 31 - 1),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});

export interface Weather {
  /** Of how many calls one is throttled beyond what the SDK bears. @default - none */
  readonly throttledOneIn?: number;
  /** Of how many calls one is the last of its function, which ends there. @default - none */
  readonly endsOneIn?: number;
}

export const SETTINGS: Settings = { notReadyTimeout: 10 * MINUTE, disconnectedTimeout: 10 * MINUTE, acts: true };

/** In minutes: one host after the other drains, is given up, leaves and is replaced. */
const LONG_ENOUGH = 2000;

/** A group, and the functions that reports and minutes start for it. */
export class Play {
  public readonly group: SimulatedGroup;
  public invocations = 0;
  public readonly callsOfSweeps: number[] = [];
  public counts?: Counts;
  private random = lcg(1);

  public constructor(
    size: number,
    private readonly weather: Weather = {},
    private readonly settings: Settings = SETTINGS,
  ) {
    this.group = new SimulatedGroup(size);
  }

  public async run(step: Step): Promise<void> {
    this.random = lcg(step.seed);
    step.happenings.forEach(({ kind, pick }) => this.happen(kind, pick));
    const turns = new Turns((below) => this.random(below));
    this.group.before = async () => {
      await turns.next();
      this.trouble();
    };
    const lots = Array.from({ length: step.deliver }, () => this.takeReports()).filter((lot) => lot.length > 0);
    await turns.run([...lots.map((lot) => () => this.record(lot)), ...(step.sweep ? [() => this.sweep()] : [])]);
    this.group.before = () => Promise.resolve();
  }

  /** Nothing happens any more but what follows: hosts speak, each minute is swept, until all is well for a while. */
  public async calm(well: () => boolean): Promise<void> {
    this.group.bootsFail = false;
    for (let minute = 0, steady = 0; minute < LONG_ENOUGH && steady < 3; minute++) {
      if (minute % 5 === 0) {
        this.group.resumeByHand(); // a person has heard the alarm
      }
      await this.minute();
      steady = well() ? steady + 1 : 0;
    }
  }

  public async minute(): Promise<void> {
    this.group.pass(MINUTE);
    this.group.speak();
    const lot = this.group.reports.splice(0);
    if (lot.length > 0) {
      await this.record(lot);
    }
    await this.sweep();
  }

  private async record(lot: Parameters<typeof record>[0]): Promise<void> {
    this.invocations += 1;
    const { ecs } = this.group;
    // a failure is repeated by Lambda, and by the host; nothing may depend on either
    await record(lot, { ecs, say: () => undefined }).catch(unlessTrouble);
  }

  public async sweep(): Promise<void> {
    this.invocations += 1;
    const { group: all, settings } = this;
    const { ecs, group, ec2, calls } = all;
    const before = calls.length;
    const now = () => all.now;
    const counted = (counts: Counts) => (this.counts = counts);
    await sweep({ ecs, group, ec2, settings, now, say: () => undefined }, counted).catch(unlessTrouble);
    this.callsOfSweeps.push(calls.length - before);
  }

  private trouble(): void {
    const { throttledOneIn, endsOneIn } = this.weather;
    if (throttledOneIn && this.random(throttledOneIn) === 0) {
      throw new Error('ThrottlingException: Rate exceeded');
    }
    if (endsOneIn && this.random(endsOneIn) === 0) {
      // the rest of it never happens
      const { before } = this.group;
      let others = this.random(6);
      this.group.before = async () => {
        await before();
        if (others-- > 0) {
          throw new Error('ThrottlingException: the function has ended');
        }
      };
      throw new Error('ThrottlingException: the function has ended');
    }
  }

  private takeReports() {
    const { reports } = this.group;
    return reports.splice(this.random(reports.length + 1), 1 + this.random(5));
  }

  private happen(kind: Happening, pick: number): void {
    const { group } = this;
    const ids = group.ids();
    const id = ids[pick % ids.length];
    if (kind === 'pass') {
      group.pass(((pick % 20) + 1) ** 2 * SECOND);
      group.speak();
    } else if (kind === 'loseReport') {
      group.reports.splice(pick % (group.reports.length + 1), 1);
    } else if (kind === 'doubleReport') {
      group.reports.push(...group.reports.slice(0, 2));
    } else if (kind === 'sickenMany') {
      ids.filter((_, index) => index % 3 === pick % 3).forEach((one) => group.set(one, { sick: true }));
    } else if (kind === 'bootsFail' || kind === 'bootsSucceed') {
      group.bootsFail = kind === 'bootsFail';
    } else if (kind === 'suspendByHand' || kind === 'resumeByHand') {
      group[kind]();
    } else if (id !== undefined) {
      CHANGES[kind]?.(group, id);
    }
  }
}

const CHANGES: Partial<Record<Happening, (group: SimulatedGroup, id: string) => void>> = {
  sicken: (group, id) => group.set(id, { sick: true }),
  recover: (group, id) => group.set(id, { sick: false }),
  disconnect: (group, id) => group.set(id, { agentConnected: false }),
  connect: (group, id) => group.set(id, { agentConnected: true }),
  drainByHand: (group, id) => group.drainByHand(id),
  activateByHand: (group, id) => group.activateByHand(id),
  kill: (group, id) => group.kill(id),
  scaleIn: (group, id) => group.scaleIn(id),
};

function unlessTrouble(error: unknown): void {
  const texts = error instanceof AggregateError ? error.errors.map(String) : [String(error)];
  if (!texts.every((text) => /Throttling|TargetNotFound/.test(text))) {
    throw error;
  }
}

/** The same numbers for the same seed. */
function lcg(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
