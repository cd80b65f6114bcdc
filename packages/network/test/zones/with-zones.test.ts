import { App, Stack } from 'aws-cdk-lib/core';
import { withZones } from '../../src/zones/with-zones';
import { failureOf, IRELAND } from '../support';

const stackInIreland = () => new Stack(new App(), 'Test', { env: IRELAND });
const ownProperty = (stack: Stack) => Object.getOwnPropertyDescriptor(stack, 'availabilityZones');

describe('a stack with other zones for one call', () => {
  test('answers with them during the call', () => {
    const stack = stackInIreland();
    expect(withZones(stack, ['a', 'b'], () => stack.availabilityZones)).toEqual(['a', 'b']);
  });

  test('is as before after the call', () => {
    const stack = stackInIreland();
    withZones(stack, ['a', 'b'], () => undefined);
    expect(ownProperty(stack)).toBeUndefined();
  });

  test('is as before after a call that fails', () => {
    const stack = stackInIreland();
    const failing = () =>
      withZones(stack, ['a', 'b'], () => {
        throw new Error('no VPC today');
      });
    expect(failureOf(failing)).toBe('Error: no VPC today');
    expect(ownProperty(stack)).toBeUndefined();
  });

  test('gets its own override back', () => {
    const stack = Object.defineProperty(stackInIreland(), 'availabilityZones', { configurable: true, value: ['c'] });
    const before = ownProperty(stack);
    withZones(stack, ['a', 'b'], () => undefined);
    expect(ownProperty(stack)).toEqual(before);
  });
});
