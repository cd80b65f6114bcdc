import { VARIABLES } from './names';

/** How the configuration refers to an environment variable. */
export function reference(variable: string): string {
  return `\${${variable}}`;
}

/** The variable, or the file of a secret that becomes one, that holds what a setting of the destination is given. */
export function destinationVariable(setting: string): string {
  return `${VARIABLES.destination}${setting.toUpperCase()}`;
}
