import { AwsError } from '../../service';

export interface Page<T> {
  readonly items: T[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** One page of `all`. A token is the place where the next page starts, unreadable so that nobody computes one. */
export function page<T>(all: readonly T[], size: number, token: string | undefined, badToken: () => AwsError): Page<T> {
  const start = token === undefined ? 0 : decode(token);
  if (start === undefined || start > all.length) {
    throw badToken();
  }
  const end = start + size;
  return { items: all.slice(start, end), next: end < all.length ? encode(end) : undefined };
}

function encode(position: number): string {
  return Buffer.from(`from:${position}`).toString('base64url');
}

function decode(token: string): number | undefined {
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return match === null ? undefined : Number(match[1]);
}
