import { dockerOptions } from './docker-options';
import { specPath } from './host-paths';
import { hostText } from './host-text';
import type { ContainerSpec } from '../spec/container-spec';
import type { HostFile } from '@ecs-groundwork/instances';

/**
 * What the host program reads of one container, and all it knows of it: later ways to bring a specification to an
 * instance replace this file and nothing else.
 */
export function hostDocument(spec: ContainerSpec): HostFile {
  // Docker's client takes one word; the image's command does not follow an entry point of one's own
  const [, ...entryArguments] = spec.entryPoint ?? [];
  const document = {
    image: spec.image.imageName,
    options: dockerOptions(spec),
    ...ifAny('command', [...entryArguments, ...(spec.command ?? [])].map(hostText)),
    ...ifAny('secrets', arns(spec.secrets)),
    ...ifAny('secretFiles', arns(spec.secretFiles)),
    ...ifAny('startAfter', spec.startAfter),
  };
  return { path: specPath(spec.containerName), content: asciiJson(document), mode: '600' };
}

/** What is empty stays away: user data is short. */
function ifAny(key: string, value: object): object {
  return Object.keys(value).length > 0 ? { [key]: value } : {};
}

function arns(secrets: ContainerSpec['secrets']): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).map(([name, { arn }]) => [name, arn]));
}

/** ASCII reads the same in whatever locale. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
