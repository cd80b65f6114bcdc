import * as fc from 'fast-check';
import { advance, begin, type Outcome, type Request } from '../../src/rollout/roll-out';
import { settle } from '../../src/rollout/settle';
import { Crash, SimulatedWorld, TARGET } from './simulated-world';

const seed = Number(process.env.ROLLOUT_SEED ?? Date.now() % 2 ** 31);
const MINUTE = 60_000;
const SETTINGS = { concurrency: '25%', patience: 50 * MINUTE };
/** Content that some hosts refuse. */
const CONTENTS = ['a', 'b', 'c', 'd'];

const tally = { schedules: 0, deployments: 0, rolledBack: 0, left: 0, refusedLater: 0, calls: 0 };

afterAll(() => {
  process.stdout.write(
    `roll-outs: ${Object.entries(tally)
      .map(([name, value]) => `${value} ${name}`)
      .join(', ')}; ROLLOUT_SEED=${seed}\n`,
  );
});

/** What happens between two looks of the functions, and how often. */
const HAPPENINGS = {
  deploy: 3,
  look: 8,
  lookOfAnOldRequest: 1,
  writeAgain: 1,
  settle: 3,
  hostsMove: 14,
  expire: 1,
  launch: 1,
  terminate: 1,
  cutOff: 1,
  reach: 1,
  sicken: 2,
  mend: 1,
  cancelDeployment: 1,
  crash: 2,
  pass: 2,
} as const;

type Happening = keyof typeof HAPPENINGS;

const schedule = fc.record({
  hosts: fc.integer({ min: 0, max: 12 }),
  random: fc.nat(2 ** 31 - 1),
  happenings: fc.array(
    fc.oneof(
      ...Object.entries(HAPPENINGS).map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind as Happening) })),
    ),
    { minLength: 40, maxLength: 200, size: 'max' },
  ),
});

/** A stack that is deployed again and again, with its functions, on hosts of which some refuse. */
class Play {
  public readonly world: SimulatedWorld;
  /** What CloudFormation believes to be there. */
  public deployed: string | undefined;
  private request: Request | undefined;
  private readonly old: Request[] = [];
  private requests = 0;
  private state: number;

  public constructor(random: number) {
    this.state = random;
    this.world = new SimulatedWorld((below) => this.random(below));
  }

  /** The first deployment: instances come after the generation that they boot with. */
  public async create(hosts: number): Promise<void> {
    await this.run('deploy');
    await this.look();
    for (let count = 0; count < hosts; count += 1) {
      this.world.launch();
    }
  }

  public async run(happening: Happening): Promise<void> {
    const { world } = this;
    const host = [...world.fleet.values()].at(this.random(Math.max(1, world.fleet.size)));
    const content = CONTENTS[this.random(CONTENTS.length)];
    switch (happening) {
      case 'deploy':
        if (this.request === undefined && content !== this.deployed) {
          tally.deployments += 1;
          await this.ask(content);
        }
        break;
      case 'look':
        await this.look();
        break;
      case 'lookOfAnOldRequest':
        await this.shielded(async () => {
          const stale = this.old.at(-1 - this.random(2));
          await (stale && advance(stale, world, world.now));
        });
        break;
      case 'writeAgain':
        await this.shielded(async () => {
          const again = this.request ?? this.old.at(-1);
          await (again && begin(again, world));
        });
        break;
      case 'settle':
        await this.settle();
        break;
      case 'hostsMove':
        world.moveOn();
        break;
      case 'expire':
        world.expire();
        break;
      case 'launch':
        world.launch();
        break;
      case 'terminate':
        world.terminate(host?.name ?? '');
        break;
      case 'cutOff':
      case 'reach':
        if (host) {
          host.reachable = happening === 'reach';
        }
        break;
      case 'sicken':
        host?.refuses.add(content);
        break;
      case 'mend':
        host?.refuses.clear();
        break;
      case 'cancelDeployment':
        if (this.request && this.deployed !== undefined && !world.stackRollsBack) {
          await this.rollBack();
        }
        break;
      case 'crash':
        world.crashIn = 1 + this.random(6);
        break;
      case 'pass':
        world.now += this.random(30) * MINUTE;
        break;
    }
  }

