import type { Tag } from '../resource-type';
import type { ActiveTemplate } from '../template/check-references';
import type { Graph } from '../template/graph';
import type { ParameterValues } from '../template/parameters';
import type { Template } from '../template/template';
import type { Finding } from '../validation/finding';

/** A template with its parameters, read and checked: what an operation brings a stack to. */
export interface Plan {
  /** The template as it was given, character by character. */
  readonly body: string;
  readonly template: Template;
  readonly parameters: ParameterValues;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly availabilityZones: readonly string[];
  /** What is left of the template when its conditions are decided. */
  readonly active: ActiveTemplate;
  readonly graph: Graph;
  /** What keeps it from being deployed; empty when nothing does. */
  readonly findings: readonly Finding[];
}
