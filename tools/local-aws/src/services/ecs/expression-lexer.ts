/** One piece of a cluster query expression, and where it stands. */
export interface Token {
  readonly kind: 'word' | 'symbol';
  readonly text: string;
  readonly at: number;
}

const SYMBOLS = ['==', '!=', '>=', '<=', '=~', '!~', '&&', '||', '(', ')', '[', ']', ',', '>', '<', '!'];
const WORD = /[\w.:/*+?^$\\{}-]+/y;

export class ExpressionError extends Error {
  public constructor(
    message: string,
    public readonly expression: string,
  ) {
    super(message);
    this.name = 'ExpressionError';
  }
}

export function tokens(expression: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    if (/\s/.test(expression.charAt(at))) {
      at += 1;
      continue;
    }
    const quoted = /^(["'])(.*?)\1/.exec(expression.slice(at));
    const symbol = SYMBOLS.find((candidate) => expression.startsWith(candidate, at));
    WORD.lastIndex = at;
    const word = WORD.exec(expression)?.[0];
    if (quoted) {
      found.push({ kind: 'word', text: quoted[2] ?? '', at });
      at += quoted[0].length;
    } else if (symbol !== undefined) {
      found.push({ kind: 'symbol', text: symbol, at });
      at += symbol.length;
    } else if (word !== undefined) {
      found.push({ kind: 'word', text: word, at });
      at += word.length;
    } else {
      throw new ExpressionError(`unexpected '${expression.charAt(at)}' at position ${at + 1}`, expression);
    }
  }
  return found;
}
