/** In milliseconds. Less than a step has; only what never comes waits for it. */
const PATIENCE = 240_000;
const INTERVAL = 250;

/** Makes a claim again and again until it holds; fails with what it said last. */
export async function eventually(
  claim: () => Promise<void>,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const end = Date.now() + PATIENCE; ;) {
    try {
      return await claim();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await meanwhile();
      await new Promise((resolve) => setTimeout(resolve, INTERVAL));
    }
  }
}
