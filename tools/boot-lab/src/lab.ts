import { availableParallelism } from 'node:os';
import { installPackages } from './preparation/packages';
import { machineParts, type MachineParts } from './preparation/machine-layer';
import { rootFileSystem } from './preparation/root-file-system';
import { Stage, play, type Outcome, type Scenario } from './scenario';
import { Places } from './support/places';
import { stopRunning } from './support/run';
import { sweepRuns } from './support/run-folders';

/** Machines that run side by side: they wait half of the time. */
export const SIDE_BY_SIDE = Math.max(3, 2 * availableParallelism());

export interface LabOptions {
  readonly jobs?: number;
  /** Folders that are laid over the root file system of every machine. */
  readonly layers?: readonly string[];
  readonly say?: (line: string) => void;
  /** Called when a scenario has been played and its machine still runs. */
  readonly onOutcome?: (outcome: Outcome, stage: Stage) => Promise<void> | void;
}

/** Plays scenarios on machines of this computer. */
export class Lab {
  public static async open({ say = () => undefined, layers = [], ...options }: LabOptions = {}): Promise<Lab> {
    sweepRuns();
    await installPackages(say);
    const parts = await machineParts(await rootFileSystem(say));
    return new Lab({ ...parts, lower: [...layers, parts.lower].join(':') }, options);
  }

  private readonly stages = new Set<Stage>();
  private closed = false;

  private constructor(
    private readonly parts: MachineParts,
    private readonly options: LabOptions,
  ) {}

  /** Starts all of them, some at a time, in this order. */
  public play(scenarios: readonly Scenario[]): Promise<Outcome>[] {
    const places = new Places(this.options.jobs ?? SIDE_BY_SIDE);
    return scenarios.map((scenario) => places.run(() => this.playOne(scenario)));
  }

  /** Ends what still runs. */
  public async close(): Promise<void> {
    this.closed = true;
    stopRunning();
    await Promise.all([...this.stages].map((stage) => stage.close()));
  }

  private async playOne(scenario: Scenario): Promise<Outcome> {
    if (this.closed) {
      throw new Error('the lab was closed before');
    }
    const stage = new Stage(this.parts, scenario.name);
    this.stages.add(stage);
    try {
      const outcome = await play(scenario, stage);
      await this.options.onOutcome?.(outcome, stage);
      return outcome;
    } finally {
      await stage.close();
      this.stages.delete(stage);
    }
  }
}
