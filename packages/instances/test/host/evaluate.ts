/** What CloudFormation makes of a value with intrinsic functions; `refs` are the values of references by logical id. */
export function evaluate(value: unknown, refs: Readonly<Record<string, string>> = {}): string {
  if (typeof value === 'string') {
    return value;
  }
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Ref': {
      const known = refs[argument as string];
      if (known === undefined) {
        throw new Error(`no value for Ref ${String(argument)}`);
      }
      return known;
    }
    case 'Fn::Join': {
      const [separator, pieces] = argument as [string, unknown[]];
      return pieces.map((piece) => evaluate(piece, refs)).join(separator);
    }
    case 'Fn::Base64':
      return Buffer.from(evaluate(argument, refs), 'utf8').toString('base64');
    default:
      throw new Error(`cannot evaluate ${name}`);
  }
}
