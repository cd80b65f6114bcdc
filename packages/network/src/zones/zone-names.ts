import { Fn, Stack, Token } from 'aws-cdk-lib/core';
import { ZONES } from '../private/bounds';
import { failure } from '../private/errors';

/** What a user says about zones: a number, or names, or neither. */
export interface ZoneChoice {
  readonly zones?: number;
  readonly availabilityZones?: string[];
}

const ZONE_ID = /-az\d+$/;

/** The zones a network spans, one name or token each. Nothing is looked up. */
export function zoneNames(stack: Stack, choice: ZoneChoice): string[] {
  if (choice.availabilityZones === undefined) {
    return countedZones(stack, choice.zones ?? ZONES.default);
  }
  if (choice.zones !== undefined) {
    throw failure(
      'ZonesGivenTwice',
      'zones and availabilityZones cannot both be given; leave zones out, the names say how many',
    );
  }
  checkNames(stack, choice.availabilityZones);
  return [...choice.availabilityZones];
}

function countedZones(stack: Stack, count: number): string[] {
  if (Token.isUnresolved(count)) {
    throw failure('ZonesUnresolved', 'zones must be known at synthesis, got a token; write the number');
  }
  if (!Number.isInteger(count) || count < ZONES.min || count > ZONES.max) {
    throw failure(
      'ZoneCountOutOfRange',
      `zones must be ${ZONES.min} to ${ZONES.max}, got ${count}; leave it out for ${ZONES.default}`,
    );
  }
  const own = ownZones(stack);
  if (!own) {
    return Array.from({ length: count }, (_, zone) => Fn.select(zone, Fn.getAzs()));
  }
  if (own.length < count) {
    throw failure(
      'StackHasFewerZones',
      `zones must be at most ${own.length}, as many as the stack's own availabilityZones, got ${count}; ` +
        'add to them or ask for fewer',
    );
  }
  return own.slice(0, count);
}

/**
 * The zones of a stack that overrides `availabilityZones`, the place CDK documents for a list of one's own.
 * The base class's getter is not called: with a known account it looks zones up.
 */
function ownZones(stack: Stack): string[] | undefined {
  let holder: object = stack;
  while (!Object.prototype.hasOwnProperty.call(holder, 'availabilityZones')) {
    holder = Object.getPrototypeOf(holder) as object;
  }
  return holder === Stack.prototype ? undefined : stack.availabilityZones;
}

function checkNames(stack: Stack, names: string[]): void {
  if (Token.isUnresolved(names)) {
    throw failure(
      'ZonesUnresolved',
      'availabilityZones must be a list of known length, got a token; write the names, or a number in zones',
    );
  }
  if (names.length < ZONES.min || names.length > ZONES.max) {
    throw failure(
      'ZoneCountOutOfRange',
      `availabilityZones must name ${ZONES.min} to ${ZONES.max} zones, got ${names.length}; ` +
        `leave it out for ${ZONES.default} zones of the stack's region`,
    );
  }
  const duplicate = names.find((name, index) => names.indexOf(name) < index);
  if (duplicate !== undefined) {
    throw failure('ZoneNamedTwice', `availabilityZones must name each zone once, got '${duplicate}' twice`);
  }
  names.filter((name) => !Token.isUnresolved(name)).forEach((name) => checkName(stack, name));
}

function checkName(stack: Stack, name: string): void {
  if (ZONE_ID.test(name)) {
    throw failure(
      'ZoneIdGiven',
      `availabilityZones must be names such as 'eu-west-1a', got the zone id '${name}'; ` +
        'look up the name that your account has for it',
    );
  }
  if (!Token.isUnresolved(stack.region) && !name.startsWith(stack.region)) {
    throw failure(
      'ZoneInOtherRegion',
      `availabilityZones must lie in the stack's region '${stack.region}', got '${name}'; ` +
        "name a zone of that region or change the stack's env",
    );
  }
}
