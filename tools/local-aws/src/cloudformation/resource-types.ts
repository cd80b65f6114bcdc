import type { ResourceType } from './resource-type';

/** The resource types that local AWS knows how to work with. */
export class ResourceTypes {
  private readonly byName: ReadonlyMap<string, ResourceType>;

  public constructor(
    types: readonly ResourceType[],
    private readonly customResource: ResourceType,
  ) {
    this.byName = new Map(types.map((type) => [type.type, type]));
  }

  public find(type: string): ResourceType | undefined {
    return isCustomResource(type) ? this.customResource : this.byName.get(type);
  }

  /** For a type that validation has let through. */
  public get(type: string): ResourceType {
    const found = this.find(type);
    if (found === undefined) {
      throw new Error(`no resource type ${type}: templates with it are refused before this point`);
    }
    return found;
  }
}

/** Types whose resources are made by a Lambda function or a topic's subscriber instead of by CloudFormation. */
export function isCustomResource(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}
