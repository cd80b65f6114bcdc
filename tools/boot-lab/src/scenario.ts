import { withStandInDigests } from './aws/registry';
import type { World } from './aws/world';
import { Machine, type MachineOptions } from './machine/machine';
import type { MachineParts } from './preparation/machine-layer';
import { DEFAULT_WORLD } from './scenarios/default-world';
import type { Fact } from './timeline/fact';
import { Missing } from './timeline/history';
import { deployed } from './user-data/generations';
import type { InstanceStart } from './user-data/instances';
import { changeParts } from './user-data/message';
import { runFolder } from './support/run-folders';
import { sleep } from './support/wait';

/** A story of one instance, and what has to be true of it. */
export interface Scenario {
  /** Words with hyphens. */
  readonly name: string;
  /** What it shows, in one line. */
  readonly claim: string;
  readonly play: (stage: Stage) => Promise<void>;
}

export interface BootOptions extends Pick<MachineOptions, 'dockerMiB' | 'kernelLog'> {
  /** What differs from a world in which everything works. */
  readonly world?: Partial<World>;
  /** Files that the machine finds when it starts. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Check {
  readonly claim: string;
  readonly holds: boolean;
  /** What was found instead. */
  readonly found?: string;
}

/** In milliseconds. */
const CONSOLE_PATIENCE = 60_000;
const CONSOLE_INTERVAL = 100;

/** What a scenario has to tell its story with. */
export class Stage {
  public readonly checks: Check[] = [];
  /** What was measured, for people. */
  public readonly notes: string[] = [];
  private booted?: Machine;

  public constructor(
    private readonly parts: MachineParts,
    private readonly name: string,
  ) {}

  /** Launches the instance. */
  public async boot(start: InstanceStart, options: BootOptions = {}): Promise<Machine> {
    const { userData, hopLimit } = start;
    const world = { ...DEFAULT_WORLD, ...options.world };
    const standIn = (text: string): string => withStandInDigests(text, this.parts.images, world.registry);
    const machine = await Machine.make({
      name: `boot-lab-${process.pid}-${this.name}`,
      folder: runFolder(this.name),
      parts: this.parts,
      world: {
        ...world,
        userData: changeParts(userData, standIn),
        // as after a first deployment
        parameters: { ...deployed(start, standIn), ...world.parameters },
      },
      hopLimit,
      dockerMiB: options.dockerMiB,
      kernelLog: options.kernelLog,
    });
    this.booted = machine;
    Object.entries(options.files ?? {}).forEach(([path, text]) => machine.write(path, text));
    await machine.powerOn();
    return machine;
  }

  public get machine(): Machine | undefined {
    return this.booted;
  }

  public check(claim: string, holds: boolean, found?: unknown): void {
    this.checks.push({ claim, holds, found: holds || found === undefined ? undefined : JSON.stringify(found) });
  }

  /** The console is a stream of its own, which may come later than all else. */
  public async consoleShows(claim: string, text: string | RegExp): Promise<void> {
    const shows = (): boolean => {
      const shown = this.machine?.consoleOutput ?? '';
      return typeof text === 'string' ? shown.includes(text) : text.test(shown);
    };
    for (const end = Date.now() + CONSOLE_PATIENCE; !shows() && Date.now() < end;) {
      await sleep(CONSOLE_INTERVAL);
    }
    this.check(claim, shows());
  }

  /** Tells people what was measured. */
  public note(text: string): void {
    this.notes.push(text);
  }

  /** That one came before the other, both of them. */
  public order(claim: string, first: Fact | undefined, second: Fact | undefined): void {
    this.check(claim, first !== undefined && second !== undefined && first.at <= second.at, { first, second });
  }

  /** Lets time pass, for what must not happen. */
  public async pass(seconds: number): Promise<void> {
    await sleep(seconds * 1000);
  }

  /** Ends everything, on every way. */
  public async close(): Promise<void> {
    await this.booted?.close();
  }
}

export interface Outcome {
  readonly scenario: Scenario;
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
  /** What ended it early. */
  readonly error?: Error;
  readonly facts: readonly Fact[];
  readonly console: string;
  /** Milliseconds since the epoch. */
  readonly began: number;
  readonly ended: number;
}

export function passed({ checks, error }: Outcome): boolean {
  return error === undefined && checks.length > 0 && checks.every(({ holds }) => holds);
}

/** Plays a scenario to its end. What goes wrong in it is part of the outcome. */
export async function play(scenario: Scenario, stage: Stage): Promise<Outcome> {
  const began = Date.now();
  let error: Error | undefined;
  try {
    await scenario.play(stage);
  } catch (thrown) {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (error instanceof Missing) {
      stage.check(error.message, false);
      error = undefined;
    }
  }
  const { machine, checks, notes } = stage;
  return {
    scenario,
    checks,
    notes,
    error,
    facts: machine?.history.facts ?? [],
    console: machine?.consoleOutput ?? '',
    began,
    ended: Date.now(),
  };
}
