import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ViaRouterOptions } from './via-router-options';
import { type Bounds, matching, within } from '../private/checks';
import { FORWARD_PORT } from '../router/names';

/** Docker makes a list of so many places for each container, full or not. */
export const BUFFER_LINES: Bounds = { min: 64, max: 262_144, default: 8192, unit: ' lines' };
export const TAG = '{{.Name}}';

/** The agent gives them to each container that it starts. */
export const ECS_LABELS = [
  'com.amazonaws.ecs.cluster',
  'com.amazonaws.ecs.container-name',
  'com.amazonaws.ecs.task-arn',
  'com.amazonaws.ecs.task-definition-family',
  'com.amazonaws.ecs.task-definition-version',
] as const;

/** Other placeholders, the image's name above all, put characters into the tag that no log stream may have. */
const TAG_PATTERN = /^([A-Za-z0-9._/-]|\{\{\.(Name|ID|FullID|DaemonName)\}\})+$/;
/** Docker takes a list that is joined by commas. */
const LABEL = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function viaRouter(options: ViaRouterOptions): ecs.LogDriver {
  const { tag = TAG, labels = [], environment = [] } = options;
  const bufferLimit = within('LogBufferInvalid', 'bufferedLines', BUFFER_LINES, options.bufferedLines);
  matching(
    'TagInvalid',
    'tag',
    TAG_PATTERN,
    'letters, digits, . _ - / and the placeholders {{.Name}}, {{.ID}}, {{.FullID}} and {{.DaemonName}}',
    tag,
  );
  labels.forEach((label) =>
    matching('LabelInvalid', 'labels', LABEL, 'names of labels: letters, digits and . _ - /', label),
  );
  environment.forEach((name) =>
    matching('VariableInvalid', 'environment', VARIABLE, 'names of environment variables', name),
  );
  return new ecs.FluentdLogDriver({
    // Docker's daemon dials, so the host's loopback serves every network mode
    address: `127.0.0.1:${FORWARD_PORT}`,
    // without it no container starts while the router is away
    async: true,
    // counted in lines, though its name says nothing of them
    bufferLimit,
    // else lines of one second have no order, and equal ones would be one document
    subSecondPrecision: true,
    tag,
    labels: [...ECS_LABELS, ...labels],
    env: environment.length > 0 ? [...environment] : undefined,
  });
}
