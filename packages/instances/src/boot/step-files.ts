import type { BootStep } from './boot-step';
import { STATE } from './host-paths';
import type { PlacedFile } from './placed-file';

/** A boot step in its place among the steps of an instance. */
export interface PlacedStep {
  readonly name: string;
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** @param contribution whose step it is; reports name it too */
export function placedStep(step: BootStep, contribution?: string): PlacedStep {
  return {
    name: contribution === undefined ? step.name : `${contribution}.${step.name}`,
    script: step._script,
    environment: step._environment,
  };
}

/** A folder for each step, named so that they sort in their order: `run`, and a file for each variable in `env`. */
export function stepFiles(steps: readonly PlacedStep[]): PlacedFile[] {
  return steps.flatMap((step, index) => {
    const folder = stepFolder(index, step.name);
    const variables = Object.entries(step.environment);
    return [
      { label: `boot step '${step.name}'`, path: `${folder}/run`, mode: '600', content: step.script },
      ...variables.map(([variable, content]) => ({
        label: `the variable ${variable} of boot step '${step.name}'`,
        path: `${folder}/env/${variable}`,
        mode: '600',
        content,
      })),
    ];
  });
}

function stepFolder(index: number, name: string): string {
  return `${STATE}/steps/${String(index).padStart(3, '0')}-${name}`;
}
