import { isObject, isScalar } from '../plain';
import type { CustomResourceRequest, CustomResourceResponse, CustomResourceRunner, Environment } from '../ports';
import type { Properties, Resource, ResourceContext, ResourceType } from '../resource-type';
import { Cancelled, PlainFailure } from './failure';

/** How long CloudFormation waits for an answer unless the resource's `ServiceTimeout` says otherwise, in seconds. */
const DEFAULT_TIMEOUT = 3600;

/** The provider says that it could not. */
class Failed extends PlainFailure {
  public constructor(
    message: string,
    public readonly physicalId: string,
  ) {
    super(message);
  }
}

type Outline = Pick<CustomResourceRequest, 'RequestType' | 'PhysicalResourceId' | 'OldResourceProperties'>;

export type CustomResourceEnvironment = Pick<Environment, 'clock' | 'pause' | 'uuid'> & {
  readonly runner: CustomResourceRunner;
  /** Aborted when local AWS shuts down. */
  readonly closing: AbortSignal;
};

/** `Custom::*`: whatever the provider behind the service token makes of it. */
export function customResourceType(environment: CustomResourceEnvironment): ResourceType {
  return {
    type: 'AWS::CloudFormation::CustomResource',
    honours: [],
    async create(context, properties) {
      try {
        return await ask(environment, context, properties, { RequestType: 'Create' });
      } catch (error) {
        // The provider may have made something: AWS has it delete that, under an id of AWS's own when it gave none.
        context.initiated(error instanceof Failed && error.physicalId ? error.physicalId : context.physicalName());
        throw error;
      }
    },
    async update(context, existing, properties, previous) {
      if (properties.ServiceToken !== previous.ServiceToken) {
        throw new PlainFailure('Modifying service token is not allowed.');
      }
      const { physicalId: PhysicalResourceId } = existing;
      const OldResourceProperties = asText(previous) as Properties;
      return ask(environment, context, properties, {
        RequestType: 'Update',
        PhysicalResourceId,
        OldResourceProperties,
      });
    },
    async delete(context, { physicalId: PhysicalResourceId }, properties) {
      await ask(environment, context, properties, { RequestType: 'Delete', PhysicalResourceId });
    },
  };
}

async function ask(
  environment: CustomResourceEnvironment,
  context: ResourceContext,
  properties: Properties,
  outline: Outline,
): Promise<Resource> {
  const request: CustomResourceRequest = {
    ...outline,
    RequestId: environment.uuid(),
    StackId: context.stackId,
    ServiceToken: String(properties.ServiceToken),
    LogicalResourceId: context.logicalId,
    ResourceType: context.type,
    ResourceProperties: asText(properties) as Properties,
  };
  const seconds = Number(properties.ServiceTimeout ?? DEFAULT_TIMEOUT);
  const { Status, Reason = '', PhysicalResourceId, Data = {} } = await answer(environment, request, seconds);
  const physicalId = PhysicalResourceId ?? outline.PhysicalResourceId ?? '';
  if (Status === 'FAILED') {
    const reason = `Received response status [FAILED] from custom resource. Message returned: ${Reason}`;
    throw new Failed(`${reason} (RequestId: ${request.RequestId})`, physicalId);
  }
  if (physicalId === '') {
    throw new PlainFailure('Invalid PhysicalResourceId');
  }
  return { physicalId, attributes: Data };
}

/**
 * The provider's answer. A provider is never interrupted when something else in the stack fails: only its answer tells
 * what it has made.
 */
async function answer(
  { runner, clock, pause, closing }: CustomResourceEnvironment,
  request: CustomResourceRequest,
  seconds: number,
): Promise<CustomResourceResponse> {
  const deadline = clock.now() + seconds;
  const giveUp = new AbortController();
  let answered = false;
  const expire = async (): Promise<never> => {
    while (!answered && !closing.aborted && clock.now() < deadline) {
      await pause(closing);
    }
    throw closing.aborted
      ? new Cancelled('local AWS is shutting down')
      : new PlainFailure(noResponse(request.RequestId));
  };
  try {
    return await Promise.race([runner.request(request, giveUp.signal), expire()]);
  } finally {
    answered = true;
    giveUp.abort();
  }
}

function noResponse(requestId: string): string {
  return `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`;
}

/** CloudFormation gives a provider every scalar as text. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(asText);
  }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asText(member)]));
  }
  return isScalar(value) ? String(value) : value;
}
