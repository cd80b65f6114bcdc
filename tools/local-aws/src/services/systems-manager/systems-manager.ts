import { PASS_ON, type EventSink, type Service } from '../../service';
import { apiService, Reconciler, type Clock } from '../support';
import { runCommandActions } from './api';
import type { HostAnswer, HostCommand } from './model';
import type { SystemsManagerPorts } from './ports';
import { RunCommand } from './run-command';

export interface SystemsManagerOptions {
  readonly clock: Clock;
  readonly events: EventSink;
  readonly ports: SystemsManagerPorts;
  /** Milliseconds between two passes; absent: only `tick` moves anything. */
  readonly intervalMs?: number;
  /** Hears of failures that no caller waits for. */
  readonly onError: (error: unknown) => void;
}

/** What a test may do to what hosts answer to Run Command. */
export interface SystemsManagerControl {
  /** From now on hosts answer so; until then each does at once what it is asked, and says nothing. */
  answerCommands(answer: (command: HostCommand) => HostAnswer | Promise<HostAnswer>): void;
  /** The instance's SSM agent hears no more, or again. */
  setReachable(instanceId: string, reachable: boolean): void;
}

export interface SystemsManagerService extends Service {
  readonly control: SystemsManagerControl;
  /** One look at every command. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

/** Of AWS Systems Manager: Run Command. Everything else, moto answers. */
export function systemsManager(options: SystemsManagerOptions): SystemsManagerService {
  const unreachable = new Set<string>();
  let answer: (command: HostCommand) => HostAnswer | Promise<HostAnswer> = () => ({});
  const reachable = (instanceId: string) => !unreachable.has(instanceId);
  const run = new RunCommand({
    ...options,
    running: async () => new Set((await options.ports.instances()).map(({ instanceId }) => instanceId)),
    answer: async (command) => answer(command),
    reachable,
  });
  const actions = runCommandActions(run, { ...options, reachable });
  const own = apiService('ssm', actions);
  const { intervalMs, onError } = options;
  const reconciler =
    intervalMs === undefined ? undefined : new Reconciler({ tick: () => run.tick(), intervalMs, onError });
  reconciler?.start();
  return {
    name: 'ssm',
    handle: async (call) => (call.action in actions ? own.handle(call) : PASS_ON),
    control: {
      answerCommands: (next) => (answer = next),
      setReachable: (instanceId, reaches) => (reaches ? unreachable.delete(instanceId) : unreachable.add(instanceId)),
    },
    tick: () => run.tick(),
    close: async () => reconciler?.close(),
  };
}
