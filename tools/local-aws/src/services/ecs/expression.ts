import { ExpressionError, tokens, type Token } from './expression-lexer';

/** What an expression may ask of an instance. */
export interface Subject {
  readonly attributes: ReadonlyMap<string, string | undefined>;
  /** `ec2InstanceId`, `agentConnected`, `runningTasksCount`, `registeredAt` … as text. */
  readonly fields: Readonly<Record<string, string>>;
  /** The groups of the tasks on the instance: `service:web`. */
  readonly taskGroups: readonly string[];
}

export type Predicate = (subject: Subject) => boolean;

const OPERATORS: Readonly<Record<string, string>> = {
  '==': 'equals',
  equals: 'equals',
  '!=': 'not_equals',
  not_equals: 'not_equals',
  '>': 'greater_than',
  greater_than: 'greater_than',
  '>=': 'greater_than_equal',
  greater_than_equal: 'greater_than_equal',
  '<': 'less_than',
  less_than: 'less_than',
  '<=': 'less_than_equal',
  less_than_equal: 'less_than_equal',
  '=~': 'matches',
  matches: 'matches',
  '!~': 'not_matches',
  not_matches: 'not_matches',
  in: 'in',
  '!in': 'not_in',
  not_in: 'not_in',
  exists: 'exists',
  '!exists': 'not_exists',
  not_exists: 'not_exists',
};

const FIELDS = ['agentConnected', 'agentVersion', 'ec2InstanceId', 'registeredAt', 'runningTasksCount'];

/** Compiles an expression of ECS's cluster query language; an error says where it cannot be understood. */
export function compileExpression(expression: string): Predicate {
  const parser = new Parser(expression);
  return parser.whole();
}

class Parser {
  private readonly tokens: readonly Token[];
  private next = 0;

  public constructor(private readonly expression: string) {
    this.tokens = tokens(expression);
  }

  public whole(): Predicate {
    const predicate = this.disjunction();
    if (this.next < this.tokens.length) {
      this.fail('the end of the expression');
    }
    return predicate;
  }

  private disjunction(): Predicate {
    let left = this.conjunction();
    while (this.takes('||', 'or')) {
      const [one, other] = [left, this.conjunction()];
      left = (subject) => one(subject) || other(subject);
    }
    return left;
  }

  private conjunction(): Predicate {
    let left = this.unary();
    while (this.takes('&&', 'and')) {
      const [one, other] = [left, this.unary()];
      left = (subject) => one(subject) && other(subject);
    }
    return left;
  }

  private unary(): Predicate {
    if (this.takes('!', 'not')) {
      const operand = this.unary();
      return (subject) => !operand(subject);
    }
    if (this.takes('(')) {
      const inner = this.disjunction();
      this.demands(')');
      return inner;
    }
    return this.comparison();
  }

  private comparison(): Predicate {
    const values = this.subject();
    const operator = this.operator();
    if (operator === 'exists') {
      return (subject) => values(subject).length > 0;
    }
    if (operator === 'not_exists') {
      return (subject) => values(subject).length === 0;
    }
    const wanted = operator === 'in' || operator === 'not_in' ? this.list() : [this.word('a value')];
    return (subject) => holds(operator, values(subject), wanted);
  }

  private subject(): (subject: Subject) => string[] {
    const name = this.word('a subject');
    if (name.startsWith('attribute:')) {
      const attribute = name.slice('attribute:'.length);
      return ({ attributes }) => (attributes.has(attribute) ? [attributes.get(attribute) ?? ''] : []);
    }
    if (name === 'task:group') {
      return ({ taskGroups }) => [...taskGroups];
    }
    if (!FIELDS.includes(name)) {
      throw new ExpressionError(
        `unknown subject '${name}'; known are attribute:<name>, task:group, ${FIELDS.join(', ')}`,
        this.expression,
      );
    }
    return ({ fields }) => (fields[name] === undefined ? [] : [fields[name]]);
  }

  private operator(): string {
    const negated = this.tokens[this.next]?.text === '!' ? this.tokens[this.next + 1]?.text : undefined;
    const text = negated === undefined ? this.tokens[this.next]?.text : `!${negated}`;
    const operator = OPERATORS[text ?? ''];
    if (operator === undefined) {
      return this.fail('an operator');
    }
    this.next += negated === undefined ? 1 : 2;
    return operator;
  }

  private list(): string[] {
    this.demands('[');
    const values = [this.word('a value')];
    while (this.takes(',')) {
      values.push(this.word('a value'));
    }
    this.demands(']');
    return values;
  }

  private word(what: string): string {
    const token = this.tokens[this.next];
    if (token?.kind !== 'word') {
      return this.fail(what);
    }
    this.next += 1;
    return token.text;
  }

  private takes(...texts: string[]): boolean {
    const token = this.tokens[this.next];
    if (token === undefined || !texts.includes(token.text)) {
      return false;
    }
    this.next += 1;
    return true;
  }

  private demands(symbol: string): void {
    if (!this.takes(symbol)) {
      this.fail(`'${symbol}'`);
    }
  }

  private fail(expected: string): never {
    const token = this.tokens[this.next];
    const found = token === undefined ? 'the end' : `'${token.text}' at position ${token.at + 1}`;
    throw new ExpressionError(`expected ${expected}, found ${found}`, this.expression);
  }
}

function holds(operator: string, values: readonly string[], wanted: readonly string[]): boolean {
  const [first = ''] = wanted;
  const numeric = (compare: (one: number, other: number) => boolean) =>
    values.some((value) => compare(Number(value), Number(first)));
  switch (operator) {
    case 'equals':
    case 'in':
      return values.some((value) => wanted.includes(value));
    case 'not_equals':
    case 'not_in':
      return !values.some((value) => wanted.includes(value));
    case 'matches':
      return values.some((value) => new RegExp(`^(?:${first})$`).test(value));
    case 'not_matches':
      return !values.some((value) => new RegExp(`^(?:${first})$`).test(value));
    case 'greater_than':
      return numeric((one, other) => one > other);
    case 'greater_than_equal':
      return numeric((one, other) => one >= other);
    case 'less_than':
      return numeric((one, other) => one < other);
    case 'less_than_equal':
      return numeric((one, other) => one <= other);
    default:
      throw new Error(`The parser lets no operator '${operator}' through`);
  }
}
