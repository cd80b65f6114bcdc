import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import type { Environment } from 'aws-cdk-lib/core';
import type { NetworkProps } from '../src';
import { Egress, Network } from '../src';

export const IRELAND: Environment = { account: '123456789012', region: 'eu-west-1' };

/** Every strategy, by name. */
export const EGRESS: Record<string, () => Egress> = {
  natGatewayPerZone: () => Egress.natGatewayPerZone(),
  singleNatGateway: () => Egress.singleNatGateway(),
  regionalNatGateway: () => Egress.regionalNatGateway(),
  endpointsOnly: () => Egress.endpointsOnly(),
};

export interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly network: Network;
  /** What the stack renders; nothing can be added to the app afterwards. */
  readonly template: Template;
}

/** A stack with one network in it; props that need the stack are made with it. */
export function make(props: NetworkProps | ((stack: Stack) => NetworkProps) = {}, env?: Environment): Made {
  const app = new App();
  const stack = new Stack(app, 'Test', { env });
  const network = new Network(stack, 'Network', typeof props === 'function' ? props(stack) : props);
  return {
    app,
    stack,
    network,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
}

export function resources(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}

/** The properties of every resource of a type, in the order of the template. */
export function properties(template: Template, type: string): Record<string, unknown>[] {
  return Object.values(resources(template, type)).map((resource) => resource.Properties);
}

export interface Subnet {
  readonly id: string;
  readonly cidr: string;
  readonly zone: unknown;
  readonly properties: Record<string, unknown>;
}

/** The subnets of a group, `Public` or `Private`, in the order of their zones. */
export function subnets(template: Template, group: 'Public' | 'Private'): Subnet[] {
  return Object.entries(resources(template, 'AWS::EC2::Subnet'))
    .filter(([, { Properties }]) => tags(Properties)['aws-cdk:subnet-name'] === group)
    .map(([id, { Properties }]) => ({
      id,
      cidr: String(Properties.CidrBlock),
      zone: Properties.AvailabilityZone,
      properties: Properties,
    }));
}

export function tags(resource: Record<string, unknown>): Record<string, string> {
  const list = (resource.Tags ?? []) as { Key: string; Value: string }[];
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}

/** What a call throws, as TypeScript and Python users read it. */
export function failureOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'nothing was thrown';
}
