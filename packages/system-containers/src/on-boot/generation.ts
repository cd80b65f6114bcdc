import { hostDocument, type HostDocument } from './host-document';
import type { ContainerSpec } from '../spec/container-spec';

/** What the containers of a group are, as hosts read it. */
interface Generation {
  readonly containers: readonly { readonly name: string; readonly document: HostDocument }[];
}

/** As JSON; in the order in which hosts change the containers. */
export function generationContent(specs: readonly ContainerSpec[]): string {
  const generation: Generation = {
    containers: inStartOrder(specs).map((spec) => ({ name: spec.containerName, document: hostDocument(spec) })),
  };
  return asciiJson(generation);
}

/** Each after those that it starts after, otherwise by name: contributions come in any order. What is no order has errors of its own. */
function inStartOrder(specs: readonly ContainerSpec[]): ContainerSpec[] {
  const rest = [...specs].sort((one, other) => (one.containerName < other.containerName ? -1 : 1));
  const ordered: ContainerSpec[] = [];
  while (rest.length > 0) {
    const waiting = new Set(rest.map(({ containerName }) => containerName));
    const next = rest.findIndex(({ startAfter }) => !startAfter.some((name) => waiting.has(name)));
    ordered.push(...rest.splice(Math.max(next, 0), 1));
  }
  return ordered;
}

/** ASCII reads the same in whatever locale. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
