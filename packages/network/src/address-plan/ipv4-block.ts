import { Token } from 'aws-cdk-lib/core';
import { failure } from '../private/errors';

const NOTATION = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
const ADDRESS_BITS = 32;

/** A range of IPv4 addresses. Plain numbers, not bit operators: those are signed at 32 bits. */
export class Ipv4Block {
  /** Reads a range such as `10.0.0.0/16`; `prop` is what the user has to look for when it is wrong. */
  public static parse(prop: string, text: string): Ipv4Block {
    if (Token.isUnresolved(text)) {
      throw failure(
        'CidrUnresolved',
        `${prop} must be known at synthesis, got a token; write the range as text, such as '10.0.0.0/16'`,
      );
    }
    const numbers = NOTATION.exec(text)?.slice(1).map(Number);
    if (!numbers || numbers.slice(0, 4).some((octet) => octet > 255) || numbers[4] > ADDRESS_BITS) {
      throw failure('CidrInvalid', `${prop} must be an IPv4 range such as '10.0.0.0/16', got '${text}'`);
    }
    const prefix = numbers[4];
    const address = numbers.slice(0, 4).reduce((sum, octet) => sum * 256 + octet, 0);
    const first = address - (address % 2 ** (ADDRESS_BITS - prefix));
    const block = new Ipv4Block(first, prefix);
    if (first !== address) {
      throw failure('CidrNotAligned', `${prop} must start at its first address, got '${text}'; write '${block}'`);
    }
    return block;
  }

  public constructor(
    public readonly first: number,
    public readonly prefix: number,
  ) {}

  public get size(): number {
    return 2 ** (ADDRESS_BITS - this.prefix);
  }

  public contains(other: Ipv4Block): boolean {
    return this.first <= other.first && other.first + other.size <= this.first + this.size;
  }

  public overlaps(other: Ipv4Block): boolean {
    return this.first < other.first + other.size && other.first < this.first + this.size;
  }

  public toString(): string {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(this.first / 2 ** shift) % 256);
    return `${octets.join('.')}/${this.prefix}`;
  }
}
