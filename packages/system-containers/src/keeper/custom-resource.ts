/** What CloudFormation sends to a custom resource, as far as it is read here. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/**
 * Does the work and says how it went, whatever happens: CloudFormation would wait an hour for an answer that never
 * comes.
 */
export async function answer(
  event: CustomResourceEvent,
  id: string,
  work: () => Promise<void>,
): Promise<CustomResourceAnswer> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const common = { PhysicalResourceId: id, StackId, RequestId, LogicalResourceId };
  try {
    await work();
    return { Status: 'SUCCESS', ...common };
  } catch (error) {
    return { Status: 'FAILED', Reason: error instanceof Error ? error.message : String(error), ...common };
  }
}
