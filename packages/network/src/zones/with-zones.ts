import type { Stack } from 'aws-cdk-lib/core';

const PROPERTY = 'availabilityZones';

/**
 * Builds something while the stack answers with these zones.
 *
 * `ec2.Vpc` asks its stack for zones even when it is given all of them, and a stack with a known account and region
 * answers by looking them up: a synth that needs credentials, writes `cdk.context.json`, and at first runs on zones
 * named `dummy1a`. `availabilityZones` is the documented place to override that answer; it is overridden on this one
 * object, for this one call, so that the user's other constructs see the stack as they left it.
 */
export function withZones<T>(stack: Stack, zones: string[], build: () => T): T {
  const before = Object.getOwnPropertyDescriptor(stack, PROPERTY);
  Object.defineProperty(stack, PROPERTY, { configurable: true, get: () => [...zones] });
  try {
    return build();
  } finally {
    if (before) {
      Object.defineProperty(stack, PROPERTY, before);
    } else {
      Reflect.deleteProperty(stack, PROPERTY);
    }
  }
}
