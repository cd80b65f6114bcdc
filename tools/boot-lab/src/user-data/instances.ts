import { resolve, type Deployment, type Template } from './template';

/** How the instances of a group start, as its launch template says. */
export interface InstanceStart {
  /** The launch template's logical id. */
  readonly id: string;
  readonly userData: string;
  /** Of the answers of the metadata service. */
  readonly hopLimit: number;
  /** What the stack's roll-outs are of, by the names of their parameters: JSON. */
  readonly generations: Readonly<Record<string, string>>;
  /** The stack's own parameters, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}

interface LaunchTemplateData {
  readonly UserData: string;
  readonly MetadataOptions?: { readonly HttpPutResponseHopLimit?: number };
}

/** The instances of every launch template that has user data. */
export function instancesOf(template: Template, deployment: Deployment): InstanceStart[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::EC2::LaunchTemplate')
    .map(([id, { Properties }]) => ({ id, data: Properties?.LaunchTemplateData as LaunchTemplateData }))
    .filter(({ data }) => data.UserData !== undefined)
    .map(({ id, data }) => ({
      id,
      userData: Buffer.from(String(resolve(data.UserData, template, deployment)), 'base64').toString('utf8'),
      hopLimit: data.MetadataOptions?.HttpPutResponseHopLimit ?? 1,
      generations: generationsOf(template, deployment),
      parameters: parametersOf(template, deployment),
    }));
}

/** A custom resource writes them when a stack is deployed. */
function generationsOf(template: Template, deployment: Deployment): Record<string, string> {
  return Object.fromEntries(
    Object.values(template.Resources).flatMap(({ Properties: { ParameterName, Content } = {} }) =>
      ParameterName === undefined || Content === undefined
        ? []
        : [[ParameterName, Content].map((value) => String(resolve(value, template, deployment)))],
    ),
  ) as Record<string, string>;
}

function parametersOf(template: Template, deployment: Deployment): Record<string, string> {
  return Object.fromEntries(
    Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::SSM::Parameter')
      .map(({ Properties: { Name, Value } = {} }) =>
        [Name, Value].map((value) => String(resolve(value, template, deployment))),
      ),
  ) as Record<string, string>;
}
