import type { Account, EventSink, Service } from '../../service';
import { apiService, Reconciler, type Clock } from '../support';
import { groupActions } from './api-groups';
import { hookActions } from './api-hooks';
import { instanceActions } from './api-instances';
import { policyActions } from './api-policies';
import { processActions } from './api-processes';
import { refreshActions } from './api-refresh';
import { tagActions } from './api-tags';
import type { Ec2Port, HookTarget, InstanceObserver } from './ports';
import { reconcile } from './reconcile';
import type { Runtime } from './runtime';
import { withScalars } from './scalars';

export interface AutoScalingOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly ec2: Ec2Port;
  readonly events: EventSink;
  readonly targets: HookTarget;
  /** Hears of each instance that is launched or gone. */
  readonly observer: InstanceObserver;
  /** Milliseconds between two looks at all groups; absent: only `tick` moves anything. */
  readonly intervalMs?: number;
  /** Hears of failures that no caller waits for. */
  readonly onError: (error: unknown) => void;
}

export interface AutoScalingService extends Service {
  /** One pass over all groups. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

/** Amazon EC2 Auto Scaling, with instances that exist in EC2. */
export function autoScaling(options: AutoScalingOptions): AutoScalingService {
  const runtime: Runtime = { ...options, groups: new Map() };
  const service = apiService(
    'autoscaling',
    {
      ...groupActions(runtime),
      ...instanceActions(runtime),
      ...hookActions(runtime),
      ...refreshActions(runtime),
      ...policyActions(runtime),
      ...processActions(runtime),
      ...tagActions(runtime),
    },
    withScalars,
  );
  const tick = () => reconcile(runtime);
  const { intervalMs, onError } = options;
  const reconciler = intervalMs === undefined ? undefined : new Reconciler({ tick, intervalMs, onError });
  reconciler?.start();
  return { ...service, tick, close: async () => reconciler?.close() };
}
