/**
 * Does things side by side. When one fails the others are stopped and waited for, so that nothing goes on in the
 * background; the first failure is the one that is told.
 */
export async function together<Results extends readonly unknown[]>(
  signal: AbortSignal | undefined,
  ...works: { readonly [Index in keyof Results]: (signal: AbortSignal) => Promise<Results[Index]> }
): Promise<Results> {
  const stop = new AbortController();
  const either = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]);
  const failures: unknown[] = [];
  const settled = await Promise.all(
    works.map(async (work) => {
      try {
        return await work(either);
      } catch (error) {
        failures.push(error);
        stop.abort(error);
        return undefined;
      }
    }),
  );
  if (failures.length > 0) {
    throw failures[0];
  }
  return settled as unknown as Results;
}
