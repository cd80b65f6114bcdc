import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, type InstanceGroup, type InstanceGroupOptions } from '@ecs-groundwork/instances';
import { Network } from '@ecs-groundwork/network';
import { App, Stack } from 'aws-cdk-lib/core';
import { instancesOf, type InstanceStart } from './instances';
import type { Deployment, Template } from './template';

/** The instances of a group in a stack of its own, as a user of the packages would write it. */
export function synthesiseGroup(
  deployment: Deployment,
  options: (stack: Stack) => InstanceGroupOptions = () => ({}),
  contribute: (group: InstanceGroup, stack: Stack) => void = () => undefined,
): InstanceStart {
  return inFolder((outdir) => {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'lab');
    const { vpc } = new Network(stack, 'Network');
    const cluster = new Cluster(stack, 'Cluster', { vpc });
    contribute(cluster.addInstanceGroup('default', options(stack)), stack);
    const { templateFile } = app.synth().getStackByName('lab');
    const template = JSON.parse(readFileSync(join(outdir, templateFile), 'utf8')) as Template;
    return instancesOf(template, deployment)[0];
  });
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'boot-lab-synth-'));
  const validation = process.env.CDK_VALIDATION;
  // a second for each template; the environments are validated elsewhere
  process.env.CDK_VALIDATION = 'false';
  try {
    return use(folder);
  } finally {
    restore('CDK_VALIDATION', validation);
    rmSync(folder, { recursive: true, force: true });
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) {
    delete process.env[name];
  } else {
    process.env[name] = value;
  }
}
