import { asText, isObject } from '../plain';
import { templateError, unsupported, validationError } from '../errors';
import type { Lookups } from '../ports';
import { UNKNOWN } from './scope';

const DYNAMIC = /\{\{resolve:([a-z-]+):([^{}]+)\}\}/g;

/** Replaces every `{{resolve:service:…}}` in `value`. AWS does so last: functions see the reference, not its value. */
export async function resolveDynamicReferences(value: unknown, lookups: Lookups): Promise<unknown> {
  if (typeof value === 'string') {
    return resolveText(value, lookups);
  }
  if (Array.isArray(value)) {
    return Promise.all(value.map((element) => resolveDynamicReferences(element, lookups)));
  }
  if (!isObject(value)) {
    return value;
  }
  const members = Object.entries(value).map(
    async ([key, member]) => [key, await resolveDynamicReferences(member, lookups)] as const,
  );
  return Object.fromEntries(await Promise.all(members));
}

/** The same value with every text that holds a dynamic reference unknown. */
export function withoutDynamicReferences(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.search(DYNAMIC) < 0 ? value : UNKNOWN;
  }
  if (Array.isArray(value)) {
    return value.map(withoutDynamicReferences);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutDynamicReferences(member)]));
}

async function resolveText(text: string, lookups: Lookups): Promise<string> {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(DYNAMIC)) {
    const [whole, service = '', argument = ''] = match;
    result += text.slice(end, match.index) + (await resolveOne(service, argument, lookups));
    end = match.index + whole.length;
  }
  return result + text.slice(end);
}

async function resolveOne(service: string, argument: string, lookups: Lookups): Promise<string> {
  switch (service) {
    case 'ssm':
    case 'ssm-secure':
      return resolveParameter(argument, lookups);
    case 'secretsmanager':
      return resolveSecret(argument, lookups);
    default:
      throw unsupported(`the dynamic reference {{resolve:${service}:…}}`);
  }
}

async function resolveParameter(name: string, lookups: Lookups): Promise<string> {
  const value = await lookups.parameter(name);
  if (value === undefined) {
    throw validationError(`Parameters: [ssm:${name}] cannot be found.`);
  }
  return value;
}

/** `id:SecretString:json-key:version-stage:version-id`, where the id may itself be an ARN with colons. */
async function resolveSecret(argument: string, lookups: Lookups): Promise<string> {
  const arn = /^(arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:]+)(?::(.*))?$/.exec(argument);
  const [id = '', rest = ''] = arn ? [arn[1], arn[2]] : splitOnce(argument);
  const [kind = '', key = '', stage = '', version = ''] = rest.split(':');
  if (kind !== '' && kind !== 'SecretString') {
    throw templateError(`the dynamic reference to secret ${id} asks for ${kind}; only SecretString is available`);
  }
  const secret = await lookups.secret(id, { stage: stage || undefined, id: version || undefined });
  if (secret === undefined) {
    throw validationError(`Secrets Manager can't find the specified secret: ${id}.`);
  }
  return key === '' ? secret : secretMember(secret, key, id);
}

function secretMember(secret: string, key: string, id: string): string {
  let members: unknown;
  try {
    members = JSON.parse(secret);
  } catch {
    throw validationError(`Could not parse SecretString JSON of secret ${id}`);
  }
  const member = isObject(members) ? members[key] : undefined;
  if (member === undefined) {
    throw validationError(`Could not find a value associated with JSONKey ${key} in SecretString of secret ${id}`);
  }
  return asText(member);
}

function splitOnce(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
