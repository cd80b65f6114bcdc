import { validationError } from '../errors';
import type { Stack, StackOutput } from './stack';
import type { Stacks } from './stacks';

export interface Export {
  readonly name: string;
  readonly value: string;
  readonly stack: Stack;
}

/** All exports of the region. They are what the stacks' outputs say; nothing else keeps them. */
export function exportsOf(stacks: Stacks): Export[] {
  return stacks
    .list()
    .flatMap((stack) =>
      settledOutputs(stack).flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ name: exportName, value, stack }],
      ),
    );
}

/** The stacks that read an export. */
export function importersOf(stacks: Stacks, name: string): Stack[] {
  return stacks.list().filter((stack) => importsOf(stack).has(name));
}

/** Fails when the new outputs of a stack take a name that another stack exports. */
export function checkExportNames(stacks: Stacks, stack: Stack, outputs: readonly StackOutput[]): void {
  const names = outputs.flatMap(({ exportName }) => exportName ?? []);
  const duplicate = names.find((name, index) => names.indexOf(name) !== index);
  if (duplicate !== undefined) {
    throw validationError(`Duplicate Export names. Export ${duplicate} is used by more than one output`);
  }
  const taken = exportsOf(stacks).find((other) => other.stack !== stack && names.includes(other.name));
  if (taken !== undefined) {
    throw validationError(`Export with name ${taken.name} is already exported by stack ${taken.stack.name}`);
  }
}

/** Fails when the outputs that a stack is about to have would take away or change what other stacks import. */
export function checkExportsInUse(stacks: Stacks, stack: Stack, outputs: readonly StackOutput[]): void {
  for (const { name, value } of exportsOf(stacks).filter((exported) => exported.stack === stack)) {
    const importers = importersOf(stacks, name).filter((other) => other !== stack);
    const next = outputs.find(({ exportName }) => exportName === name);
    if (importers.length > 0 && next?.value !== value) {
      const verb = next === undefined ? 'deleted' : 'updated';
      const users = importers.map((importer) => importer.name).join(' and ');
      throw validationError(`Export ${name} cannot be ${verb} as it is in use by ${users}`);
    }
  }
}

/** While an update runs, what it may go back to still counts. */
function settledOutputs(stack: Stack): readonly StackOutput[] {
  return (stack.checkpoint ?? stack.deployment)?.outputs ?? [];
}

/** What a stack reads, and what it may read again if its update is rolled back. */
function importsOf(stack: Stack): ReadonlySet<string> {
  return new Set([...(stack.deployment?.imports ?? []), ...(stack.checkpoint?.imports ?? [])]);
}
