import { Token } from 'aws-cdk-lib/core';
import type { BootContribution } from './boot-contribution';
import type { HostFile } from './host-file';
import { AGENT_CONFIGURATION, PROGRAMS, STATE } from './host-paths';
import type { SystemdUnit } from './systemd-unit';
import { NAME, NAME_RULE, checkText } from './text';
import { failure } from '../private/errors';

const PATH = /^(\/[A-Za-z0-9@+:_-][A-Za-z0-9.@+:_-]*|\/\.[A-Za-z0-9@+:_-][A-Za-z0-9.@+:_-]*)+$/;
const MODE = /^[0-7]{3,4}$/;
const UNIT = /^[A-Za-z0-9@:_-][A-Za-z0-9.@:_-]*\.(service|socket|timer|path|mount|automount|target|slice|swap)$/;
/** Written by this library, or the unit that the whole boot is about. */
const OWN_PATH = [AGENT_CONFIGURATION, `${PROGRAMS}/`, `${STATE}/`];
const OWN_UNIT = /^(ecs\.service|ecs-groundwork-.*)$/;

/** Throws at what no instance could do; what only clashes with other contributions is found elsewhere. */
export function checkContribution(name: string, contribution: BootContribution): void {
  if (!NAME.test(name)) {
    throw failure('ContributionNameInvalid', `the contribution name '${name}' is not allowed: ${NAME_RULE}`);
  }
  contribution.files?.forEach((file) => checkFile(name, file));
  contribution.units?.forEach((unit) => checkUnit(name, unit));
}

function checkFile(owner: string, file: HostFile): void {
  const what = `contribution '${owner}' has a file '${file.path}'`;
  if (Token.isUnresolved(file.path) || !PATH.test(file.path)) {
    throw failure(
      'HostFilePathInvalid',
      `${what}: a path must be absolute, known at synthesis, and made of letters, digits and . @ + : _ - between single slashes`,
    );
  }
  if (OWN_PATH.some((own) => file.path.startsWith(own))) {
    throw failure('HostFilePathReserved', `${what}, which is written by this library; choose another path`);
  }
  if (file.mode !== undefined && !MODE.test(file.mode)) {
    throw failure(
      'HostFileModeInvalid',
      `${what} with mode '${file.mode}': three or four octal digits, for example '644'`,
    );
  }
  checkText(`file '${file.path}' of contribution '${owner}'`, file.content);
}

function checkUnit(owner: string, unit: SystemdUnit): void {
  const what = `contribution '${owner}' has a unit '${unit.name}'`;
  if (!UNIT.test(unit.name)) {
    throw failure('UnitNameInvalid', `${what}: a systemd unit is named like 'log-router.service'`);
  }
  if (OWN_UNIT.test(unit.name)) {
    throw failure('UnitNameReserved', `${what}, which is not a contribution's to write; choose another name`);
  }
  if (unit.readyCommand !== undefined && !unit.requiredForRegistration) {
    throw failure(
      'ReadyCommandUnused',
      `${what} with a readyCommand, but nothing waits for it; set requiredForRegistration, or leave readyCommand out`,
    );
  }
  checkText(`unit '${unit.name}' of contribution '${owner}'`, unit.content + (unit.readyCommand ?? ''));
}
