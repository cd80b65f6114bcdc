import { INSTANCE, LAUNCH_UNIT, PROGRAMS, READY_UNIT, UNITS, WATCH_UNIT } from './host-paths';
import { hostScript } from './host-scripts';
import type { PlacedFile } from './placed-file';

const SCRIPTS = ['boot', 'step', 'strict', 'required', 'await-ready', 'launch-complete'];

/** What reports a boot, whatever becomes of it: in place before anything else of the user data runs. */
export function watchFiles(): PlacedFile[] {
  return [
    libraryFile('aws.sh', `${INSTANCE}/aws`),
    libraryFile('watch.py', `${INSTANCE}/watch.py`),
    libraryFile(WATCH_UNIT, `${UNITS}/${WATCH_UNIT}`),
  ];
}

/** This library's other files on every instance: constant and ASCII, so they travel as they are. */
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
