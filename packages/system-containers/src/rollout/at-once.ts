/** How many of `hosts` may change at the same time, by `3` or `10%`: at least one, whatever the share comes to. */
export function atOnce(concurrency: string, hosts: number): number {
  const number = Number.parseFloat(concurrency);
  return concurrency.endsWith('%') ? Math.max(1, Math.floor((hosts * number) / 100)) : number;
}
