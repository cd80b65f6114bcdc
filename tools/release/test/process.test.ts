import { run } from '../src/process';

describe('a program that fails', () => {
  const failing = async (source: string) => run(process.execPath, ['-e', source], { cwd: __dirname });

  it('is told with what it said on either stream, however much it says on the other', async () => {
    const chatter = 'for (let i = 0; i < 100; i += 1) console.error("chatter", i)';
    const failed = failing(`console.log("src/index.ts:1 wrong"); ${chatter}; process.exitCode = 3`);
    await expect(failed).rejects.toThrow(/^ProgramFailed: .* ended with 3:\nsrc\/index\.ts:1 wrong\nchatter 70\n/);
  });
});
