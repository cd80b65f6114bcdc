/** The account that local AWS plays. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

/** One call of an AWS API, already told apart by the server: which service, which action, its input as plain data. */
export interface ServiceCall {
  /** The service's signing name, as it stands in the credential scope: `autoscaling`, `ecs`, `cloudformation`. */
  readonly service: string;
  /** The API's name of the action: `CreateAutoScalingGroup`. */
  readonly action: string;
  /** Members by their API names. Lists are arrays; from the query protocol every scalar is a string. */
  readonly input: Record<string, unknown>;
}

/**
 * A service that local AWS answers itself instead of handing it on to moto.
 *
 * `handle` returns the members of the API's output, or `PASS_ON` for an action that moto answers well.
 * An action that neither knows is an `AwsError` that names it.
 */
export interface Service {
  readonly name: string;
  handle(call: ServiceCall): Promise<Record<string, unknown> | typeof PASS_ON>;
}

/** Says that moto shall answer. */
export const PASS_ON = Symbol('pass on to moto');

/** An error in AWS's form; the server renders it in the protocol of the service. */
export class AwsError extends Error {
  public constructor(
    /** AWS's error code: `ValidationError`, `ClientException`. */
    public readonly code: string,
    message: string,
    public readonly statusCode = 400,
  ) {
    super(message);
    this.name = code;
  }
}

/** Where services say what happened; EventBridge rules are matched against it. */
export interface EventSink {
  emit(event: { source: string; detailType: string; detail: object; resources?: string[] }): Promise<void>;
}
