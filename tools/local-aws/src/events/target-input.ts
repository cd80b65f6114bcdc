import type { InputTransformer, Target } from '@aws-sdk/client-eventbridge';
import type { Event } from './event';
import { atPath } from './json-path';

/** The rule on whose behalf a target is called. */
export interface RuleName {
  readonly name: string;
  readonly arn: string;
}

/** What a target receives of an event, as text. */
export function targetInput(target: Target, event: Event, rule: RuleName): string {
  if (target.Input !== undefined) {
    return target.Input;
  }
  if (target.InputPath !== undefined) {
    return JSON.stringify(atPath(event, target.InputPath) ?? null);
  }
  return target.InputTransformer ? transform(target.InputTransformer, event, rule) : JSON.stringify(event);
}

/**
 * Fills `<name>` in the template. Outside quotes a value appears as JSON; inside, as text within the string.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function transform({ InputPathsMap = {}, InputTemplate = '' }: InputTransformer, event: Event, rule: RuleName): string {
  const values = new Map<string, unknown>([
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', event.time],
    ['aws.events.event', event],
    ['aws.events.event.json', event],
    ...Object.entries(InputPathsMap).map(([name, path]): [string, unknown] => [name, atPath(event, path)]),
  ]);
  // a string (with its escapes), or a placeholder outside of one
  return InputTemplate.replace(/"(?:[^"\\]|\\.)*"|<([^<>]+)>/g, (part, name?: string) =>
    name === undefined
      ? part.replace(/<([^<>]+)>/g, (whole, inner: string) =>
          values.has(inner) ? insideString(values.get(inner)) : whole,
        )
      : values.has(name)
        ? asJson(values.get(name))
        : part,
  );
}

/** A path that leads nowhere leaves nothing behind. */
function asJson(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

function insideString(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value : asJson(value)).slice(1, -1);
}
