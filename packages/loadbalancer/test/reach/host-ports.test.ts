import * as instances from '@ecs-groundwork/instances';
import * as fc from 'fast-check';
import { checkHostPort } from '../../src/reach/host-ports';
import { failureOf } from '../support';

const RESERVED = [22, 2375, 2376, 51678, 51679, 51680];
const { FIRST, LAST } = instances.DynamicPortRange;

test('a fixed host port is neither the instance’s own nor one that the agent hands out', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1, max: 70000 }), (port) => {
      const free = port >= 1 && port <= 65535 && !RESERVED.includes(port) && (port < FIRST || port > LAST);
      expect(failureOf(() => checkHostPort('port', port)) === 'nothing was thrown').toBe(free);
    }),
    { examples: [...RESERVED, FIRST - 1, FIRST, LAST, LAST + 4, 0, 1, 65535, 65536].map((port): [number] => [port]) },
  );
});
