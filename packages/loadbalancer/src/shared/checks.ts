import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type Duration, Resource, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { failure } from '../private/errors';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Fails unless a number that is known now is whole and within bounds. */
export function checkNumber(prop: string, value: number | undefined, { min, max }: Range, advice: string): void {
  if (value === undefined || Token.isUnresolved(value)) {
    return;
  }
  if (!Number.isInteger(value) || value < min || value > max) {
    throw failure('NumberOutOfRange', `${prop} must be ${min} to ${max}, got ${value}; ${advice}`);
  }
}

/** Fails unless a duration that is known now is within bounds. */
export function checkSeconds(prop: string, value: Duration | undefined, { min, max }: Range, advice: string): void {
  if (value === undefined || value.isUnresolved()) {
    return;
  }
  const seconds = value.toMilliseconds() / 1000;
  if (!Number.isInteger(seconds) || seconds < min || seconds > max) {
    throw failure('DurationOutOfRange', `${prop} must be ${min} to ${max} seconds, got ${seconds}; ${advice}`);
  }
}

/** Fails on a certificate that the load balancer cannot use, where its ARN says so. */
export function checkCertificate(scope: IConstruct, certificate: acm.ICertificate): void {
  const { region } = Stack.of(scope);
  const [, , , certificateRegion] = Token.isUnresolved(certificate.certificateArn)
    ? []
    : certificate.certificateArn.split(':');
  // a server certificate of IAM has no region
  if (certificateRegion && !Token.isUnresolved(region) && certificateRegion !== region) {
    throw failure(
      'CertificateInOtherRegion',
      `a certificate must be in the load balancer's region '${region}', got one in '${certificateRegion}'; ` +
        `request it there as well`,
    );
  }
}

/** Whether two VPCs cannot be the same one. Of imported ones with unknown ids nothing is known. */
export function differ(one: ec2.IVpc, other: ec2.IVpc): boolean {
  if (one === other) {
    return false;
  }
  const known = [one, other].every((vpc) => !Token.isUnresolved(vpc.vpcId));
  const owned = [one, other].every((vpc) => Resource.isOwnedResource(vpc));
  return owned || (known && one.vpcId !== other.vpcId);
}
