import fc from 'fast-check';
import { fixed, Harness, ref, thing } from './harness';

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F'];

interface Shape {
  readonly isFixed: boolean;
  readonly size: number;
  readonly name: number;
  readonly links: readonly number[];
}

const shape: fc.Arbitrary<Shape> = fc.record({
  isFixed: fc.boolean(),
  size: fc.integer({ min: 0, max: 2 }),
  name: fc.integer({ min: 0, max: 1 }),
  links: fc.uniqueArray(fc.integer({ min: 0, max: NAMES.length - 1 }), { maxLength: 3 }),
});
const shapes = fc.array(fc.option(shape, { nil: undefined }), { minLength: NAMES.length, maxLength: NAMES.length });

/** A template in which each resource may link to earlier ones only, so that nothing waits for itself. */
function template(all: readonly (Shape | undefined)[], isFixed: (index: number) => boolean) {
  const resources = all.flatMap((each, index) => {
    if (each === undefined) {
      return [];
    }
    const links = each.links
      .filter((link) => link < index && all[link] !== undefined)
      .map((link) => ref(NAMES[link] ?? ''));
    const make = isFixed(index) ? fixed : thing;
    return [[NAMES[index], make({ Size: each.size, Name: `${NAMES[index]}${each.name}`, Links: links })] as const];
  });
  // Never empty: a template has at least one resource.
  return { Resources: { ...Object.fromEntries(resources), Always: thing() } };
}

describe('after any update that fails', () => {
  test('what exists is what existed before, and the stack can be updated and deleted', async () => {
    await fc.assert(
      fc.asyncProperty(
        shapes,
        shapes,
        fc.constantFrom('create', 'update'),
        fc.constantFrom(...NAMES),
        fc.integer({ min: 1, max: 4 }),
        async (before, after, step, victim, concurrency) => {
          const aws = new Harness({ concurrency });
          // The type of a resource stays; what changes it is another logical id.
          const isFixed = (index: number): boolean => (before[index] ?? after[index])?.isFixed ?? false;
          await aws.create('app', template(before, isFixed));
          const world = aws.world.snapshot();
          const ids = await aws.physicalIds('app');

          aws.world.fail(step, victim);
          const updated = await aws.update('app', template(after, isFixed)).then(
            () => true,
            () => false,
          );
          const { StackStatus } = await aws.stack('app');
          fc.pre(updated && StackStatus !== 'UPDATE_COMPLETE');

          expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
          expect(aws.world.snapshot()).toEqual(world);
          expect(await aws.physicalIds('app')).toEqual(ids);

          await aws.update('app', template(after, isFixed));
          expect((await aws.stack('app')).StackStatus).toBe('UPDATE_COMPLETE');
          expect(Object.values(await aws.physicalIds('app')).sort()).toEqual([...aws.world.things.keys()].sort());

          await aws.delete('app');
          expect(aws.world.things.size).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
