import { App, Fn, Stack, Validations } from 'aws-cdk-lib/core';
import type { NetworkProps } from '../../src';
import { Network } from '../../src';
import { zoneNames } from '../../src/zones/zone-names';
import { IRELAND, make, subnets } from '../support';

const THREE = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];

/** How a stack keeps a list of its own in TypeScript. */
class StackWithZones extends Stack {
  public override get availabilityZones(): string[] {
    return THREE;
  }
}

/** How the jsii runtime overrides a property for a Python subclass. */
function overriddenFromOutside(env?: typeof IRELAND): Stack {
  const stack = new Stack(new App(), 'Test', { env });
  return Object.defineProperty(stack, 'availabilityZones', { configurable: true, get: () => THREE });
}

describe('zones given as a number', () => {
  test.each([2, 3, 4, 5, 6])('span %d zones that CloudFormation chooses', (zones) => {
    const { template } = make({ zones }, IRELAND);
    const chosen = Array.from({ length: zones }, (_, zone) => ({ 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] }));
    expect(subnets(template, 'Public').map(({ zone }) => zone)).toEqual(chosen);
    expect(subnets(template, 'Private').map(({ zone }) => zone)).toEqual(chosen);
  });

  test.each([
    ['in TypeScript', () => new StackWithZones(new App(), 'Test', { env: IRELAND })],
    ['in Python', () => overriddenFromOutside(IRELAND)],
    ['and knows no account', () => overriddenFromOutside()],
  ])('are taken from a stack that has its own %s', (_, stack) => {
    expect(zoneNames(stack(), { zones: 2 })).toEqual(['eu-west-1a', 'eu-west-1b']);
    expect(zoneNames(stack(), {})).toEqual(['eu-west-1a', 'eu-west-1b']);
  });

  test('leave a stack that has its own as it was', () => {
    const stack = overriddenFromOutside();
    new Network(stack, 'Network');
    expect(stack.availabilityZones).toEqual(THREE);
  });
});

describe('zones given by name', () => {
  test('are spanned in their order', () => {
    const { template } = make({ availabilityZones: THREE }, IRELAND);
    expect(subnets(template, 'Public').map(({ zone }) => zone)).toEqual(THREE);
    expect(subnets(template, 'Private').map(({ zone }) => zone)).toEqual(THREE);
  });

  test('may be any in a stack whose region is not known', () => {
    const { template } = make({ availabilityZones: ['us-east-1a', 'us-east-1f'] });
    expect(subnets(template, 'Public').map(({ zone }) => zone)).toEqual(['us-east-1a', 'us-east-1f']);
  });

  test('may be local zones of the region', () => {
    const stack = new Stack(new App(), 'Test', { env: { account: '123456789012', region: 'us-west-2' } });
    const names = ['us-west-2-lax-1a', 'us-west-2-lax-1b'];
    expect(zoneNames(stack, { availabilityZones: names })).toEqual(names);
  });

  test('may be tokens', () => {
    const availabilityZones = [Fn.ref('FirstZone'), Fn.ref('SecondZone')];
    const { template } = make({ availabilityZones }, IRELAND);
    expect(subnets(template, 'Public').map(({ zone }) => zone)).toEqual([{ Ref: 'FirstZone' }, { Ref: 'SecondZone' }]);
  });

  test('win over those of the stack', () => {
    const stack = overriddenFromOutside();
    expect(zoneNames(stack, { availabilityZones: ['eu-west-1b', 'eu-west-1c'] })).toEqual(['eu-west-1b', 'eu-west-1c']);
  });

  test('are acknowledged, or aws-cdk-lib would warn of every subnet', () => {
    const rules = (props: NetworkProps) =>
      make(props, IRELAND).network.node.metadata.filter(
        ({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY,
      );
    expect(JSON.stringify(rules({ availabilityZones: THREE }))).toContain('CloudFormation-Validate::W3010');
    expect(rules({ zones: 3 })).toEqual([]);
  });
});
