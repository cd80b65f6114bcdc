import type { ResourceContext } from '../../src/cloudformation';
import { functionCode } from '../../src/resources/lambda/code';

test('the same inline code is the same zip file, whenever it is made', async () => {
  const made = async (time: string) => {
    jest.useFakeTimers({ now: new Date(time) });
    try {
      return await functionCode({} as ResourceContext, { ZipFile: 'exports.handler = async () => 1' }, 'nodejs22.x');
    } finally {
      jest.useRealTimers();
    }
  };
  expect(await made('2026-01-01T00:00:00Z')).toEqual(await made('2026-06-01T12:30:30Z'));
});
