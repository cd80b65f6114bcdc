import { validationError } from '../errors';
import { references, type Choose } from './references';
import type { ResourceDefinition } from './template';

/** For each resource those that it needs, itself in the template's order. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** What each resource needs, said (`DependsOn`) or implied by a reference; only among the resources given. */
export function dependencyGraph(resources: Readonly<Record<string, ResourceDefinition>>, choose: Choose): Graph {
  return new Map(
    Object.entries(resources).map(([id, definition]) => {
      const { Properties, UpdatePolicy, CreationPolicy, DependsOn = [] } = definition;
      const implied = references([Properties, UpdatePolicy, CreationPolicy], choose).map(({ name }) => name);
      const said = typeof DependsOn === 'string' ? [DependsOn] : DependsOn;
      return [id, new Set([...said, ...implied].filter((name) => name in resources))] as const;
    }),
  );
}

/** Fails, naming the resources that wait for each other. */
export function checkAcyclic(graph: Graph): void {
  const stuck = cyclicNodes(graph);
  if (stuck.length > 0) {
    throw validationError(`Circular dependency between resources: [${stuck.join(', ')}]`);
  }
}

/** The same edges the other way round: what must go before a resource may go. */
export function reversed(graph: Graph): Graph {
  const result = new Map([...graph.keys()].reverse().map((id) => [id, new Set<string>()] as const));
  for (const [id, needs] of graph) {
    for (const need of needs) {
      result.get(need)?.add(id);
    }
  }
  return result;
}

/** Nodes on a cycle: what is left after repeatedly taking away what needs nothing and what nothing needs. */
function cyclicNodes(graph: Graph): string[] {
  const left = new Set(graph.keys());
  const isFree = (id: string): boolean =>
    ![...(graph.get(id) ?? [])].some((need) => left.has(need)) || ![...left].some((other) => graph.get(other)?.has(id));
  let free: string[];
  do {
    free = [...left].filter(isFree);
    free.forEach((id) => left.delete(id));
  } while (free.length > 0);
  return [...left];
}

/** Every node after those that it needs. */
export function inOrder(graph: Graph): string[] {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    if (!ordered.has(id)) {
      graph.get(id)?.forEach(visit);
      ordered.add(id);
    }
  };
  [...graph.keys()].forEach(visit);
  return [...ordered];
}
