import type * as instances from '@ecs-groundwork/instances';
import { Construct } from 'constructs';
import { coded } from '../private/errors';

/**
 * The place of a container in the order in which a group's containers start. Contributions come in any order, so the
 * order is only checked when all are there.
 */
export class StartOrder extends Construct {
  public constructor(
    scope: Construct,
    private readonly group: instances.IInstanceGroup,
    private readonly containerName: string,
    private readonly startAfter: readonly string[],
  ) {
    super(scope, 'StartOrder');
    this.node.addValidation({ validate: () => this.errors() });
  }

  private errors(): string[] {
    const all = new Map(
      this.group.node
        .findAll()
        .filter((node): node is StartOrder => node instanceof StartOrder)
        .map((order) => [order.containerName, order.startAfter]),
    );
    return [...this.unknown([...all.keys()]), ...this.cycle(all)];
  }

  private unknown(names: readonly string[]): string[] {
    const others = names.filter((name) => name !== this.containerName);
    return this.startAfter
      .filter((name) => !names.includes(name))
      .map((name) =>
        coded(
          'StartAfterUnknown',
          `system container '${this.containerName}' has '${name}' in startAfter, which group ` +
            `'${this.group.instanceGroupName}' does not run on boot; it runs ` +
            (others.length > 0 ? others.map((other) => `'${other}'`).join(', ') : 'no other'),
        ),
      );
  }

  /** Said once for a circle: by the member whose name sorts first. */
  private cycle(all: ReadonlyMap<string, readonly string[]>): string[] {
    const circle = path(all, this.containerName, this.containerName);
    const first = [...circle].sort()[0];
    return first === this.containerName
      ? [
          coded(
            'StartAfterCircle',
            `system containers of group '${this.group.instanceGroupName}' wait for each other: ` +
              `${[...circle, first].map((name) => `'${name}'`).join(' after ')}; leave one of these out of startAfter`,
          ),
        ]
      : [];
  }
}

/** The names from one container on, each after the next, until `goal` comes again; empty if it does not. */
function path(
  all: ReadonlyMap<string, readonly string[]>,
  from: string,
  goal: string,
  seen: ReadonlySet<string> = new Set([goal]),
): string[] {
  for (const next of all.get(from) ?? []) {
    if (next === goal) {
      return [from];
    }
    const rest = seen.has(next) ? [] : path(all, next, goal, new Set([...seen, next]));
    if (rest.length > 0) {
      return [from, ...rest];
    }
  }
  return [];
}
