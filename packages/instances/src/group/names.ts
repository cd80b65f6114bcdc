import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';

/** What may stand unquoted in a cluster query, a construct id and a tag alike. */
const GROUP_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** ECS: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html */
const ATTRIBUTE_NAME = /^[A-Za-z0-9._\-/\\]{1,128}$/;
const ATTRIBUTE_VALUE = /^[A-Za-z0-9._\-@:/\\]+( +[A-Za-z0-9._\-@:/\\]+)*$/;
const ATTRIBUTE_VALUE_LENGTH = 128;
const RESERVED_PREFIXES = ['ecs.', 'com.amazonaws', 'ecs-groundwork.'];

/** What CloudWatch Logs takes in a name, besides the slashes that join the parts. */
const NOT_IN_LOG_GROUP_NAMES = /[^A-Za-z0-9._#-]/g;

/** Unique in the stack, and the same in every account. */
export function pathInStack(scope: Construct): string {
  return idsInStack(scope).join('/');
}

/**
 * The name of a log group of a construct: stack, path and what it holds. A stack's name is unique in its account and
 * region. Where an id has characters that no log group may have, the construct's hash tells it from ids that end up the
 * same.
 */
export function logGroupName(scope: Construct, holds: string): string {
  const ids = idsInStack(scope);
  const path = ids.map((id) => id.replace(NOT_IN_LOG_GROUP_NAMES, '-'));
  const hash = path.every((id, index) => id === ids[index]) ? [] : [scope.node.addr.slice(-8)];
  return `/${[Stack.of(scope).stackName, ...path, ...hash, holds].join('/')}`;
}

function idsInStack(scope: Construct): string[] {
  const { scopes } = scope.node;
  return scopes.slice(scopes.indexOf(Stack.of(scope)) + 1).map(({ node }) => node.id);
}

/** Fails with `GroupNameInvalid` unless the name can be an attribute's value and a tag's. */
export function checkGroupName(name: string): void {
  if (Token.isUnresolved(name) || !GROUP_NAME.test(name)) {
    throw failure(
      'GroupNameInvalid',
      `the name of an instance group must be 1 to 64 letters, digits, - and _, beginning with a letter or digit, ` +
        `got '${Token.isUnresolved(name) ? 'a token' : name}'`,
    );
  }
}

/** Fails unless ECS would accept these as custom attributes of a container instance. */
export function checkAttributes(group: string, attributes: Readonly<Record<string, string>>): void {
  const seen = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) {
    checkAttributeName(group, name);
    checkAttributeValue(group, name, value);
    const same = seen.get(name.toLowerCase());
    if (same !== undefined) {
      throw failure(
        'AttributeTwice',
        `attributes of group '${group}' hold '${same}' and '${name}', which differ in case only; keep one of them`,
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}

function checkAttributeName(group: string, name: string): void {
  const reserved = RESERVED_PREFIXES.find((prefix) => name.toLowerCase().startsWith(prefix));
  if (reserved) {
    throw failure(
      'AttributeNameReserved',
      `attribute '${name}' of group '${group}' begins with '${reserved}', which is reserved; choose another prefix`,
    );
  }
  if (Token.isUnresolved(name) || !ATTRIBUTE_NAME.test(name)) {
    throw failure(
      'AttributeNameInvalid',
      `attribute '${name}' of group '${group}' must be 1 to 128 letters, digits and . _ - / \\`,
    );
  }
}

function checkAttributeValue(group: string, name: string, value: string): void {
  if (Token.isUnresolved(value)) {
    return;
  }
  if (value.length > ATTRIBUTE_VALUE_LENGTH || !ATTRIBUTE_VALUE.test(value)) {
    throw failure(
      'AttributeValueInvalid',
      `attribute '${name}' of group '${group}' must have a value of 1 to ${ATTRIBUTE_VALUE_LENGTH} letters, digits, ` +
        `. _ - @ : / \\ and inner spaces, got '${value}'`,
    );
  }
}
