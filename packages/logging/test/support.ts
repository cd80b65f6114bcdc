import * as instances from '@ecs-groundwork/instances';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, CfnResource, type Environment, Stack } from 'aws-cdk-lib/core';
import { type Section, type Pipeline } from './fluent-bit/grammar';
import { parse } from './fluent-bit/parse';
import { LogRouter, type LogRouterProps } from '../src';

export interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly cluster: instances.Cluster;
  readonly group: instances.InstanceGroup;
  /** What the stack renders; nothing can be added to the app afterwards. */
  readonly template: Template;
}

/** A stack that answers for its zones itself: CDK would ask the account. */
class ZonedStack extends Stack {
  public override get availabilityZones(): string[] {
    return ['a', 'b'].map((letter) => `${this.region}${letter}`);
  }
}

/** A cluster with the group `default`. */
export function make(env?: Environment): Made {
  const app = new App();
  const stack = env ? new ZonedStack(app, 'Test', { env }) : new Stack(app, 'Test');
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  const cluster = new instances.Cluster(stack, 'Cluster', { vpc });
  const group = cluster.addInstanceGroup('default');
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

export interface Routed extends Made {
  /** What the router wants on every instance. */
  readonly contribution: instances.BootContribution;
}

/** A cluster whose group has a router. */
export function makeRouted(props: LogRouterProps | ((made: Made) => LogRouterProps) = {}): Routed {
  const made = make();
  const { app, stack, cluster, group } = made;
  const router = new LogRouter(typeof props === 'function' ? props(made) : props);
  const contributions: instances.BootContribution[] = [];
  group.contribute({
    contributionName: router.contributionName,
    bind: (scope, to) => {
      const contribution = router.bind(scope, to);
      contributions.push(contribution);
      return contribution;
    },
  });
  const [contribution] = contributions;
  return {
    app,
    stack,
    cluster,
    group,
    contribution,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** A file that the container sees. */
export function fileOf(routed: Routed, path: string): string {
  const { files = [] } = documentOf(routed);
  const paths = dockerOptions(routed, '--mount').flatMap(
    (mount) =>
      /^type=bind,source=\/run\/system-container-log-router\/files\/\d+,target=(.*),readonly$/.exec(mount)?.[1] ?? [],
  );
  const file = files[paths.indexOf(path)];
  if (file === undefined) {
    throw new Error(`no file ${path}`);
  }
  return file;
}

export interface FluentBitConfiguration {
  readonly service: Section;
  readonly parsers: readonly Section[];
  readonly pipeline: Pipeline;
}

/** What the router's configuration says. */
export function configurationOf(routed: Routed): FluentBitConfiguration {
  return parse(fileOf(routed, '/etc/log-router/fluent-bit.yaml')) as unknown as FluentBitConfiguration;
}

/** Where the logs of containers go. */
export function containerOutput(routed: Routed): Section {
  const output = configurationOf(routed).pipeline.outputs.find(({ match }) => match === 'container.*');
  if (!output) {
    throw new Error('no output for logs of containers');
  }
  return output;
}

interface Document {
  readonly image: string;
  readonly options: readonly string[];
  readonly command: readonly string[];
  readonly secretFiles: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
}

/** How the container is started, with `<Name>` for what CloudFormation puts there. */
export function documentOf({ group, stack }: Pick<Routed, 'group' | 'stack'>): Document {
  const rollouts = group.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
  const [{ Content }] = rollouts.flatMap((node) => {
    const { Properties = {} } = Object.values(
      (stack.resolve(node._toCloudFormation()) as { Resources: Record<string, { Properties?: object }> }).Resources,
    )[0];
    return 'Content' in Properties && 'ParameterName' in Properties ? [Properties] : [];
  });
  const { containers } = JSON.parse(text(Content)) as { containers: { name: string; document: Document }[] };
  const { document } = containers.find(({ name }) => name === 'log-router') ?? containers[0];
  const options = document.options.map((option: unknown) =>
    typeof option === 'string' ? option : Buffer.from((option as { base64: string }).base64, 'base64').toString(),
  );
  return { ...document, options };
}

/** The environment of the container. */
export function environmentOf(routed: Routed): Record<string, string> {
  const { options } = documentOf(routed);
  const pairs = options.flatMap((option, index) => (options[index - 1] === '--env' ? [option] : []));
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
}

function text(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Fn::Join':
      return (argument as [string, unknown[]])[1].map(text).join((argument as [string])[0]);
    case 'Fn::Base64':
      return Buffer.from(text(argument)).toString('base64');
    case 'Ref':
      return `<${String(argument)}>`;
    default:
      return `<${JSON.stringify(argument).replaceAll('"', '')}>`;
  }
}

/** The values of options of `docker run` with this name. */
export function dockerOptions(routed: Routed, name: string): string[] {
  const { options } = documentOf(routed);
  return options.flatMap((option, index) => (options[index - 1] === name ? [option] : []));
}

/** Every statement of every policy of a type. */
export function statements(template: Template, type = 'AWS::IAM::Policy'): Record<string, unknown>[] {
  return Object.values(template.findResources(type)).flatMap(
    (policy) =>
      (policy as { Properties: { PolicyDocument: { Statement: Record<string, unknown>[] } } }).Properties.PolicyDocument
        .Statement,
  );
}

/** `code: message`, as a user reads it. */
export function failureOf(use: () => unknown): string {
  try {
    use();
  } catch (error) {
    return String(error);
  }
  return 'nothing failed';
}
