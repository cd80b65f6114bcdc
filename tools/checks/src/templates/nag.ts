import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { TemplateFile } from './assembly';
import { placeOf } from './assembly';

/** A rule of cdk-nag that a resource of a final template does not keep. */
export interface Finding {
  /** With the finding's own part, where a rule has several: `AwsSolutions-IAM5[Resource::*]`. */
  readonly rule: string;
  readonly place: string;
  readonly description: string;
}

/** A finding that is accepted, and why. */
export interface Acknowledgement {
  readonly rule: string | RegExp;
  readonly place: RegExp;
  readonly reason: string;
}

/**
 * What the pack AwsSolutions says of a final template. In the app itself it would not see the Lambda functions that
 * aws-cdk-lib adds for its own custom resources: those are made as bare resources, not as the classes that rules know.
 */
export function nagFindings(template: TemplateFile): Finding[] {
  const app = new App();
  const stack = new Stack(app, template.stack);
  new CfnInclude(stack, 'Template', { templateFile: template.file });
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return violations.flatMap(({ ruleName, description, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({
      rule: ruleName,
      place: placeOf(template, logicalIdAt(app, constructPath ?? '')),
      description,
    })),
  );
}

export function acknowledges({ rule, place }: Acknowledgement, finding: Finding): boolean {
  return (typeof rule === 'string' ? rule === finding.rule : rule.test(finding.rule)) && place.test(finding.place);
}

/** The construct's id in an included template is its logical id. */
function logicalIdAt(app: App, path: string): string {
  const resource = app.node.findAll().find((construct) => construct.node.path === path);
  return resource && CfnResource.isCfnResource(resource) ? resource.node.id : path;
}
