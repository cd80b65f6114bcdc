import { createProjectGraphAsync } from 'nx/src/devkit-exports';
import { HashPlanInspector } from 'nx/src/hasher/hash-plan-inspector';

/** What decides whether a task runs again. */
export interface TaskInputs {
  readonly files: ReadonlySet<string>;
  /** Commands whose output matters. */
  readonly commands: readonly string[];
  /** Environment variables whose values matter. */
  readonly variables: readonly string[];
}

/** For every task of the repository (`network:build`), what decides whether it runs again. */
export async function taskInputs(): Promise<ReadonlyMap<string, TaskInputs>> {
  // a server that stays behind would be the only thing a test leaves on the machine
  process.env.NX_DAEMON = 'false';
  const graph = await createProjectGraphAsync({ exitOnError: false });
  const inspector = new HashPlanInspector(graph);
  await inspector.init();
  const inputs = new Map<string, TaskInputs>();
  for (const [project, { data }] of Object.entries(graph.nodes)) {
    for (const target of Object.keys(data.targets ?? {})) {
      const task = `${project}:${target}`;
      const own = inspector.inspectTaskInputs({ project, target }, undefined, undefined, true)[task];
      if (own && data.targets?.[target]?.cache) {
        inputs.set(task, { files: new Set(own.files), commands: own.runtime, variables: own.environment });
      }
    }
  }
  return inputs;
}
