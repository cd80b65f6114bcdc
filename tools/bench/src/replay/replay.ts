import { cpSync } from 'node:fs';
import { join } from 'node:path';
import {
  type App,
  CfnOutput,
  CfnParameter,
  CfnResource,
  type FileAssetPackaging,
  Stack,
  type StackProps,
} from 'aws-cdk-lib/core';
import { type CloudFormationStackArtifact, CloudAssembly } from 'aws-cdk-lib/cx-api';
import { fileAssets } from './assets';
import { sectionsOf, type Template, type TemplateResource } from './template';

/**
 * Writes an assembly once more, from its templates: the same stacks, resources and assets, each resource as the one
 * `CfnResource` that it is in the end. No construct decides anything: this is what CDK itself takes to write that much.
 */
export function replay(app: App, assembly: string): void {
  const stacks = new Map<string, Stack>();
  // in the order of the manifest, which has a stack after those that it depends on
  for (const artifact of new CloudAssembly(assembly).stacks) {
    const stack = replayStack(app, artifact);
    artifact.dependencies.forEach(({ id }) => {
      const dependency = stacks.get(id);
      if (dependency) {
        stack.addStackDependency(dependency);
      }
    });
    stacks.set(artifact.id, stack);
    replayAssets(app, stack, assembly);
  }
}

function replayStack(app: App, artifact: CloudFormationStackArtifact): Stack {
  const stack = new Stack(app, artifact.id, stackProps(artifact));
  const sections = sectionsOf(artifact.template as Template);
  stack.templateOptions.description = sections.Description;
  // in the template's own order, which then is the copy's
  for (const section of Object.keys(sections)) {
    REPLAYERS[section]?.(stack, sections);
  }
  return stack;
}

const REPLAYERS: Readonly<Record<string, (stack: Stack, template: Template) => void>> = {
  Parameters: (stack, { Parameters = {} }) =>
    Object.entries(Parameters).forEach(([id, parameter]) => {
      new CfnParameter(stack, id, {
        type: parameter.Type,
        default: parameter.Default,
        description: parameter.Description,
      });
    }),
  Resources: (stack, { Resources = {} }) =>
    Object.entries(Resources).forEach(([id, resource]) => replayResource(stack, id, resource)),
  Outputs: (stack, { Outputs = {} }) =>
    Object.entries(Outputs).forEach(([id, output]) => {
      new CfnOutput(stack, id, {
        value: output.Value as string,
        description: output.Description,
        exportName: output.Export?.Name as string | undefined,
      });
    }),
};

function stackProps({ stackName, environment, terminationProtection, tags }: CloudFormationStackArtifact): StackProps {
  const { account, region } = environment;
  return {
    stackName,
    terminationProtection,
    tags,
    env: {
      account: account.startsWith('unknown-') ? undefined : account,
      region: region.startsWith('unknown-') ? undefined : region,
    },
  };
}

/** A resource directly in a stack has its construct's id as logical id. */
function replayResource(stack: Stack, id: string, { Type, Properties, ...attributes }: TemplateResource): void {
  const resource = new CfnResource(stack, id, { type: Type, properties: Properties });
  for (const [name, value] of Object.entries(attributes)) {
    resource.addOverride(name, value);
  }
}

function replayAssets(app: App, stack: Stack, assembly: string): void {
  for (const { hash, displayName, path, packaging } of fileAssets(assembly, stack.artifactId)) {
    cpSync(join(assembly, path), join(app.outdir, path), { recursive: true });
    stack.synthesizer.addFileAsset({
      sourceHash: hash,
      displayName,
      fileName: path,
      packaging: packaging as FileAssetPackaging,
    });
  }
}
