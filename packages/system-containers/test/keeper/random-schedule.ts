import * as fc from 'fast-check';
import { sweep } from '../../src/keeper/sweep';
import { tendOne } from '../../src/keeper/tend';
import { type Counted, keepingIn } from './keeping';
import { ASSIGNMENT, MINUTE, type Other, SECOND, SimulatedEcs } from './simulated-ecs';
import { Turns } from './turns';

const OTHERS: readonly Other[] = ['service', 'daemon', 'standalone', 'kept by another keeper'];

/** What may happen in a cluster, and how often for each time that the keeper looks. */
const HAPPENINGS = {
  register: 3,
  registerForeign: 1,
  drain: 3,
  reactivate: 1,
  terminate: 1,
  disconnect: 1,
  connect: 1,
  breakHost: 1,
  mendHost: 1,
  fill: 1,
  makeRoom: 1,
  runOther: 3,
  finishOther: 2,
  stopOther: 2,
  crash: 3,
  sicken: 1,
  deploy: 1,
  loseEvent: 2,
  doubleEvent: 1,
  pass: 4,
} as const;

type Happening = keyof typeof HAPPENINGS;

export interface Step {
  readonly happenings: readonly { readonly kind: Happening; readonly pick: number }[];
  /** How many events are taken at the same time, in any order; and whether somebody sweeps meanwhile. */
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

export const schedule: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    happenings: fc.array(happening, { maxLength: 6 }),
    deliver: fc.nat(3),
    sweep: fc.boolean(),
    seed: fc.nat(2 ** 31 - 1),
  }),
  { minLength: 1, maxLength: 8 },
);

export interface Weather {
  /** Of how many calls one is throttled beyond what the SDK bears. @default - none */
  readonly throttledOneIn?: number;
  /** How many lists leave a new task out. */
  readonly listsBehind?: number;
  /** Whether things happen while the keeper works, too. */
  readonly changing?: boolean;
}

/** In minutes: enough for the longest pause, and for one instance after the other to get a new task definition. */
const LONG_ENOUGH = 90;

/** A cluster, and the functions that events start in it. */
export class Play {
  public readonly ecs = new SimulatedEcs();
  public invocations = 0;
  public readonly callsOfEvents: number[] = [];
  private revision = 1;
  private calmed = false;
  private random = lcg(1);

  public constructor(private readonly weather: Weather = {}) {
    this.ecs.listsBehind = weather.listsBehind ?? 0;
  }

  public get taskDefinition(): string {
    return `agent:${this.revision}`;
  }

  public async run(step: Step): Promise<void> {
    this.random = lcg(step.seed);
    const turns = new Turns((below) => this.random(below));
    const { changing, throttledOneIn } = this.weather;
    if (!changing) {
      step.happenings.forEach(({ kind, pick }) => this.happen(kind, pick));
    }
    this.ecs.before = async () => {
      await turns.next();
      if (throttledOneIn && this.random(throttledOneIn) === 0) {
        throw new Error('ThrottlingException: Rate exceeded');
      }
    };
    const events = Array.from({ length: step.deliver }, () => this.takeEvent()).filter((event) => event !== undefined);
    await turns.run([
      ...events.map((event) => () => this.tend(event)),
      ...(step.sweep ? [async () => void (await this.sweep())] : []),
      ...(changing
        ? step.happenings.map(
            ({ kind, pick }) =>
              () =>
                turns.next().then(() => this.happen(kind, pick)),
          )
        : []),
    ]);
    this.ecs.before = () => Promise.resolve();
  }

  /**
   * Nothing happens any more, every event is lost, and a sweep comes each minute: until all is as wanted, and a little
   * longer, to see it stay.
   */
  public async calm(wanted: () => boolean): Promise<void> {
    this.calmed = true;
    this.ecs.listsBehind = 0;
    this.ecs.events.length = 0;
    for (const [arn, { status }] of this.ecs.instances) {
      this.ecs.set(arn, { agentConnected: true, broken: false, full: false });
      if (status === 'DRAINING') {
        this.finishOthers(arn);
      }
    }
    for (let minute = 0, steady = 0; minute < LONG_ENOUGH && steady < 3; minute++) {
      this.ecs.events.length = 0;
      this.ecs.pass(MINUTE);
      await this.sweep();
      steady = wanted() ? steady + 1 : 0;
    }
  }

