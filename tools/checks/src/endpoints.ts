import type { TemplateFile } from './templates/assembly';
import { resourcesOf } from './templates/assembly';
import { isWildcard, statementsOf } from './templates/statements';
import { textOf } from './templates/text';
import { userDataOf } from './templates/user-data';

/**
 * The endpoint services by which the actions of an IAM prefix are called. Where there are several, all of them: which
 * one an action uses is not said anywhere that a program could read.
 */
const BY_PREFIX: Readonly<Record<string, readonly string[]>> = {
  autoscaling: ['autoscaling'],
  ec2: ['ec2'],
  ec2messages: ['ec2messages'],
  // layers of images come from S3
  ecr: ['ecr.api', 'ecr.dkr', 's3'],
  ecs: ['ecs', 'ecs-agent', 'ecs-telemetry'],
  kms: ['kms'],
  logs: ['logs'],
  s3: ['s3'],
  secretsmanager: ['secretsmanager'],
  sqs: ['sqs'],
  ssm: ['ssm'],
  ssmmessages: ['ssmmessages'],
};

/** `https://secretsmanager.$region.$domain/` as our scripts write it, and as a template with pseudo parameters does. */
const HOST = /https:\/\/([a-z0-9.-]+?)\.(?:\$\{?region\}?|\$\{AWS::Region\})\./g;

/** Installs packages: Amazon Linux has its repositories in S3. */
const INSTALLATION = /^\s*(?:dnf|yum)\b.*\binstall\b/m;

/** Why an instance needs an endpoint service, by service. */
export type Needs = ReadonlyMap<string, string>;

/** What the instances of a template call: read from their user data, and from what their roles and tasks may do. */
export function neededServices(template: TemplateFile): Needs {
  const needs = new Map<string, string>();
  const add = (service: string, reason: string) => needs.set(service, needs.get(service) ?? reason);
  for (const { place, text } of userDataOf(template)) {
    for (const [, service = ''] of text.matchAll(HOST)) {
      add(service, `called in the user data of ${place}`);
    }
    if (INSTALLATION.test(text)) {
      add('s3', `packages installed in the user data of ${place}`);
    }
  }
  const onInstances = statementsOf(template).filter(({ effect, place }) => effect === 'Allow' && !isForLambda(place));
  for (const { place, actions } of onInstances) {
    for (const action of actions.filter((one) => !one.startsWith('sts:') && !isWildcard(one))) {
      servicesOf(action).forEach((service) => add(service, `${action} allowed at ${place}`));
    }
  }
  return needs;
}

/** The endpoint services that a template has, by the last part of their names. */
export function offeredServices(template: TemplateFile): string[] {
  return resourcesOf(template, 'AWS::EC2::VPCEndpoint').map(({ properties }) => {
    const name = textOf(properties.ServiceName);
    const [, service] = /^com\.amazonaws\.(?:\$\{AWS::Region\}|[a-z0-9-]+)\.(.+)$/.exec(name) ?? [];
    if (!service) {
      throw new Error(`The endpoint service ${name} is of no form that is known here.`);
    }
    return service;
  });
}

function servicesOf(action: string): readonly string[] {
  const prefix = action.split(':')[0] ?? '';
  const services = BY_PREFIX[prefix];
  if (!services) {
    throw new Error(`By which endpoint is ${action} called? Say so in BY_PREFIX.`);
  }
  return services;
}

/** Functions run outside the VPC. */
function isForLambda(place: string): boolean {
  return /ScaleInProtection|CustomResourceProvider/.test(place);
}
