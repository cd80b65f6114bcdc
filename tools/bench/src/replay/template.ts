/** What the templates of an app have in them. */
export interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
  readonly Rules?: unknown;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
  readonly Description?: string;
}

/** With `DependsOn`, `UpdatePolicy` and whatever else stands beside a resource's properties. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Export?: { readonly Name: unknown };
}

const REPLAYED = ['Description', 'Parameters', 'Resources', 'Outputs', 'Rules'];

/** The parameter and the rule that every stack's synthesizer adds by itself. */
const BOOTSTRAP_PARAMETER = 'BootstrapVersion';
const BOOTSTRAP_RULE = 'CheckBootstrapVersion';

/** What a replay has to write itself. Fails on what it does not know, rather than measure less than all. */
export function sectionsOf(template: Template): Template {
  const unknown = Object.keys(template).filter((section) => !REPLAYED.includes(section));
  const rules = Object.keys(template.Rules ?? {}).filter((rule) => rule !== BOOTSTRAP_RULE);
  if (unknown.length > 0 || rules.length > 0) {
    throw new Error(`The replay knows nothing of ${[...unknown, ...rules].join(', ')}: teach it in src/replay.`);
  }
  const parameters = Object.entries(template.Parameters ?? {}).filter(([name]) => name !== BOOTSTRAP_PARAMETER);
  // a key that is there keeps its place
  return { ...template, ...(template.Parameters && { Parameters: Object.fromEntries(parameters) }) };
}
