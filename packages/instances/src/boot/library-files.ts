import { LAUNCH_UNIT, PROGRAMS, READY_UNIT, UNITS } from './host-paths';
import { hostScript } from './host-scripts';
import type { PlacedFile } from './placed-file';

const SCRIPTS = ['boot', 'step', 'strict', 'await-ready', 'launch-complete', 'aws'];

/** This library's own files on every instance: constant and ASCII, so they travel as they are. */
export function libraryFiles(): PlacedFile[] {
  return [
    ...SCRIPTS.map((name) => libraryFile(`${name}.sh`, `${PROGRAMS}/${name}`)),
    ...[READY_UNIT, LAUNCH_UNIT].map((name) => libraryFile(name, `${UNITS}/${name}`)),
  ];
}

/** A file of the folder `host`. */
export function libraryFile(name: string, path: string): PlacedFile {
  return { label: `this library's ${name}`, path, mode: '644', content: hostScript(name) };
}
