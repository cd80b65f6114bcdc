import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Token } from 'aws-cdk-lib/core';
import type { ApplicationServiceProps } from './application-service-props';
import { failure } from '../private/errors';
import { checkNumber } from '../shared/checks';
import { BOUNDS } from '../shared/defaults';

/** The rules of one listener, whichever stacks they stand in. */
export class Rules {
  private readonly taken = new Map<number, string>();

  public constructor(private readonly balancer: string) {}

  /** The place of a rule, or a failure if it has none of its own. */
  public claim(what: string, props: ApplicationServiceProps): number {
    const priority = props.priority ?? this.lastFor(what, props);
    checkNumber('priority', priority, BOUNDS.priority, 'a lower number is asked first');
    const holder = this.taken.get(priority);
    if (holder !== undefined) {
      throw failure(
        'PriorityTaken',
        `${what} cannot have priority ${priority} at load balancer ${this.balancer}, ${holder} has it; ` +
          `give one of them another number`,
      );
    }
    if (!Token.isUnresolved(priority)) {
      this.taken.set(priority, what);
    }
    return priority;
  }

  private lastFor(what: string, props: ApplicationServiceProps): number {
    if (isSelective(props)) {
      throw failure(
        'PriorityMissing',
        `${what} takes only some requests, so it must say when its rule is asked; ` +
          `set priority to ${BOUNDS.priority.min} to ${BOUNDS.priority.max}, the lower number is asked first`,
      );
    }
    return BOUNDS.priority.max;
  }
}

/** What must hold of a request, or a failure if Elastic Load Balancing could not ask for it. */
export function conditionsOf(props: ApplicationServiceProps): elbv2.ListenerCondition[] {
  const { hostHeaders = [], pathPatterns = [], conditions = [] } = props;
  hostHeaders.forEach(checkHost);
  pathPatterns.forEach(checkPath);
  const { max } = BOUNDS.conditionValues;
  if (hostHeaders.length + pathPatterns.length > max) {
    throw failure(
      'RuleValuesTooMany',
      `hostHeaders and pathPatterns must have at most ${max} values together, ` +
        `got ${hostHeaders.length + pathPatterns.length}; add the service again, with the others`,
    );
  }
  return [
    ...(hostHeaders.length > 0 ? [elbv2.ListenerCondition.hostHeaders(hostHeaders)] : []),
    ...(pathPatterns.length > 0 ? [elbv2.ListenerCondition.pathPatterns(pathPatterns)] : []),
    ...conditions,
    // a rule must ask for something
    ...(isSelective(props) ? [] : [elbv2.ListenerCondition.pathPatterns(['/*'])]),
  ];
}

function isSelective({ hostHeaders = [], pathPatterns = [], conditions = [] }: ApplicationServiceProps): boolean {
  return hostHeaders.length + pathPatterns.length + conditions.length > 0;
}

function checkHost(host: string): void {
  if (!Token.isUnresolved(host) && (!/^[\w.*?-]+$/.test(host) || host.length > BOUNDS.conditionLength.max)) {
    throw failure(
      'HostHeaderInvalid',
      `hostHeaders must be names of hosts, at most ${BOUNDS.conditionLength.max} characters, got '${host}'; ` +
        `write for example 'www.example.com' or '*.example.com'`,
    );
  }
}

function checkPath(path: string): void {
  if (!Token.isUnresolved(path) && (!/^[/*?]/.test(path) || path.length > BOUNDS.conditionLength.max)) {
    throw failure(
      'PathPatternInvalid',
      `pathPatterns must begin with a slash, at most ${BOUNDS.conditionLength.max} characters, got '${path}'; ` +
        `write for example '/api/*'`,
    );
  }
}
