import type { Properties, ResourceContext } from '../../cloudformation';
import { listChanges, omit, unlessMissing } from '../support';

/** A policy of a Classic Load Balancer, whichever property it came from, and how it is made. */
interface Policy {
  readonly name: string;
  readonly definition: Properties;
  readonly kind: 'other' | 'application-cookie' | 'balancer-cookie';
}

/** Makes the policies that are new; those that changed are made anew. */
export async function addPolicies(
  context: ResourceContext,
  balancer: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  for (const policy of listChanges(policiesOf(now), policiesOf(before)).added) {
    await create(context, balancer, policy);
  }
}

/** Which of them holds at which port: what `Listeners` and `Policies` say together. */
export async function assignPolicies({ clients }: ResourceContext, balancer: string, now: Properties): Promise<void> {
  for (const { LoadBalancerPort, PolicyNames = [] } of now.Listeners as Properties[]) {
    const byPort = policiesAt(now, 'LoadBalancerPorts', LoadBalancerPort);
    await clients.elb.setLoadBalancerPoliciesOfListener({
      LoadBalancerName: balancer,
      LoadBalancerPort: Number(LoadBalancerPort),
      PolicyNames: [...PolicyNames, ...byPort],
    });
  }
  const instancePorts = new Set((now.Listeners as Properties[]).map(({ InstancePort }) => String(InstancePort)));
  for (const port of instancePorts) {
    await clients.elb.setLoadBalancerPoliciesForBackendServer({
      LoadBalancerName: balancer,
      InstancePort: Number(port),
      PolicyNames: policiesAt(now, 'InstancePorts', port),
    });
  }
}

/** A policy cannot go while a port has it, so all ports are freed of all policies first. */
export async function removePolicies(
  context: ResourceContext,
  balancer: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { removed } = listChanges(policiesOf(now), policiesOf(before));
  if (removed.length === 0) {
    return;
  }
  const listeners = (before.Listeners as Properties[]).map((listener) => omit(listener, 'PolicyNames'));
  await unlessMissing(() => assignPolicies(context, balancer, { Listeners: listeners }));
  for (const { name } of removed) {
    await unlessMissing(() =>
      context.clients.elb.deleteLoadBalancerPolicy({ LoadBalancerName: balancer, PolicyName: name }),
    );
  }
}

function policiesAt({ Policies = [] }: Properties, ports: string, port: unknown): string[] {
  return (Policies as Properties[])
    .filter((policy) => ((policy[ports] ?? []) as unknown[]).map(String).includes(String(port)))
    .map(({ PolicyName }) => String(PolicyName));
}

function policiesOf(properties: Properties): Policy[] {
  const of = (kind: Policy['kind'], definitions: Properties[] = []) =>
    definitions.map((definition) => ({ name: String(definition.PolicyName), definition, kind }));
  return [
    ...of('other', properties.Policies),
    ...of('application-cookie', properties.AppCookieStickinessPolicy),
    ...of('balancer-cookie', properties.LBCookieStickinessPolicy),
  ];
}

async function create({ clients }: ResourceContext, LoadBalancerName: string, policy: Policy): Promise<void> {
  const { name: PolicyName, definition, kind } = policy;
  const { elb } = clients;
  if (kind === 'application-cookie') {
    const { CookieName } = definition;
    await elb.createAppCookieStickinessPolicy({ LoadBalancerName, PolicyName, CookieName });
  } else if (kind === 'balancer-cookie') {
    const { CookieExpirationPeriod: period } = definition;
    const CookieExpirationPeriod = period === undefined ? undefined : Number(period);
    await elb.createLBCookieStickinessPolicy({ LoadBalancerName, PolicyName, CookieExpirationPeriod });
  } else {
    await elb.createLoadBalancerPolicy({
      LoadBalancerName,
      PolicyName,
      PolicyTypeName: definition.PolicyType,
      PolicyAttributes: (definition.Attributes as Properties[]).map(({ Name, Value }) => ({
        AttributeName: Name,
        AttributeValue: Value,
      })),
    });
  }
}
