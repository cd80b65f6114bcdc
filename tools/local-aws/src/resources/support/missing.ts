/** What services call something that is not there: `InvalidSubnetID.NotFound`, `NoSuchEntityException` … */
const MISSING = /NotFound|NoSuch|NonExistent|DoesNotExist|NotExist/;

export function isMissing(error: unknown): boolean {
  return error instanceof Error && MISSING.test(error.name);
}

/** Takes something away; that it is not there is as good. */
export async function unlessMissing(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
  }
}
