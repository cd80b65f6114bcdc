import * as fc from 'fast-check';
import { BATCH_SIZE, type GroupInstance, nextStep } from '../../src/delete/lift';

function instance(id: string, lifecycleState = 'InService', protectedFromScaleIn = true): GroupInstance {
  return { id, lifecycleState, protectedFromScaleIn };
}

describe('the next step', () => {
  test('unprotects instances that are protected', () => {
    expect(nextStep([instance('i-1'), instance('i-2', 'InService', false)])).toEqual({
      batches: [['i-1']],
      launching: [],
    });
  });

  test.each(['InService', 'EnteringStandby', 'Standby'])('unprotects instances that are %s', (state) => {
    expect(nextStep([instance('i-1', state)]).batches).toEqual([['i-1']]);
  });

  test.each(['Pending', 'Pending:Wait', 'Pending:Proceed'])('waits for instances that are %s', (state) => {
    expect(nextStep([instance('i-1', state)])).toEqual({ batches: [], launching: ['i-1'] });
  });

  test.each(['Terminating', 'Terminating:Wait', 'Terminating:Proceed', 'Terminated', 'Detaching'])(
    'leaves instances alone that are %s',
    (state) => {
      expect(nextStep([instance('i-1', state)])).toEqual({ batches: [], launching: [] });
    },
  );

  test('does nothing to an empty group', () => {
    expect(nextStep([])).toEqual({ batches: [], launching: [] });
  });

  test('takes every instance once, in batches that the API accepts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * BATCH_SIZE }), (count) => {
        const ids = Array.from({ length: count }, (_, index) => `i-${index}`);
        const { batches } = nextStep(ids.map((id) => instance(id)));
        expect(batches.flat()).toEqual(ids);
        expect(batches.every((batch) => batch.length > 0 && batch.length <= 50)).toBe(true);
      }),
    );
  });
});
