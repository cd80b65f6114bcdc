import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'command-line/lib/command';
import { ROOT } from '../repository';
import { makePlan } from './make-plan';
import { planOptions, USAGE } from './options';
import { configuredRegistries } from './registries';
import { renderChangelogs, renderPlan } from './render';

export { makePlan, type MakePlanRequest } from './make-plan';
export { configuredRegistries, type Registries } from './registries';

export const plan: Command = {
  summary: 'which packages would be released, as which versions, and why',
  usage: USAGE,

  async run(args, { signal, progress, print }) {
    const { offline, json, changelog, ...request } = planOptions(args);
    const registries = offline ? undefined : configuredRegistries(ROOT, signal);
    const made = await makePlan({ ...request, root: ROOT, registries, signal, progress });
    print(renderPlan(made));
    if (offline) {
      print('\nNot asked (--offline): whether npm and PyPI have the oldest aws-cdk-lib and constructs.');
    }
    if (changelog && made.releases.length) {
      print(`\n${renderChangelogs(made)}`);
    }
    if (json !== undefined) {
      await writeFile(resolve(process.env.INIT_CWD ?? '.', json), `${JSON.stringify(made, undefined, 2)}\n`);
    }
  },
};
