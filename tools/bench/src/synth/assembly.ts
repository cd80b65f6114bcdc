import type { Template } from '../replay/template';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** How many resources of each type each stack has, by its name. */
export type ResourceCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function resourceCounts(assembly: string): ResourceCounts {
  return new Map(
    new CloudAssembly(assembly).stacks.map(({ stackName, template }) => [stackName, countsIn(template as Template)]),
  );
}

/** All resources of an assembly. */
export function resourceTotal(counts: ResourceCounts): number {
  const numbers = [...counts.values()].flatMap((types) => [...types.values()]);
  return numbers.reduce((sum, number) => sum + number, 0);
}

function countsIn({ Resources = {} }: Template): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(Resources)) {
    counts.set(Type, (counts.get(Type) ?? 0) + 1);
  }
  return counts;
}
