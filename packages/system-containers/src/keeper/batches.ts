/** What the API takes in one call. */
export const AT_ONCE = {
  describeContainerInstances: 100,
  describeServices: 10,
  describeTasks: 100,
  startTask: 10,
} as const;

export function batches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
