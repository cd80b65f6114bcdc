import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTRIBUTES } from '../../src/repair/attributes';
import { SHARE } from '../../src/repair/brake';
import { LAUNCHES_TAG } from '../../src/repair/launch-memory';
import { FAILED_BOOTS } from '../../src/repair/launches';
import { REPAIR_DEFAULTS } from '../../src/repair/repair-config';
import { REPAIR_METRICS } from '../../src/repair/repair-metrics';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [, after] = README.split('\n## Repair\n');
const section = after.split('\n## ')[0].replace(/\s+/g, ' ');

describe('the README', () => {
  test.each([
    ['how long a host has', `after \`notReadyTimeout\` (${REPAIR_DEFAULTS.notReadyTimeout.toMinutes()} minutes)`],
    [
      'how long an agent has',
      `for \`disconnectedTimeout\` (${REPAIR_DEFAULTS.disconnectedTimeout.toMinutes()} minutes)`,
    ],
    ['how many boots may fail', `${FAILED_BOOTS === 3 ? 'three' : FAILED_BOOTS} boots in a row`],
    ['the brake', `At most a ${SHARE === 10 ? 'tenth' : `share of 1/${SHARE}`} of the instances in service`],
    ['where the report is', `\`${ATTRIBUTES.report}\` and \`${ATTRIBUTES.repair}\``],
    ['where the suspension is', `\`${LAUNCHES_TAG}\``],
    ...Object.values(REPAIR_METRICS).map((name) => [`the metric ${name}`, `\`${name}\``]),
  ])('says %s as it is', (_, text) => expect(section).toContain(text));
});
