import { paginateDescribeStacks, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { Aws } from '../aws';
import { collect } from '../aws';

export interface StackSummary {
  readonly name: string;
  readonly status: string;
  readonly terminationProtection: boolean;
}

/** The stacks of an environment: those whose names begin with its name, in the order of their names. */
export async function stacksOf(aws: Aws, environment: string): Promise<StackSummary[]> {
  const stacks = await collect(paginateDescribeStacks({ client: aws.cloudFormation }, {}), (page) => page.Stacks);
  return stacks
    .filter(({ StackName }) => StackName?.startsWith(`${environment}-`))
    .map((stack) => ({
      name: stack.StackName ?? '',
      status: stack.StackStatus ?? 'unknown',
      terminationProtection: stack.EnableTerminationProtection ?? false,
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** What CloudFormation made in some stacks: physical ids by resource type. */
export class StackResources {
  public static async of(aws: Aws, stackNames: readonly string[]): Promise<StackResources> {
    const pages = stackNames.map((StackName) =>
      collect(
        paginateListStackResources({ client: aws.cloudFormation }, { StackName }),
        (page) => page.StackResourceSummaries,
      ),
    );
    const resources = (await Promise.all(pages)).flat();
    return new StackResources(
      resources
        .filter(({ ResourceStatus, PhysicalResourceId }) => PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE')
        .map(({ ResourceType = '', PhysicalResourceId = '' }) => ({ type: ResourceType, id: PhysicalResourceId })),
    );
  }

  private constructor(private readonly resources: readonly { readonly type: string; readonly id: string }[]) {}

  public all(type: string): string[] {
    return this.resources.filter((resource) => resource.type === type).map(({ id }) => id);
  }

  /** The only one of its type. */
  public one(type: string): string {
    const ids = this.all(type);
    const [id] = ids;
    if (id === undefined || ids.length > 1) {
      throw new Error(`The environment's stacks have ${ids.length} resources of type ${type}, expected one.`);
    }
    return id;
  }
}
