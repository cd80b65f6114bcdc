import { Construct, type IConstruct } from 'constructs';

/** The child of that name, made if there is none. */
export function childOf(parent: IConstruct, id: string): Construct {
  const child = parent.node.tryFindChild(id);
  return child instanceof Construct ? child : new Construct(parent, id);
}
