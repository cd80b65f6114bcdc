/**
 * An error whose `name` is a stable code and whose text begins with it. Where a constructor throws, jsii hands Python users
 * the message alone; anywhere else, what `toString` answers. Both read `Code: text`.
 */
class Failure extends Error {
  public constructor(code: string, text: string) {
    super(`${code}: ${text}`);
    this.name = code;
  }

  public override toString(): string {
    return this.message;
  }
}

/** What is only checked at synthesis (`node.addValidation`) returns text instead: see `coded`. */
export function failure(code: string, text: string): Error {
  return new Failure(code, text);
}

/** The text of a `failure` where CDK wants a string: from `node.addValidation`. */
export function coded(code: string, message: string): string {
  return `${code}: ${message}`;
}
