import type { FakeHost } from './fake-host';
import { makeBoot, render, type Rendered } from './user-data';
import type { HostBootOptions } from '../../src/boot/host-boot';

export interface Booted {
  /** What cloud-init's log would hold. */
  readonly output: string;
  /** Whether cloud-init would say that the boot failed. */
  readonly failed: boolean;
}

/** Boots a fake host from the user data of a group with these options. */
export function bootOn(host: FakeHost, options: Partial<HostBootOptions> = {}): Booted {
  return bootFrom(host, render(makeBoot(options)));
}

export function bootFrom(host: FakeHost, rendered: Rendered): Booted {
  const runs = host.boot(rendered);
  return { output: runs.map((run) => run.output).join(''), failed: runs.some((run) => run.status !== 0) };
}
