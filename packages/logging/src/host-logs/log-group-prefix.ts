import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** What CloudWatch Logs takes in a name, besides the slashes that join the parts. */
const NOT_IN_NAMES = /[^A-Za-z0-9._#-]/g;

/**
 * The name of the stack and the path in it: a stack's name is unique in its account and region, and a path in its stack.
 * Where an id has characters that no log group may have, the construct's hash tells it from ids that end up the same.
 */
export function logGroupPrefix(scope: Construct): string {
  const stack = Stack.of(scope);
  const { scopes } = scope.node;
  const ids = scopes.slice(scopes.indexOf(stack) + 1).map(({ node }) => node.id);
  const path = ids.map((id) => id.replace(NOT_IN_NAMES, '-'));
  const hash = path.every((id, index) => id === ids[index]) ? [] : [scope.node.addr.slice(-8)];
  return `/${[stack.stackName, ...path, ...hash].join('/')}`;
}
