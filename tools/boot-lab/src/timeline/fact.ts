/** Something that happened to a machine. */
export type Fact = { /** Milliseconds since the epoch. */ readonly at: number } & Happening;

export type Happening =
  | { readonly kind: 'power'; readonly state: 'on' | 'reboot' | 'off' }
  | { readonly kind: 'unit'; readonly name: string; readonly state: UnitState }
  | { readonly kind: 'container'; readonly name: string; readonly state: ContainerState; readonly detail?: string }
  | AgentHappening
  /** Somebody asked AWS or a registry. */
  | {
      readonly kind: 'request';
      readonly name: string;
      readonly state: string;
      /** The status that was answered, 0 if there was no answer. */
      readonly status: number;
      readonly detail?: string;
      readonly payload?: unknown;
    }
  /** A line of a program's output. */
  | { readonly kind: 'line'; readonly name: string; readonly state: 'said'; readonly text: string };

export interface AgentHappening {
  readonly kind: 'agent';
  readonly state: 'started' | 'registered' | 'stopped';
  /** `ECS_…` as the agent finds them, without the login. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether it has a login for private registries. */
  readonly login?: boolean;
}

export type UnitState = 'starting' | 'started' | 'failed' | 'stopping' | 'stopped';
export type ContainerState = 'started' | 'healthy' | 'unhealthy' | 'died' | 'out of memory';
