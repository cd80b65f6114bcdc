import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** A resource as a template has it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface TemplateFile {
  readonly stack: string;
  readonly file: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** Where in the construct tree the resources were made, by logical id. */
  readonly paths: ReadonlyMap<string, string>;
}

/** What one synthesis wrote. */
export interface Assembly {
  /** What CDK would have to look up, with credentials, before it could finish. */
  readonly missing: readonly unknown[];
  readonly templates: readonly TemplateFile[];
}

export function readAssembly(folder: string): Assembly {
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new Error(`${folder} holds no cloud assembly: run 'npx nx run-many -t synth' first.`);
  }
  const { manifest, stacks } = new CloudAssembly(folder);
  return { missing: manifest.missing ?? [], templates: stacks.map(readTemplate) };
}

function readTemplate(artifact: CloudFormationStackArtifact): TemplateFile {
  const { Resources } = artifact.template as { Resources: TemplateFile['resources'] };
  const paths = artifact
    .findMetadataByType('aws:cdk:logicalId')
    .map(({ data, path }) => [data as string, path] as const);
  return {
    stack: artifact.stackName,
    file: artifact.templateFullPath,
    resources: Resources,
    paths: new Map(paths),
  };
}

/** Where in the construct tree a resource was made: `acceptance-cluster/Cluster/Role/Resource`. */
export function placeOf({ stack, paths }: TemplateFile, logicalId: string): string {
  return (paths.get(logicalId) ?? `/${stack}/${logicalId}`).slice(1);
}

/** The resources of some types, each with its place. */
export function resourcesOf(template: TemplateFile, ...types: string[]) {
  return Object.entries(template.resources)
    .filter(([, resource]) => types.includes(resource.Type))
    .map(([logicalId, { Properties = {} }]) => ({ place: placeOf(template, logicalId), properties: Properties }));
}
