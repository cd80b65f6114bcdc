/** What the API takes in one call. */
export const AT_ONCE = {
  attributes: 10,
  describeContainerInstances: 100,
  updateContainerInstancesState: 10,
  describeInstances: 100,
} as const;

export function batches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
