import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Token } from 'aws-cdk-lib/core';
import type { ContainerSpec } from './container-spec';
import { checkMounts } from './mount-checks';
import { checkPorts } from './port-checks';
import { failure } from '../private/errors';

const NAME = /^[a-z0-9][a-z0-9-]{0,47}$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
/** No process takes the first, no UTF-8 holds the second. */
const NOT_TEXT = /\p{Surrogate}|\0/u;
/** Docker's. */
const LEAST_MEMORY_MIB = 6;
const LEAST_CPU = 2;
/** ECS's on Fargate; on boot the unit waits a little longer. */
const STOP_SECONDS = { min: 1, max: 120 } as const;
const NETWORK_MODES = [ecs.NetworkMode.BRIDGE, ecs.NetworkMode.HOST];

/** Throws at what no carrier could run. */
export function checkSpec(spec: ContainerSpec): void {
  checkName(spec.containerName);
  const what = `system container '${spec.containerName}'`;
  checkWhole('MemoryLimitInvalid', what, 'memoryLimitMiB', spec.memoryLimitMiB, LEAST_MEMORY_MIB, ' MiB');
  if (spec.cpu !== undefined) {
    checkWhole('CpuInvalid', what, 'cpu', spec.cpu, LEAST_CPU);
  }
  checkWords(what, 'command', spec.command);
  checkWords(what, 'entryPoint', spec.entryPoint);
  checkWords(what, 'healthCheck.command', spec.healthCheck?.command);
  if (spec.healthCheck?.command.length === 0) {
    throw failure(
      'HealthCheckEmpty',
      `${what} has a healthCheck without a command; name one, or leave healthCheck out`,
    );
  }
  checkVariables(what, spec);
  Object.entries(spec.files).forEach(([path, content]) => checkText(`${path} in files of ${what}`, content));
  checkStopTimeout(what, spec);
  if (!NETWORK_MODES.includes(spec.networkMode)) {
    throw failure(
      'NetworkModeUnsupported',
      `${what} has networkMode '${spec.networkMode}'; it must be ecs.NetworkMode.BRIDGE or HOST`,
    );
  }
  checkPorts(what, spec);
  checkMounts(what, spec);
  if (spec.startAfter.includes(spec.containerName)) {
    throw failure('StartAfterItself', `${what} has itself in startAfter; leave it out`);
  }
}

function checkName(name: string): void {
  if (Token.isUnresolved(name) || !NAME.test(name)) {
    throw failure(
      'ContainerNameInvalid',
      `containerName must be 1 to 48 lower-case letters, digits and hyphens, beginning with a letter or digit and known ` +
        `at synthesis, got '${Token.isUnresolved(name) ? 'a token' : name}'`,
    );
  }
}

/** Reservations are added up here, so their parts must be known. */
function checkWhole(code: string, what: string, prop: string, value: number, least: number, unit = ''): void {
  if (Token.isUnresolved(value) || !Number.isInteger(value) || value < least) {
    throw failure(
      code,
      `${prop} of ${what} must be a whole number of at least ${least}${unit}, known at synthesis, got ` +
        `${Token.isUnresolved(value) ? 'a token' : `${value}${unit}`}`,
    );
  }
}

function checkWords(what: string, prop: string, words: readonly string[] = []): void {
  if (Token.isUnresolved(words)) {
    throw failure(
      'WordsUnknown',
      `${prop} of ${what} must be a list that is known at synthesis; its words may be tokens, not the list itself`,
    );
  }
  words.forEach((word) => checkText(`${prop} of ${what}`, word));
}

function checkVariables(what: string, { environment, secrets }: ContainerSpec): void {
  for (const [name, value] of Object.entries(environment)) {
    checkVariable(`environment of ${what}`, name);
    checkText(`${name} in environment of ${what}`, value);
  }
  for (const name of Object.keys(secrets)) {
    checkVariable(`secrets of ${what}`, name);
    if (name in environment) {
      throw failure('VariableTwice', `${what} has ${name} in environment and in secrets; leave it in one of them`);
    }
  }
}

function checkVariable(where: string, name: string): void {
  if (Token.isUnresolved(name) || !VARIABLE.test(name)) {
    throw failure(
      'VariableNameInvalid',
      `${where} has a variable '${name}'; letters, digits and . _ -, beginning with a letter or underscore`,
    );
  }
}

function checkText(what: string, text: string): void {
  if (NOT_TEXT.test(text)) {
    throw failure(
      'TextNotWritable',
      `${what} holds a null character or half of a surrogate pair; only text can be given to a container`,
    );
  }
}

function checkStopTimeout(what: string, { stopTimeout }: ContainerSpec): void {
  const { min, max } = STOP_SECONDS;
  const seconds = stopTimeout.isUnresolved() ? NaN : stopTimeout.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < min || seconds > max) {
    throw failure(
      'StopTimeoutInvalid',
      `stopTimeout of ${what} must be ${min} to ${max} whole seconds, known at synthesis, got ` +
        `${stopTimeout.isUnresolved() ? 'a token' : `${seconds} s`}`,
    );
  }
}
