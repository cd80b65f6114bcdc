/** Whether an error says that the thing is not there, which for a deletion is success. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    (/NotFound/.test(error.name) || /not found|does not exist|was not ACTIVE/i.test(error.message))
  );
}

export async function unlessMissing(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
  }
}
