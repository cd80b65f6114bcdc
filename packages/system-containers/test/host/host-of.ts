import type { HostFile } from '@ecs-groundwork/instances';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { SystemContainerProps } from '../../src';
import { generationContent } from '../../src/on-boot/generation';
import type { HostDocument } from '../../src/on-boot/host-document';
import { programFiles } from '../../src/on-boot/host-paths';
import { containerSpec } from '../../src/spec/container-spec';
import { container, containerProps, make } from '../support';

const { group, stack: made } = make();

/** Where what a container refers to can be made: the stack of the group. */
export const stack: Stack = made;

/** What every instance gets for system containers. */
export function programs(): HostFile[] {
  return programFiles();
}

/** What a host runs, with what parameters become. */
export function generationOf(
  containers: readonly Partial<SystemContainerProps>[],
  refs: Readonly<Record<string, string>> = {},
): string {
  const specs = containers.map((props) => containerSpec(containerProps(props)));
  return evaluate(made.resolve(generationContent(specs)), refs);
}

/** The files of an instance that has taken a generation with one container. */
export function filesOf(
  props: Partial<SystemContainerProps> = {},
  refs: Readonly<Record<string, string>> = {},
): HostFile[] {
  // for its errors
  container(props);
  const { containers } = JSON.parse(generationOf([props], refs)) as { containers: { document: HostDocument }[] };
  const [{ document }] = containers;
  return [...programs(), { path: '/run/system-containers/exporter.json', content: JSON.stringify(document) }];
}

/** How the boot finds out whether a required container works. */
export function readyCommandOf(): string {
  const required = container({ required: true, healthCheck: { command: ['true'] } });
  const [unit] = required.bind(new Construct(group, `Bound${group.node.children.length}`), group).units ?? [];
  return unit.readyCommand ?? '';
}

/** A token whose value is chosen when the files are made. */
export function parameter(): { readonly id: string; readonly value: string } {
  const id = `Parameter${made.node.children.length}`;
  return { id, value: new CfnParameter(made, id).valueAsString };
}

/** As CloudFormation does it. */
function evaluate(value: unknown, refs: Readonly<Record<string, string>>): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const [[name, argument]] = Object.entries(value) as [string, unknown][];
  switch (name) {
    case 'Ref':
      return refs[argument as string] ?? `{${argument as string}}`;
    case 'Fn::GetAtt':
      return `{${(argument as string[]).join('.')}}`;
    case 'Fn::Base64':
      return Buffer.from(evaluate(argument, refs), 'utf8').toString('base64');
    case 'Fn::Join': {
      const [separator, pieces] = argument as [string, unknown[]];
      return pieces.map((piece) => evaluate(piece, refs)).join(separator);
    }
    default:
      throw new Error(`a test does not know ${name}`);
  }
}
