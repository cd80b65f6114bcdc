import type { Graph } from '../template/graph';

export interface WalkOptions {
  /** How many visits may be under way at once. */
  readonly concurrency: number;
  /** Once aborted, no further visit begins; those under way are awaited. */
  readonly signal: AbortSignal;
}

/**
 * Visits every node of an acyclic graph after those that it needs, as many at once as allowed, in the graph's own
 * order among those that are ready. What needs a node whose visit gave false is not visited.
 */
export async function walk(graph: Graph, options: WalkOptions, visit: (id: string) => Promise<boolean>): Promise<void> {
  const waiting = new Set(graph.keys());
  const finished = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const isReady = (id: string): boolean => [...(graph.get(id) ?? [])].every((need) => finished.has(need));

  for (;;) {
    for (const id of waiting) {
      if (options.signal.aborted || running.size >= options.concurrency) {
        break;
      }
      if (isReady(id)) {
        waiting.delete(id);
        running.set(id, start(id));
      }
    }
    if (running.size === 0) {
      return;
    }
    await Promise.race(running.values());
  }

  async function start(id: string): Promise<void> {
    try {
      if (await visit(id)) {
        finished.add(id);
      }
    } finally {
      running.delete(id);
    }
  }
}
