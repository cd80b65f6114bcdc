import { join } from 'node:path';
import { packagesPython, pythonAppFolder, ROOT, type Environment } from '../repository';
import type { Subject } from '../synth/subject';

const PROGRAMS = join(ROOT, 'tools', 'bench', 'python');

/** Kept between runs; what jsii unpacks is shared with whatever else runs Python here. */
const CACHE = join(ROOT, 'node_modules', '.cache', 'ecs-groundwork');

/** What a program in Python says of itself when it ends. */
export type Said = 'usage' | 'trips';

/** One way to describe an environment in Python. */
export type PythonSubject = (said: Said) => Subject;

/** The reference app, with this repository's packages. */
export function app(environment: Environment): PythonSubject {
  const folder = pythonAppFolder(environment);
  return (said) => ({ ...program(said, join(folder, 'app.py')), cwd: folder });
}

/** The same system with plain aws-cdk-lib: the baseline. */
export function byHand(environment: Environment): PythonSubject {
  return (said) => ({ ...program(said, join(PROGRAMS, 'by_hand_app.py')), args: [environment] });
}

/** What every app takes: nothing is in this one. */
export const empty: PythonSubject = (said) => program(said, join(PROGRAMS, 'empty_app.py'));

function program(said: Said, script: string): Subject {
  return {
    interpreter: [packagesPython(), join(PROGRAMS, 'run.py'), said],
    script,
    variables: {
      // modules run from byte code, as from the second run on wherever they are installed
      PYTHONDONTWRITEBYTECODE: '',
      PYTHONPYCACHEPREFIX: join(CACHE, 'python'),
      JSII_NODE: process.execPath,
      JSII_RUNTIME_PACKAGE_CACHE_ROOT: join(CACHE, 'jsii'),
      JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: 'true',
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
    },
  };
}
