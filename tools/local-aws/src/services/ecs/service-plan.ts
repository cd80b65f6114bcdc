/** A task as the service scheduler sees it. */
export interface PlannedTask {
  readonly arn: string;
  /** Of the newest deployment and not on a draining instance: it may stay. */
  readonly keep: boolean;
  readonly running: boolean;
}

export interface RollingBounds {
  readonly desired: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

export interface ServicePlan {
  readonly start: number;
  readonly stop: readonly string[];
}

/** The service scheduler's next step for a replica service: what to start and what to stop within the bounds. */
export function planReplicas(tasks: readonly PlannedTask[], bounds: RollingBounds): ServicePlan {
  const { desired, minimumHealthyPercent, maximumPercent } = bounds;
  const floor = Math.ceil((desired * minimumHealthyPercent) / 100);
  const ceiling = Math.floor((desired * maximumPercent) / 100);
  const kept = tasks.filter(({ keep }) => keep);
  const leaving = tasks.filter(({ keep }) => !keep);

  const surplus = kept.slice(desired).map(({ arn }) => arn);
  const start = Math.max(0, Math.min(desired - kept.length, ceiling - tasks.length));
  const running =
    tasks.filter((task) => task.running).length - kept.slice(desired).filter((task) => task.running).length;
  const mayStop = Math.max(0, running - floor);
  const idle = leaving.filter((task) => !task.running);
  const busy = leaving.filter((task) => task.running).slice(0, mayStop);
  return { start, stop: [...surplus, ...idle.map(({ arn }) => arn), ...busy.map(({ arn }) => arn)] };
}

/** An instance that a daemon service may want to be on. */
export interface DaemonHost {
  readonly instanceArn: string;
  /** Active and within the service's constraints. */
  readonly eligible: boolean;
  /** Whether other than daemon tasks still run there: on a draining instance the daemon leaves last. */
  readonly busy: boolean;
  /** The service's own task there, if any. */
  readonly task?: PlannedTask;
}

export interface DaemonPlan {
  readonly startOn: readonly string[];
  readonly stop: readonly string[];
}

/** The next step for a daemon service: one task on every eligible instance, an old one stopped before the new starts. */
export function planDaemons(hosts: readonly DaemonHost[], minimumHealthyPercent: number): DaemonPlan {
  const eligible = hosts.filter((host) => host.eligible);
  const startOn = eligible.filter(({ task }) => task === undefined).map(({ instanceArn }) => instanceArn);
  const leaving = hosts.filter(({ eligible: stays, busy, task }) => !stays && !busy && task !== undefined);

  const floor = Math.ceil((eligible.length * minimumHealthyPercent) / 100);
  const outdated = eligible.filter(({ task }) => task !== undefined && !task.keep);
  const running = eligible.filter(({ task }) => task?.running).length;
  const idle = outdated.filter(({ task }) => !task?.running);
  const busy = outdated.filter(({ task }) => task?.running).slice(0, Math.max(0, running - floor));
  return {
    startOn,
    stop: [...leaving, ...idle, ...busy].flatMap(({ task }) => (task === undefined ? [] : [task.arn])),
  };
}
