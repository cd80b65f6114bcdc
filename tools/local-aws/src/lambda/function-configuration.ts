import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Clients } from '../clients';
import { AwsError } from '../service';

/** What of a function's configuration matters for running it. */
export interface RunnableFunction {
  readonly arn: string;
  readonly name: string;
  readonly version: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly codeSha256: string;
  readonly logGroup: string;
  readonly logFormat: string;
  /** Where an asynchronous event goes that the function could not handle. */
  readonly deadLetterArn: string | undefined;
}

/** Reads a function from moto, which keeps them. `id` is a name or an ARN, with or without a qualifier. */
export async function describeFunction(lambda: Clients['lambda'], id: string): Promise<RunnableFunction> {
  const { name, qualifier } = parseFunctionId(id);
  const configuration = await lambda.getFunctionConfiguration({ FunctionName: name, Qualifier: qualifier });
  return runnable(configuration);
}

/** `name`, `name:qualifier`, or an ARN of either. */
export function parseFunctionId(id: string): { readonly name: string; readonly qualifier: string | undefined } {
  const [name = '', qualifier] = id.replace(/^arn:[^:]+:lambda:[^:]*:\d*:function:/, '').split(':');
  return { name, qualifier };
}

function runnable(configuration: FunctionConfiguration): RunnableFunction {
  const { FunctionName: name = '', FunctionArn: arn = '', Runtime: runtime, Handler: handler } = configuration;
  if (configuration.PackageType === 'Image' || !runtime || !handler) {
    throw unsupported(name, 'is a container image');
  }
  if (!runtime.startsWith('nodejs')) {
    throw unsupported(name, `has runtime ${runtime}`);
  }
  if (configuration.Layers?.length) {
    throw unsupported(name, 'has layers');
  }
  return {
    arn,
    name,
    version: configuration.Version ?? '$LATEST',
    handler,
    runtime,
    timeoutSeconds: configuration.Timeout ?? 3,
    memoryMiB: configuration.MemorySize ?? 128,
    environment: configuration.Environment?.Variables ?? {},
    codeSha256: configuration.CodeSha256 ?? '',
    logGroup: configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    logFormat: configuration.LoggingConfig?.LogFormat ?? 'Text',
    deadLetterArn: configuration.DeadLetterConfig?.TargetArn,
  };
}

function unsupported(name: string, why: string): AwsError {
  return new AwsError(
    'UnsupportedOperation',
    `Local AWS runs Node.js functions from zip files only; ${name} ${why}`,
    501,
  );
}
