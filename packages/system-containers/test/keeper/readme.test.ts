import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LONGEST_PAUSE, RAN_WELL } from '../../src/keeper/back-off';
import { SHARE } from '../../src/keeper/rollout';
import { SETTLED_AFTER } from '../../src/keeper/survey';
import { WINDOW } from '../../src/keeper/sweep';
import { MINUTE } from './simulated-ecs';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [, after] = README.split('\n## As ECS tasks, kept by a Lambda\n');
const section = after.split('\n## ')[0].replace(/\s+/g, ' ');

describe('the README', () => {
  test.each([
    ['the longest pause', `after 1, 2, 4 and ${LONGEST_PAUSE / MINUTE} minutes while it keeps failing`],
    ['what ends it', `until one has run for ${RAN_WELL / MINUTE} minutes`],
    ['how a change goes on', `going on when a new one has run for ${SETTLED_AFTER / MINUTE} minutes`],
    ['how far it goes', `on a ${SHARE === 10 ? 'tenth' : `part, 1/${SHARE},`} of the instances at a time`],
    ['how many are looked at', `it takes on ${WINDOW === 100 ? 'a hundred' : WINDOW} instances that are not`],
  ])('says %s as it is', (_, text) => {
    expect(section).toContain(text);
  });
});
