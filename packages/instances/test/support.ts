import { gunzipSync } from 'node:zlib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type App, type Environment, Stack } from 'aws-cdk-lib/core';
import {
  Bastion,
  Cluster,
  type ClusterProps,
  HostAccess,
  InstanceConnectEndpoint,
  type InstanceGroup,
  type InstanceGroupOptions,
  PurchaseOption,
} from '../src';
import { newApp } from './scratch';

export const type = (name: string): ec2.InstanceType => new ec2.InstanceType(name);

/** A VPC without lookups, also in a stack of a known account. */
export function makeVpc(stack: Stack, subnets: 'private' | 'isolated' | 'public' = 'private'): ec2.Vpc {
  const subnetType = {
    private: ec2.SubnetType.PRIVATE_WITH_EGRESS,
    isolated: ec2.SubnetType.PRIVATE_ISOLATED,
    public: ec2.SubnetType.PUBLIC,
  }[subnets];
  return new ec2.Vpc(stack, 'Vpc', {
    natGateways: subnets === 'private' ? 1 : 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC },
      ...(subnets === 'public' ? [] : [{ name: 'Inner', subnetType }]),
    ],
  });
}

/** A stack that answers for its zones itself: CDK would ask the account. */
class ZonedStack extends Stack {
  public override get availabilityZones(): string[] {
    return ['a', 'b'].map((letter) => `${this.region}${letter}`);
  }
}

export interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
  readonly cluster: Cluster;
  /** What the stack renders; nothing can be added to the app afterwards. */
  readonly template: Template;
}

export function make(props: Partial<ClusterProps> = {}, env?: Environment, subnets?: 'isolated' | 'public'): Made {
  const app = newApp();
  const stack = env ? new ZonedStack(app, 'Test', { env }) : new Stack(app, 'Test');
  const vpc = makeVpc(stack, subnets);
  const cluster = new Cluster(stack, 'Cluster', { vpc, ...props });
  return {
    app,
    stack,
    vpc,
    cluster,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

export interface MadeGroup extends Made {
  readonly group: InstanceGroup;
}

/** A cluster with the group `default`. */
export function makeGroup(
  options: InstanceGroupOptions | ((made: Made) => InstanceGroupOptions) = {},
  subnets?: 'isolated' | 'public',
): MadeGroup {
  // not spread: that would render the template before the test is done with the app
  const made = make({}, undefined, subnets);
  const { app, stack, vpc, cluster } = made;
  const group = cluster.addInstanceGroup('default', typeof options === 'function' ? options(made) : options);
  return {
    app,
    stack,
    vpc,
    cluster,
    group,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** A stack with every kind of group and access. */
export function everything(region = 'eu-west-1'): Template {
  const made = make({}, { account: '123456789012', region });
  const { stack, vpc, cluster } = made;
  const bastion = new Bastion(stack, 'Bastion', { vpc, allowFrom: [ec2.Peer.ipv4('198.51.100.0/24')] });
  const endpoint = new InstanceConnectEndpoint(stack, 'Endpoint', { vpc });
  cluster.addInstanceGroup('session');
  cluster.addInstanceGroup('none', { access: HostAccess.none() });
  cluster.addInstanceGroup('bastion', { access: HostAccess.bastion(bastion) });
  cluster.addInstanceGroup('connect', { access: HostAccess.instanceConnect(endpoint) });
  cluster.addInstanceGroup('spot', { purchaseOption: PurchaseOption.spot(), instanceTypes: [type('m7g.large')] });
  cluster.addInstanceGroup('fixed', { managedScaling: false });
  return made.template;
}

/** A resource of a template, as far as tests read it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
  readonly UpdatePolicy?: unknown;
}

export function resources(template: Template, resourceType: string): Record<string, Resource> {
  return template.findResources(resourceType) as Record<string, Resource>;
}

/** The only resource of a type, with its id. */
export function only(template: Template, resourceType: string): [id: string, resource: Resource] {
  const entries = Object.entries(resources(template, resourceType));
  expect(entries).toHaveLength(1);
  return entries[0];
}

/** Every resource by its id. */
export function allResources(template: Template): Record<string, Resource> {
  return template.toJSON().Resources as Record<string, Resource>;
}

export interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
  readonly Principal?: unknown;
}

/** Every statement of every policy in a template. */
export function statements(template: Template): Statement[] {
  return Object.values(resources(template, 'AWS::IAM::Policy')).flatMap(
    ({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement,
  );
}

/** What the launch template says of an instance. */
export function launchData(template: Template): Record<string, unknown> {
  const [, { Properties }] = only(template, 'AWS::EC2::LaunchTemplate');
  return Properties.LaunchTemplateData as Record<string, unknown>;
}

/** The user data of the launch template as JSON, with its compressed part as it is on an instance. */
export function userDataOf(template: Template): string {
  const compressed = /(application\/gzip.*?\\n\\n)([A-Za-z0-9+/=]+)/;
  return JSON.stringify(launchData(template).UserData).replace(
    compressed,
    (_, headers: string, body: string) =>
      headers + JSON.stringify(gunzipSync(Buffer.from(body, 'base64')).toString()).slice(1, -1),
  );
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
