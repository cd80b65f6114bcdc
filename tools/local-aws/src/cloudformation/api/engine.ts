import type { ChangeSets } from '../change-sets/change-sets';
import { validationError } from '../errors';
import { prepare } from '../operations/prepare';
import type { Operations } from '../operations/operations';
import type { Environment } from '../ports';
import type { Plan } from '../state/plan';
import type { Stack } from '../state/stack';
import type { Stacks } from '../state/stacks';
import { optionalText, parameters, tags, texts, flag, type Input } from './input';

/** What the actions of the API work with. */
export interface Engine {
  readonly environment: Environment;
  readonly stacks: Stacks;
  readonly changeSets: ChangeSets;
  readonly operations: Operations;
}

/** The template of a request: in it, behind its URL, or the one that the stack has. */
export async function templateBody({ environment }: Engine, input: Input, stack?: Stack): Promise<string> {
  const url = optionalText(input, 'TemplateURL');
  const body = url === undefined ? optionalText(input, 'TemplateBody') : await environment.lookups.template(url);
  if (body !== undefined) {
    return body;
  }
  const previous = flag(input, 'UsePreviousTemplate') ? stack?.deployment?.plan.body : undefined;
  if (previous === undefined) {
    throw validationError('Either Template URL or Template Body must be specified.');
  }
  return previous;
}

/** Reads and checks what a request wants the stack to become. */
export async function planFor(engine: Engine, input: Input, stack: Stack): Promise<Plan> {
  const previous = stack.deployment?.plan;
  const plan = await prepare(engine.environment, engine.stacks, stack, {
    body: await templateBody(engine, input, stack),
    parameters: parameters(input),
    previousParameters: previous?.parameters ?? {},
    tags: tags(input) ?? previous?.tags ?? [],
    capabilities: texts(input, 'Capabilities'),
  });
  checkSameTypes(plan, stack);
  return plan;
}

/** A logical resource keeps its type for as long as it lives. */
function checkSameTypes({ active }: Plan, { resources }: Stack): void {
  const changed = Object.entries(active.resources)
    .filter(([id, { Type }]) => (resources.get(id)?.type ?? Type) !== Type)
    .map(([id]) => id);
  if (changed.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(', ')}]`,
    );
  }
}
