import { dockerOptions } from './docker-options';
import { type HostText, hostText } from './host-text';
import type { ContainerSpec } from '../spec/container-spec';

/**
 * What the host program reads of one container, and all it knows of it. It travels in a generation and not in user data:
 * a change of it reaches instances that run.
 */
export interface HostDocument {
  readonly image: string;
  /** Of `docker run`, one word each. */
  readonly options: readonly HostText[];
  readonly command?: readonly HostText[];
  /** ARNs by variable. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** ARNs by file name. */
  readonly secretFiles?: Readonly<Record<string, string>>;
  /** Contents; `options` mounts them. */
  readonly files?: readonly HostText[];
  readonly startAfter?: readonly string[];
}

export function hostDocument(spec: ContainerSpec): HostDocument {
  // Docker's client takes one word; the image's command does not follow an entry point of one's own
  const [, ...entryArguments] = spec.entryPoint ?? [];
  return {
    image: spec.image.imageName,
    options: dockerOptions(spec),
    ...ifAny('command', [...entryArguments, ...(spec.command ?? [])].map(hostText)),
    ...ifAny('secrets', arns(spec.secrets)),
    ...ifAny('secretFiles', arns(spec.secretFiles)),
    ...ifAny('files', Object.values(spec.files).map(hostText)),
    ...ifAny('startAfter', spec.startAfter),
  };
}

/** What is empty stays away. */
function ifAny<K extends string, T extends object>(key: K, value: T): Partial<Record<K, T>> {
  return Object.keys(value).length > 0 ? ({ [key]: value } as Record<K, T>) : {};
}

function arns(secrets: ContainerSpec['secrets']): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).map(([name, { arn }]) => [name, arn]));
}
