import * as instances from '@ecs-groundwork/instances';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { SystemContainer, SystemContainerImage, type SystemContainerProps } from '../src';

export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
export const IMAGE = `public.ecr.aws/example/exporter@${DIGEST}`;

/** All that must be said of a container. */
export function containerProps(props: Partial<SystemContainerProps> = {}): SystemContainerProps {
  return {
    containerName: 'exporter',
    image: SystemContainerImage.fromRegistry(IMAGE),
    memoryLimitMiB: 64,
    ...props,
  };
}

export function container(props: Partial<SystemContainerProps> = {}): SystemContainer {
  return new SystemContainer(containerProps(props));
}

export interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly cluster: instances.Cluster;
  readonly group: instances.InstanceGroup;
  /** What the stack renders; nothing can be added to the app afterwards. */
  readonly template: Template;
}

/** A cluster with the group `default`. */
export function make(options: instances.InstanceGroupOptions = {}): Made {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  const cluster = new instances.Cluster(stack, 'Cluster', { vpc });
  const group = cluster.addInstanceGroup('default', options);
  return {
    app,
    stack,
    cluster,
    group,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** What a container adds to a group, without adding it. */
export function bound({ group }: Pick<Made, 'group'>, props: Partial<SystemContainerProps> = {}) {
  return container(props).bind(new Construct(group, `Bound${group.node.children.length}`), group);
}

export interface Statement {
  readonly Action: string | string[];
  readonly Resource?: unknown;
}

/** Every statement of every policy of a role in a template. */
export function statements(template: Template): Statement[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => (Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement,
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