  public async deliverAll(): Promise<void> {
    for (let event = this.ecs.events.shift(); event !== undefined; event = this.ecs.events.shift()) {
      await this.tend(event);
    }
  }

  private async tend(event: string): Promise<void> {
    const keeping = await this.invoke((one) => tendOne(event, one));
    this.callsOfEvents.push(keeping.calls());
  }

  public async sweep(): Promise<number> {
    return (await this.invoke((one) => sweep(one))).calls();
  }

  /** A failure is not repeated: Lambda would, but nothing may depend on it. */
  private async invoke(work: (keeping: Counted) => Promise<unknown>): Promise<Counted> {
    this.invocations += 1;
    // the function of the last deployment may still run
    const stale = this.weather.changing && !this.calmed && this.revision > 1 && this.random(5) === 0;
    const revision = stale ? this.revision - 1 : this.revision;
    const keeping = keepingIn(this.ecs, { ...ASSIGNMENT, taskDefinition: `agent:${revision}` });
    await work(keeping).catch((error: unknown) => {
      if (!String(error).includes('Throttling')) {
        throw error;
      }
    });
    return keeping;
  }

  private takeEvent(): string | undefined {
    const { events } = this.ecs;
    return events.splice(this.random(events.length), 1)[0];
  }

  private happen(kind: Happening, pick: number): void {
    const { ecs } = this;
    const all = [...ecs.instances.keys()];
    const arn = all[pick % all.length];
    const change = CHANGES[kind];
    if (kind === 'register' || kind === 'registerForeign') {
      ecs.register(kind === 'register');
    } else if (kind === 'deploy') {
      this.revision += 1;
    } else if (kind === 'pass') {
      ecs.pass(((pick % 20) + 1) ** 2 * SECOND);
    } else if (kind === 'loseEvent') {
      ecs.events.splice(pick % (ecs.events.length + 1), 1);
    } else if (kind === 'doubleEvent') {
      ecs.events.push(...ecs.events.slice(0, 2));
    } else if (kind === 'finishOther' || kind === 'stopOther') {
      const others = ecs.others();
      const other = others[pick % (others.length + 1)];
      if (other) {
        (kind === 'stopOther' ? ecs.tellToStop : ecs.crash).call(ecs, other.arn);
      }
    } else if (arn !== undefined) {
      change?.(ecs, arn, pick);
    }
  }

  private finishOthers(arn: string): void {
    for (const task of this.ecs.others().filter(({ instance }) => instance === arn)) {
      if (this.ecs.isWork(task.arn)) {
        this.ecs.crash(task.arn);
      }
    }
  }
}

type Change = (ecs: SimulatedEcs, arn: string, pick: number) => void;

const CHANGES: Partial<Record<Happening, Change>> = {
  drain: (ecs, arn) => ecs.set(arn, { status: 'DRAINING' }),
  reactivate: (ecs, arn) => ecs.set(arn, { status: 'ACTIVE' }),
  terminate: (ecs, arn) => ecs.terminate(arn),
  disconnect: (ecs, arn) => ecs.set(arn, { agentConnected: false }),
  connect: (ecs, arn) => ecs.set(arn, { agentConnected: true }),
  breakHost: (ecs, arn) => ecs.set(arn, { broken: true }),
  mendHost: (ecs, arn) => ecs.set(arn, { broken: false }),
  fill: (ecs, arn) => ecs.set(arn, { full: true }),
  makeRoom: (ecs, arn) => ecs.set(arn, { full: false }),
  // ECS places nothing on an instance that drains
  runOther: (ecs, arn, pick) => {
    if (ecs.instances.get(arn)?.status === 'ACTIVE') {
      ecs.runOther(arn, OTHERS[pick % OTHERS.length]);
    }
  },
  crash: (ecs, arn) => ecs.held(arn).forEach((task) => ecs.crash(task.arn)),
  sicken: (ecs, arn) => ecs.kept(arn).forEach((task) => ecs.sicken(task.arn)),
};

/** The same numbers for the same seed. */
function lcg(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
