import { resolveDynamicReferences } from '../evaluation/dynamic-references';
import { evaluate } from '../evaluation/evaluate';
import { formatError } from '../errors';
import { isScalar } from '../plain';
import { checkExportNames, checkExportsInUse } from '../state/exports';
import type { Plan } from '../state/plan';
import type { StackOutput } from '../state/stack';
import type { Operation } from './operation';
import { operationScope } from './wanted';

/** The stack's outputs now that its resources are there. Fails when an export is taken, or is in use and changes. */
export async function stackOutputs(operation: Operation, plan: Plan): Promise<readonly StackOutput[]> {
  const scope = operationScope(operation, plan);
  const text = async (key: string, field: string, value: unknown): Promise<string> => {
    const resolved = await resolveDynamicReferences(evaluate(value, scope), operation.environment.lookups);
    if (!isScalar(resolved)) {
      throw formatError(`The ${field} field of every Outputs member must evaluate to a String: output ${key} does not`);
    }
    return String(resolved);
  };
  const outputs = await Promise.all(
    Object.entries(plan.active.outputs).map(async ([key, definition]): Promise<StackOutput> => {
      const { Value, Description: description, Export } = definition;
      return {
        key,
        value: await text(key, 'Value', Value),
        description,
        exportName: Export === undefined ? undefined : await text(key, 'Export', Export.Name),
      };
    }),
  );
  checkExportNames(operation.stacks, operation.stack, outputs);
  checkExportsInUse(operation.stacks, operation.stack, outputs);
  return outputs;
}
