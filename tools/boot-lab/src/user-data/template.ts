/** A resource as a template has it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

/** Who knows what CloudFormation would know when it deploys. */
export interface Deployment {
  readonly region: string;
  readonly account: string;
}

/** What CloudFormation makes of a value of a template. Names and ARNs that it would invent follow from logical ids. */
export function resolve(value: unknown, template: Template, deployment: Deployment): unknown {
  const inner = (part: unknown): unknown => resolve(part, template, deployment);
  if (Array.isArray(value)) {
    return value.map(inner);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  switch (entries.length === 1 ? name : undefined) {
    case 'Ref':
      return reference(String(argument), template, deployment);
    case 'Fn::GetAtt': {
      const [id, attribute] = argument as [string, string];
      return attributeOf(id, attribute, template, deployment);
    }
    case 'Fn::Join': {
      const [separator, parts] = inner(argument) as [string, string[]];
      return parts.join(separator);
    }
    case 'Fn::Select': {
      const [index, parts] = inner(argument) as [string, string[]];
      return parts[Number(index)];
    }
    case 'Fn::Split': {
      const [separator, text] = inner(argument) as [string, string];
      return text.split(separator);
    }
    case 'Fn::Base64':
      return Buffer.from(String(inner(argument)), 'utf8').toString('base64');
    case 'Fn::ImportValue':
      return imported(String(inner(argument)));
    case 'Fn::Sub':
    case 'Fn::If':
      throw new Error(`nobody resolves ${name} here`);
    default:
      return Object.fromEntries(entries.map(([key, part]) => [key, inner(part)]));
  }
}

function reference(name: string, template: Template, { region, account }: Deployment): string {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackName': 'lab',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  if (Object.hasOwn(pseudo, name)) {
    return pseudo[name];
  }
  const chosen = template.Parameters?.[name]?.Default;
  if (chosen !== undefined) {
    return chosen;
  }
  switch (template.Resources[name]?.Type) {
    case 'AWS::SecretsManager::Secret':
      return secretArn(name, { region, account });
    case 'AWS::S3::Bucket':
      return name.toLowerCase();
    case 'AWS::ECR::Repository':
      return repositoryName(name, template);
    default:
      return name;
  }
}

function attributeOf(id: string, attribute: string, template: Template, { region, account }: Deployment): string {
  if (attribute !== 'Arn') {
    return `${id}.${attribute}`;
  }
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
  switch (template.Resources[id]?.Type) {
    case 'AWS::ECR::Repository':
      return arn('ecr', `repository/${repositoryName(id, template)}`);
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${id}:*`);
    case 'AWS::SecretsManager::Secret':
      return secretArn(id, { region, account });
    default:
      return arn('lab', id);
  }
}

function repositoryName(id: string, template: Template): string {
  const name = template.Resources[id].Properties?.RepositoryName;
  return typeof name === 'string' ? name : id.toLowerCase();
}

/** Secrets Manager appends six characters of its own. */
export function secretArn(name: string, { region, account }: Deployment): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;
}

/** Another stack's export; `stack:ExportsOutputRefName1234` names what it is. */
function imported(name: string): string {
  return name.replace(/^.*:ExportsOutput(Ref|FnGetAtt)/, '');
}
