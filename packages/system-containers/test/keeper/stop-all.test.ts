import { LOOKS_TO_STOP, stopAll } from '../../src/keeper/stop-all';
import { keepingIn } from './keeping';
import { sweep } from '../../src/keeper/sweep';
import { ASSIGNMENT, MINUTE, SECOND, SimulatedEcs } from './simulated-ecs';

let ecs: SimulatedEcs;
let instances: string[];
let pauses: number;

beforeEach(async () => {
  ecs = new SimulatedEcs();
  instances = [ecs.register(), ecs.register(), ecs.register()];
  await sweep(keepingIn(ecs));
  ecs.pass(MINUTE);
  pauses = 0;
});

const held = () => instances.flatMap((arn) => ecs.held(arn)).length;

async function pause(): Promise<boolean> {
  pauses += 1;
  ecs.pass(5 * SECOND);
  return pauses < 100;
}

describe('when a keeper is deleted', () => {
  test('its tasks are stopped, and no others', async () => {
    instances.forEach((arn) => ecs.runOther(arn, 'service'));
    await stopAll(ASSIGNMENT.startedBy, ecs, { pause });
    expect(held()).toBe(0);
    expect(ecs.others()).toHaveLength(3);
    expect(ecs.sins).toEqual([]);
  });

  test('a task is stopped, too, that an invocation on its last legs started', async () => {
    await stopAll(ASSIGNMENT.startedBy, ecs, {
      pause: async () => {
        if (pauses === 1) {
          await ecs.startTask([instances[0]], ASSIGNMENT.taskDefinition, ASSIGNMENT.startedBy);
        }
        return pause();
      },
    });
    expect(held()).toBe(0);
  });

  test('looks twice when there is none', async () => {
    await stopAll('nobody', ecs, { pause });
    expect(pauses).toBe(1);
  });

  test('does not wait for ever for an instance that no longer answers', async () => {
    ecs.set(instances[0], { agentConnected: false });
    await stopAll(ASSIGNMENT.startedBy, ecs, { pause });
    expect(held()).toBe(1);
    expect(pauses).toBe(LOOKS_TO_STOP);
  });

  test('fails with what still runs when there is no time left', async () => {
    await expect(stopAll(ASSIGNMENT.startedBy, ecs, { pause: async () => false })).rejects.toThrow(
      `3 tasks started by ${ASSIGNMENT.startedBy} still run; delete again, or stop them and delete again`,
    );
  });
});
