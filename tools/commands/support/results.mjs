import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const FOLDERS = ['packages', 'apps', 'tools'];

/** Each jest test counts as one, each other task (lint, build …) as one; a task that could not run has failed. */
export function count(tasks) {
  const total = { passed: 0, failed: 0, skipped: 0, notes: [] };
  for (const task of tasks) {
    const tests = task.name.endsWith(':test') && task.state !== 'skipped' ? jestResult(task) : undefined;
    if (tests) {
      total.passed += tests.numPassedTests;
      total.failed += tests.numFailedTests + tests.numRuntimeErrorTestSuites;
      total.skipped += tests.numPendingTests;
      const passed = `${tests.numPassedTests} of ${tests.numTotalTests} tests passed`;
      total.notes.push(`  ${task.name.padEnd(20)} ${[passed, ...skips(tests)].join(', ')}`);
    } else {
      total[task.state === 'passed' ? 'passed' : 'failed'] += 1;
    }
  }
  const others = tasks.filter((task) => !task.name.endsWith(':test'));
  const good = others.filter((task) => task.state === 'passed');
  total.notes.push(`  ${'other tasks'.padEnd(20)} ${good.length} of ${others.length} passed`);
  return total;
}

/**
 * How many tests of a jest report were skipped, and why: a test that can tell says so in its name, or in that of what it
 * is part of, as `… (skipped: it needs root)`.
 */
export function skips(report) {
  const counts = new Map();
  for (const { assertionResults } of report.testResults) {
    for (const { fullName } of assertionResults.filter(({ status }) => status === 'pending')) {
      const reason = /\(skipped: (.*?)\)/.exec(fullName)?.[1];
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  return [...counts].map(([reason, number]) => `${number} skipped${reason ? ` (${reason})` : ''}`);
}

/** What the tasks that failed printed, and which could not run because of them. */
export function failures(tasks) {
  const texts = tasks
    .filter((task) => task.state === 'failed')
    .map((task) => `✖ ${task.name}\n${task.output.trimEnd()}`);
  const skipped = tasks.filter((task) => task.state === 'skipped').map((task) => task.name);
  return skipped.length ? [...texts, `✖ not run because of that: ${skipped.join(', ')}`] : texts;
}

/** The report that jest left; nx brings it back from its cache with a task that did not run again. */
function jestResult(task) {
  const project = task.name.split(':')[0];
  const file = FOLDERS.map((folder) => join(ROOT, folder, project, 'test-reports', 'jest.json')).find(existsSync);
  const report = file && JSON.parse(readFileSync(file, 'utf8'));
  // a failed task whose report says that all passed is a failure of something else
  return report && (task.state === 'passed' || !report.success) ? report : undefined;
}
