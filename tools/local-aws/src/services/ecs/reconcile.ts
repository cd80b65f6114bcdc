import { runAgents } from './agent';
import { reconcileProvider } from './capacity';
import { reconcileInterfaces } from './interfaces';
import { reconcileRegistrations } from './registrations';
import type { Runtime } from './runtime';
import { reconcileService } from './services';
import { placeWaiting } from './waiting';

/** One pass over everything. Each part looks at the state afresh, so a pass may be lost or come twice. */
export async function reconcile(runtime: Runtime): Promise<void> {
  for (const cluster of runtime.clusters.values()) {
    runAgents(runtime, cluster);
    for (const service of cluster.services.values()) {
      guarded(runtime, () => reconcileService(runtime, cluster, service));
    }
    placeWaiting(runtime, cluster);
  }
  await reconcileInterfaces(runtime).catch(runtime.onError);
  await reconcileRegistrations(runtime);
  for (const provider of [...runtime.providers.values()]) {
    await reconcileProvider(runtime, provider).catch(runtime.onError);
  }
}

/** One service's trouble is not its neighbour's. */
function guarded({ onError }: Runtime, step: () => void): void {
  try {
    step();
  } catch (error) {
    onError(error);
  }
}
