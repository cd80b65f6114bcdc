import type { Properties, ResourceType, Tag } from '../../src/cloudformation';
import type { ResourceSpecification, Specification } from '../../src/cloudformation/validation/specification';

/** Something that exists outside CloudFormation. */
export interface Thing {
  readonly type: string;
  readonly name: string;
  readonly properties: Properties;
  readonly tags: readonly Tag[];
}

/** A world of things that CloudFormation can make, with everything that was done to it, and failures on request. */
export class World {
  public readonly things = new Map<string, Thing>();
  public readonly history: string[] = [];
  public mostAtOnce = 0;
  private readonly counters = new Map<string, number>();
  private underWay = 0;
  private readonly failures = new Map<string, string>();
  private readonly gates = new Map<string, Promise<void>>();

  /** Makes the next such step fail once it has had its effect: half done is the hard case. */
  public fail(step: 'create' | 'update' | 'delete', logicalId: string, message = 'it broke'): void {
    this.failures.set(`${step} ${logicalId}`, message);
  }

  /** Holds such a step until the returned function is called. */
  public hold(step: 'create' | 'update' | 'delete', logicalId: string): () => void {
    let open: () => void = () => undefined;
    this.gates.set(`${step} ${logicalId}`, new Promise((resolve) => (open = resolve)));
    return () => open();
  }

  /** Names of what exists, with the properties that matter, whatever the physical ids are. */
  public snapshot(): Record<string, unknown> {
    return Object.fromEntries([...this.things].map(([id, { properties, tags }]) => [id, { properties, tags }]));
  }

  public nextId(name: string): string {
    const count = (this.counters.get(name) ?? 0) + 1;
    this.counters.set(name, count);
    return `${name}-${count}`;
  }

  public async step(step: 'create' | 'update' | 'delete', logicalId: string, effect: () => void): Promise<void> {
    this.underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay);
    try {
      await this.gates.get(`${step} ${logicalId}`);
      await Promise.resolve();
      effect();
      this.history.push(`${step} ${logicalId}`);
      const failure = this.failures.get(`${step} ${logicalId}`);
      if (failure !== undefined) {
        this.failures.delete(`${step} ${logicalId}`);
        throw Object.assign(new Error(failure), { $metadata: { httpStatusCode: 400, requestId: 'r-1' } });
      }
    } finally {
      this.underWay -= 1;
    }
  }
}

/** `AWS::Test::Thing` is updated in place, except its `Name`; `AWS::Test::Fixed` never is. */
export function thingTypes(world: World): ResourceType[] {
  const base = (type: string): ResourceType => ({
    type,
    honours: ['Name', 'Size', 'Links', 'Nested.Known', 'Tags'],
    updatePolicies: ['TestPolicy'],
    async create(context, properties) {
      const id = world.nextId(String(properties.Name ?? context.logicalId));
      await world.step('create', context.logicalId, () => {
        world.things.set(id, { type, name: context.logicalId, properties, tags: context.tags });
        context.initiated(id, attributes(id, properties));
      });
      return { physicalId: id, attributes: attributes(id, properties) };
    },
    async delete(context, { physicalId }) {
      await world.step('delete', context.logicalId, () => world.things.delete(physicalId));
    },
  });
  const updatable = base('AWS::Test::Thing');
  return [
    {
      ...updatable,
      async update(context, { physicalId }, properties) {
        await world.step('update', context.logicalId, () => {
          world.things.set(physicalId, {
            type: updatable.type,
            name: context.logicalId,
            properties,
            tags: context.tags,
          });
        });
        return { physicalId, attributes: attributes(physicalId, properties) };
      },
    },
    base('AWS::Test::Fixed'),
  ];
}

function attributes(id: string, { Size = '0' }: Properties): Record<string, unknown> {
  return { Arn: `arn:test:${id}`, Size: String(Size) };
}

const thing: ResourceSpecification = {
  taggable: true,
  attributes: new Set(['Arn', 'Size', 'Unplayed']),
  members: {
    Name: { required: false, replaces: 'yes', shape: { kind: 'scalar', type: 'string' } },
    Size: { required: false, replaces: 'no', shape: { kind: 'scalar', type: 'integer' } },
    Links: { required: false, replaces: 'no', shape: { kind: 'list', element: { kind: 'scalar', type: 'string' } } },
    Tags: { required: false, replaces: 'no', shape: { kind: 'any' } },
    Unplayed: { required: false, replaces: 'no', shape: { kind: 'any' } },
    Nested: {
      required: false,
      replaces: 'no',
      shape: {
        kind: 'object',
        members: () => ({
          Known: { required: true, replaces: 'no', shape: { kind: 'scalar', type: 'string' } },
          Unplayed: { required: false, replaces: 'no', shape: { kind: 'scalar', type: 'string' } },
        }),
      },
    },
  },
};

/** What AWS would publish of the test's types; `AWS::Test::Unplayed` is known to AWS only. */
export const specification: Specification = {
  resource: (type) =>
    ['AWS::Test::Thing', 'AWS::Test::Fixed', 'AWS::Test::Unplayed'].includes(type) ? thing : undefined,
};
