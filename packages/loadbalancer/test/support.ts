import * as instances from '@ecs-groundwork/instances';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';

/** An environment, in three stacks or all in one. */
export interface Environment {
  readonly app: App;
  readonly networkStack: Stack;
  readonly clusterStack: Stack;
  readonly servicesStack: Stack;
  readonly vpc: ec2.Vpc;
  readonly cluster: instances.Cluster;
  readonly group: instances.InstanceGroup;
}

export function environment(stacks: 'one' | 'three' = 'one'): Environment {
  const app = new App();
  const networkStack = new Stack(app, stacks === 'one' ? 'Test' : 'Network');
  const clusterStack = stacks === 'one' ? networkStack : new Stack(app, 'Cluster');
  const servicesStack = stacks === 'one' ? networkStack : new Stack(app, 'Services');
  const vpc = makeVpc(networkStack);
  const cluster = new instances.Cluster(clusterStack, 'Cluster', { vpc });
  const group = cluster.addInstanceGroup('default');
  return { app, networkStack, clusterStack, servicesStack, vpc, cluster, group };
}

export function makeVpc(stack: Stack, options: ec2.VpcProps = {}, id = 'Vpc'): ec2.Vpc {
  return new ec2.Vpc(stack, id, { natGateways: 1, maxAzs: 2, restrictDefaultSecurityGroup: false, ...options });
}

export const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555';

export function certificate(stack: Stack, id = 'Certificate', arn = CERTIFICATE): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(stack, id, arn);
}

export interface ServiceOptions extends Partial<ecs.Ec2ServiceProps> {
  readonly id?: string;
  readonly networkMode?: ecs.NetworkMode;
  readonly portMappings?: ecs.PortMapping[];
  /** Where it stands, instead of the services' stack. */
  readonly stack?: Stack;
}

/** A service on the group `default`, in bridge mode with a port that the agent hands out. */
export function makeService(
  { servicesStack, cluster, group }: Environment,
  { id = 'Web', networkMode, portMappings, stack = servicesStack, ...props }: ServiceOptions = {},
): ecs.Ec2Service {
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, `${id}Tasks`, { networkMode });
  taskDefinition.addContainer('web', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
    memoryReservationMiB: 128,
    portMappings: portMappings ?? [{ containerPort: 8080 }],
  });
  return new ecs.Ec2Service(stack, id, {
    cluster,
    taskDefinition,
    minHealthyPercent: 100,
    capacityProviderStrategies: props.daemon ? undefined : [group.capacityProviderStrategy()],
    ...props,
  });
}

/** A resource of a template, as far as tests read it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
}

const rendered = new WeakMap<Stack, Template>();

/** What a stack renders; nothing can be added to the app afterwards. */
export function templateOf(stack: Stack): Template {
  const template = rendered.get(stack) ?? Template.fromStack(stack);
  rendered.set(stack, template);
  return template;
}

export function resources(stack: Stack, type: string): Record<string, Resource> {
  return templateOf(stack).findResources(type) as Record<string, Resource>;
}

export function only(stack: Stack, type: string): [id: string, resource: Resource] {
  const entries = Object.entries(resources(stack, type));
  expect(entries).toHaveLength(1);
  return entries[0];
}

/** The attributes of the only resource of a type, by their keys. */
export function attributes(stack: Stack, kind: 'LoadBalancer' | 'TargetGroup'): Record<string, unknown> {
  const [, { Properties }] = only(stack, `AWS::ElasticLoadBalancingV2::${kind}`);
  const list = Properties[`${kind}Attributes`] as { Key: string; Value: unknown }[];
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}

/** One rule of a security group: which way, whose, what and why. */
export interface Rule {
  readonly way: 'in' | 'out';
  readonly ports: string;
  readonly description: unknown;
  /** An address range, or part of the id of a security group. */
  readonly peer: string;
}

/** Every rule that a stack holds towards load balancers: those of clients, and those to instances and tasks. */
export function rules(stack: Stack): Rule[] {
  const apart = (['Ingress', 'Egress'] as const).flatMap((kind) =>
    Object.values(resources(stack, `AWS::EC2::SecurityGroup${kind}`)).map(({ Properties }) =>
      ruleOf(kind === 'Ingress' ? 'in' : 'out', Properties),
    ),
  );
  const inline = Object.entries(resources(stack, 'AWS::EC2::SecurityGroup'))
    .filter(([, { Properties }]) => !String(Properties.GroupDescription).startsWith('Container instances'))
    .flatMap(([, { Properties }]) => [
      ...((Properties.SecurityGroupIngress ?? []) as Record<string, unknown>[]).map((rule) => ruleOf('in', rule)),
      ...((Properties.SecurityGroupEgress ?? []) as Record<string, unknown>[]).map((rule) => ruleOf('out', rule)),
    ]);
  return [...inline, ...apart];
}

function ruleOf(way: 'in' | 'out', rule: Record<string, unknown>): Rule {
  const { FromPort, ToPort, Description, CidrIp, CidrIpv6, SourceSecurityGroupId, DestinationSecurityGroupId } = rule;
  const peer = CidrIp ?? CidrIpv6 ?? SourceSecurityGroupId ?? DestinationSecurityGroupId;
  return {
    way,
    ports: FromPort === ToPort ? String(FromPort) : `${String(FromPort)}-${String(ToPort)}`,
    description: Description,
    peer: typeof peer === 'string' ? peer : JSON.stringify(peer),
  };
}

/** The rule that keeps EC2 from opening everything; it leads nowhere. */
export const NOWHERE: Rule = {
  way: 'out',
  ports: '443',
  description: 'Nothing goes out but what other rules allow',
  peer: '127.0.0.1/32',
};

/** What a call throws, as TypeScript and Python users read it. */
export function failureOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'nothing was thrown';
}
