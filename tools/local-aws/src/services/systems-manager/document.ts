import { AwsError } from '../../service';

interface DocumentParameter {
  readonly type: string;
  readonly default?: string;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
}

interface Step {
  readonly action: string;
  readonly inputs: { readonly runCommand: readonly string[]; readonly timeoutSeconds?: string };
}

/** How long a step may take unless it says otherwise. */
const DEFAULT_EXECUTION_SECONDS = 3600;

export interface RenderedDocument {
  readonly lines: readonly string[];
  readonly executionSeconds: number;
}

/**
 * A Command document with its parameters, checked as Run Command does. Of its steps only `aws:runShellScript` is played,
 * of its parameters only text.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
 */
export function renderDocument(document: unknown, given: Readonly<Record<string, string[]>>): RenderedDocument {
  const { parameters = {}, mainSteps = [] } = document as {
    parameters?: Record<string, DocumentParameter>;
    mainSteps?: Step[];
  };
  const unknown = Object.keys(given).find((name) => !(name in parameters));
  if (unknown !== undefined) {
    throw invalid(`Parameter ${unknown} is not defined in the document`);
  }
  const values = new Map(
    Object.entries(parameters).map(([name, parameter]) => [name, checked(name, parameter, given[name])]),
  );
  const other = mainSteps.find(({ action }) => action !== 'aws:runShellScript');
  if (other !== undefined) {
    throw new AwsError('UnsupportedOperation', `Local AWS does not play ${other.action} of ssm:SendCommand`, 501);
  }
  const fill = (line: string) => line.replace(/\{\{\s*(\w+)\s*\}\}/g, (all, name: string) => values.get(name) ?? all);
  return {
    lines: mainSteps.flatMap(({ inputs }) => inputs.runCommand.map(fill)),
    executionSeconds: mainSteps.reduce(
      (sum, { inputs }) => sum + Number(inputs.timeoutSeconds ?? DEFAULT_EXECUTION_SECONDS),
      0,
    ),
  };
}

function checked(name: string, parameter: DocumentParameter, given: string[] | undefined): string {
  if (parameter.type !== 'String') {
    throw new AwsError('UnsupportedOperation', `Local AWS does not play ${parameter.type} of ssm:SendCommand`, 501);
  }
  const value = given?.[0] ?? parameter.default;
  if (value === undefined) {
    throw invalid(`Parameter ${name} is required`);
  }
  const { allowedValues, allowedPattern } = parameter;
  if (allowedValues?.includes(value) === false) {
    throw invalid(`Parameter ${name} has value ${value}, which is not one of ${allowedValues.join(', ')}`);
  }
  if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(value)) {
    throw invalid(`Parameter ${name} has value ${value}, which does not match ${allowedPattern}`);
  }
  return value;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameters', message);
}
