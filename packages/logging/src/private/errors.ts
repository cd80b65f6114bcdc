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

export function failure(code: string, text: string): Error {
  return new Failure(code, text);
}