  /** Everything under way comes to its end, and nothing new happens. */
  public async calm(): Promise<void> {
    const { world } = this;
    world.crashIn = Infinity;
    for (let round = 0; round < 60; round += 1) {
      world.now += 16 * MINUTE;
      await this.look();
      while (world.moveOn()) {
        // hosts come to rest
      }
      await this.settle();
      while (world.moveOn()) {
        // likewise
      }
    }
    expect(this.request).toBeUndefined();
  }

  private async ask(content: string): Promise<void> {
    const id = `request-${(this.requests += 1)}`;
    this.request = { id, stackId: 'stack', content, target: TARGET, settings: SETTINGS };
    // what CloudFormation is not answered, it asks again
    await this.shielded(() => begin(this.request as Request, this.world));
  }

  private async look(): Promise<void> {
    const { request, world } = this;
    if (request === undefined) {
      return;
    }
    let outcome: Outcome | 'failed' = 'goes-on';
    await this.shielded(async () => {
      await begin(request, world);
      try {
        outcome = await advance(request, world, world.now);
      } catch (error) {
        if (error instanceof Crash) {
          throw error;
        }
        expect(String(error)).toMatch(/^Error: generation \d+ of the system containers /);
        outcome = 'failed';
      }
    });
    await this.conclude(request, outcome);
  }

  private async conclude(request: Request, outcome: Outcome | 'failed'): Promise<void> {
    switch (outcome) {
      case 'done':
      case 'left':
        tally.left += outcome === 'left' ? 1 : 0;
        this.deployed = request.content;
        this.finish();
        break;
      case 'failed':
        if (this.world.stackRollsBack) {
          this.world.sins.push(`${request.id} wedged a roll-back`);
          this.finish();
        } else {
          await this.rollBack();
        }
        break;
      case 'goes-on':
    }
  }

  private async rollBack(): Promise<void> {
    tally.rolledBack += 1;
    this.finish();
    this.world.stackRollsBack = true;
    await this.ask(this.deployed ?? '');
  }

  private finish(): void {
    if (this.request) {
      this.old.push(this.request);
    }
    this.request = undefined;
    this.world.stackRollsBack = false;
  }

  private async settle(): Promise<void> {
    await this.shielded(async () => {
      const { did } = await settle(TARGET, SETTINGS, this.world, this.world.now);
      tally.refusedLater += did === 'call-home' ? 1 : 0;
    });
  }

  /** A function that dies, dies; one that nobody waits for may fail. */
  private async shielded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Crash) && !/^generation \d+ /.test(String((error as Error).message))) {
        throw error;
      }
    } finally {
      if (this.world.crashIn <= 0) {
        this.world.crashIn = Infinity;
      }
    }
  }

  private random(below: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * below);
  }
}

describe('whatever happens between deployments', () => {
  test('every host that can ends with what is approved, and none ahead of it', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async ({ hosts, random, happenings }) => {
        const play = new Play(random);
        const { world } = play;
        await play.create(hosts);
        for (const happening of happenings) {
          await play.run(happening);
        }
        await play.calm();
        tally.schedules += 1;
        tally.calls += world.calls;
        const { content = '', version = 0 } = world.approved ?? {};
        // those that can: the others follow when they are reached again, or keep the alarm up
        const able = [...world.fleet.values()].filter(({ reachable, refuses }) => reachable && !refuses.has(content));
        expect(able.filter((host) => host.runs !== content)).toEqual([]);
        expect(able.filter((host) => host.version > version)).toEqual([]);
        expect(world.latest?.content).toBe(play.deployed);
        expect(world.sins).toEqual([]);
      }),
      { numRuns: 1000, seed },
    );
  });
});
