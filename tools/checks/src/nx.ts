import { createProjectGraphAsync } from 'nx/src/devkit-exports';
import { HashPlanInspector } from 'nx/src/hasher/hash-plan-inspector';

/** For every task of the repository (`network:build`), the files that decide whether it runs again. */
export async function taskInputs(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  // a server that stays behind would be the only thing a test leaves on the machine
  process.env.NX_DAEMON = 'false';
  const graph = await createProjectGraphAsync({ exitOnError: false });
  const inspector = new HashPlanInspector(graph);
  await inspector.init();
  const inputs = new Map<string, ReadonlySet<string>>();
  for (const [project, { data }] of Object.entries(graph.nodes)) {
    for (const target of Object.keys(data.targets ?? {})) {
      const task = `${project}:${target}`;
      const own = inspector.inspectTaskInputs({ project, target }, undefined, undefined, true)[task];
      if (own && data.targets?.[target]?.cache) {
        inputs.set(task, new Set(own.files));
      }
    }
  }
  return inputs;
}
