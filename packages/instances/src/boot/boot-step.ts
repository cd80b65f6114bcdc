import { readFileSync } from 'node:fs';
import { NAME, NAME_RULE, checkText } from './text';
import { failure } from '../private/errors';

/** Options of `BootStep.text` and `BootStep.file`. */
export interface BootStepOptions {
  /**
   * Environment variables of the step. Values arrive byte for byte, whatever they contain, and may hold tokens. They
   * must hold no secret: user data is readable by whoever may describe the launch template.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** bash and the runner need them for themselves. */
const RESERVED_VARIABLE = /^(BASH_ENV|GROUNDWORK_.*)$/i;

/**
 * Something done on every instance once, at its first boot, before the ECS agent starts.
 *
 * Steps run one after the other as root, each by bash in its own process under `set -Eeuo pipefail`. The first that
 * fails ends the boot: the instance never registers with ECS, its launch is given up, and the console says which step
 * failed, at which line, with what exit status and with which last words. A step must not start or wait for
 * `ecs.service`: the agent waits for the steps. Steps still running shortly before the group's `bootTimeout` are stopped
 * and count as failed. What a step prints is kept in `/var/log/ecs-groundwork`.
 *
 * Answers "custom boot commands" (`custom_userdata`) of terraform-ecs.
 */
export class BootStep {
  /**
   * A step written in place.
   *
   * @param name unique among the steps of a group: letters, digits, `.`, `_` and `-`
   */
  public static text(name: string, script: string, options: BootStepOptions = {}): BootStep {
    return new BootStep(name, script, options.environment ?? {});
  }

  /** A step in a file of your project, which editors and linters understand; it is read when this is called. */
  public static file(name: string, path: string, options: BootStepOptions = {}): BootStep {
    return BootStep.text(name, readStep(name, path), options);
  }

  private constructor(
    /** What reports call the step. */
    public readonly name: string,
    /** @internal */ public readonly _script: string,
    /** @internal */ public readonly _environment: Readonly<Record<string, string>>,
  ) {
    if (!NAME.test(name)) {
      throw failure('BootStepNameInvalid', `the boot step name '${name}' is not allowed: ${NAME_RULE}`);
    }
    checkText(`boot step '${name}'`, _script);
    for (const [variable, value] of Object.entries(_environment)) {
      checkVariable(name, variable);
      checkText(`the variable ${variable} of boot step '${name}'`, value);
    }
  }
}

function readStep(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw failure('BootStepFileUnreadable', `boot step '${name}' cannot be read: ${(error as Error).message}`);
  }
}

function checkVariable(step: string, variable: string): void {
  if (!VARIABLE.test(variable)) {
    throw failure(
      'BootStepVariableInvalid',
      `boot step '${step}' has a variable '${variable}': letters, digits and underscore, not beginning with a digit`,
    );
  }
  if (RESERVED_VARIABLE.test(variable)) {
    throw failure(
      'BootStepVariableReserved',
      `boot step '${step}' has a variable ${variable}, which the boot needs itself; choose another name`,
    );
  }
}
