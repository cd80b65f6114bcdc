import { Token } from 'aws-cdk-lib/core';
import { DynamicPortRange } from './dynamic-port-range';
import { failure } from '../private/errors';

export type Protocol = 'TCP' | 'UDP';

/** What the agent reserves when told nothing: SSH, Docker, and its own. A list of ours replaces it, so it must hold them. */
const ALWAYS_RESERVED: Readonly<Record<Protocol, readonly number[]>> = { TCP: [22, 2375, 2376, 51678, 51679], UDP: [] };

const HOST = 'the host itself';
const FIRST = 1;
const LAST = 65535;

/** Who took which port of the host, for one protocol. */
export class PortReservation {
  private readonly owners = new Map<number, string>();

  public constructor(private readonly protocol: Protocol) {
    ALWAYS_RESERVED[protocol].forEach((port) => this.owners.set(port, HOST));
  }

  /** @param owner as error texts call it */
  public add(owner: string, ports: readonly number[] = []): void {
    ports.forEach((port) => this.addOne(owner, port));
  }

  /** Ascending; `undefined` when it is what the agent reserves anyway. */
  public get ports(): number[] | undefined {
    const ports = [...this.owners.keys()].sort((a, b) => a - b);
    return ports.length > ALWAYS_RESERVED[this.protocol].length ? ports : undefined;
  }

  private addOne(owner: string, port: number): void {
    const what = `${this.protocol} port ${port}, reserved by ${owner},`;
    if (Token.isUnresolved(port) || !Number.isInteger(port) || port < FIRST || port > LAST) {
      throw failure(
        'ReservedPortInvalid',
        `${owner} reserves a ${this.protocol} port that is not a whole number from ${FIRST} to ${LAST}, known at synthesis`,
      );
    }
    const other = this.owners.get(port);
    if (other !== undefined) {
      throw failure('ReservedPortTaken', `${what} is already reserved by ${other}; choose another port`);
    }
    if (port >= DynamicPortRange.FIRST && port <= DynamicPortRange.LAST) {
      throw failure(
        'ReservedPortDynamic',
        `${what} lies in the range that tasks get their host ports from, ` +
          `${DynamicPortRange.FIRST} to ${DynamicPortRange.LAST}; choose a port below it`,
      );
    }
    this.owners.set(port, owner);
  }
}
