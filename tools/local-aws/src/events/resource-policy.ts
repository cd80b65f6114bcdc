const EVENTS = 'events.amazonaws.com';

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Whether a resource's policy lets EventBridge do `action` on behalf of a rule. Of the conditions, only the source counts. */
export function allowsEvents(policy: string | undefined, action: string, ruleArn: string): boolean {
  const { Statement: statements = [] } = JSON.parse(policy ?? '{}') as { Statement?: Statement | Statement[] };
  return [statements]
    .flat()
    .some(
      (statement) =>
        statement.Effect === 'Allow' &&
        isPrincipal(statement) &&
        allows(statement, action) &&
        fromRule(statement, ruleArn),
    );
}

function isPrincipal({ Principal }: Statement): boolean {
  const services = typeof Principal === 'object' ? [Principal.Service ?? [], Principal.AWS ?? []].flat() : [Principal];
  return services.includes(EVENTS) || services.includes('*');
}

function allows({ Action = [] }: Statement, action: string): boolean {
  return [Action].flat().some((pattern) => glob(pattern.toLowerCase()).test(action.toLowerCase()));
}

function fromRule({ Condition = {} }: Statement, ruleArn: string): boolean {
  const conditions = Object.values(Condition).flatMap((keys) => Object.entries(keys));
  const sources = conditions.filter(([key]) => key.toLowerCase() === 'aws:sourcearn');
  const others = conditions.filter(([key]) => !['aws:sourcearn', 'aws:sourceaccount'].includes(key.toLowerCase()));
  // a condition on something else, such as the owner in a topic's default policy, is not met by a service
  return (
    others.length === 0 &&
    sources.every(([, patterns]) => [patterns].flat().some((pattern) => glob(pattern).test(ruleArn)))
  );
}

function glob(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
}
