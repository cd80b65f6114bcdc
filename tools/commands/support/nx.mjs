import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';

const NX = join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');

/**
 * Runs targets of projects through nx, in order and from the cache where nothing changed.
 * `affectedSince` leaves out the projects that nothing changed for since that commit. `onTask` hears of each task as it
 * ends, `onRemark` of what a task wants people to know: lines that begin with an ellipsis. Returns every planned task as
 * `project:target` with what became of it.
 */
export async function runTargets(
  targets,
  { projects = [], affectedSince, onTask = () => {}, onRemark = () => {} } = {},
) {
  const what = affectedSince
    ? ['affected', '-t', targets.join(','), `--base=${affectedSince}`, '--head=HEAD']
    : ['run-many', '-t', targets.join(','), ...(projects.length ? ['-p', projects.join(',')] : [])];
  const planned = await plan(what);
  const tasks = new Map();
  let current;
  const { output } = await nx([...what, '--outputStyle=static', '--nxBail=false'], (line) => {
    const heading = /^> nx run ([^:\s]+:[^:\s]+)\s*(?:\[(.*)\])?/.exec(stripVTControlCharacters(line));
    if (heading) {
      current = { name: heading[1], cached: heading[2] !== undefined, output: [] };
      tasks.set(current.name, current);
      onTask({ ...current, done: tasks.size, of: planned.length });
    }
    current?.output.push(line);
    if (current && !current.cached && line.startsWith('  … ')) {
      onRemark(line.slice(4));
    }
  });
  const failed = listed(output, 'Failed tasks:');
  return planned.map((name) => {
    const task = tasks.get(name);
    const state = failed.has(name) ? 'failed' : task ? 'passed' : 'skipped';
    return { name, state, cached: task?.cached ?? false, output: task?.output.join('\n') ?? '' };
  });
}

async function plan(what) {
  const { output } = await nx([...what, '--graph=stdout']);
  return Object.keys(JSON.parse(output.slice(output.indexOf('{'))).tasks.tasks);
}

async function nx(args, onLine) {
  return run(process.execPath, [NX, ...args], {
    env: { ...process.env, NX_TUI: 'false', NX_DAEMON: 'false', FORCE_COLOR: '0', NO_COLOR: '1' },
    onLine,
    mayFail: onLine !== undefined,
  });
}

/** nx ends with lists of tasks under a heading. */
function listed(output, heading) {
  const plain = stripVTControlCharacters(output);
  const at = plain.lastIndexOf(heading);
  const names = at < 0 ? [] : [...plain.slice(at).matchAll(/^- (\S+:\S+)$/gm)];
  return new Set(names.map(([, name]) => name));
}
