import type { AutoScalingPort } from '../../src/delete/auto-scaling-port';
import type { GroupInstance } from '../../src/delete/lift';
import { liftProtection } from '../../src/delete/lift-protection';

/** A group as EC2 Auto Scaling keeps it. */
class FakeAutoScaling implements AutoScalingPort {
  public readonly calls: string[] = [];

  private moving: string[] = [];

  public constructor(private states: Record<string, string> | undefined) {}

  public async exists(): Promise<boolean> {
    return this.states !== undefined;
  }

  public async instances(): Promise<GroupInstance[]> {
    return Object.entries(this.states ?? {}).map(([id, lifecycleState]) => ({
      id,
      lifecycleState,
      protectedFromScaleIn: !this.calls.some((call) => call.includes(id)),
    }));
  }

  public async launchUnprotected(group: string): Promise<void> {
    this.calls.push(`launchUnprotected ${group}`);
  }

  public async unprotect(group: string, ids: readonly string[]): Promise<boolean> {
    if (this.moving.some((id) => ids.includes(id))) {
      return false;
    }
    this.calls.push(`unprotect ${group} ${ids.join(' ')}`);
    return true;
  }

  /** These terminate after they were looked at and before they are changed. */
  public move(...ids: string[]): void {
    this.moving = ids;
  }

  public finishMoves(): void {
    for (const id of this.moving) {
      this.states = { ...this.states, [id]: 'Terminating' };
    }
    this.moving = [];
  }

  public finishLaunches(): void {
    this.states = Object.fromEntries(Object.keys(this.states ?? {}).map((id) => [id, 'InService']));
  }
}

const never = { pause: () => Promise.reject(new Error('nothing to wait for')) };

describe('lifting the protection', () => {
  test('lets new instances start without it before the others lose theirs', async () => {
    const autoScaling = new FakeAutoScaling({ 'i-1': 'InService', 'i-2': 'InService' });
    await liftProtection('web', autoScaling, never);
    expect(autoScaling.calls).toEqual(['launchUnprotected web', 'unprotect web i-1 i-2']);
  });

  test('has nothing to do when the group is gone', async () => {
    const autoScaling = new FakeAutoScaling(undefined);
    await liftProtection('web', autoScaling, never);
    expect(autoScaling.calls).toEqual([]);
  });

  test('waits for an instance that is still launching', async () => {
    const autoScaling = new FakeAutoScaling({ 'i-1': 'InService', 'i-2': 'Pending:Wait' });
    await liftProtection('web', autoScaling, {
      pause: async () => {
        autoScaling.finishLaunches();
        return true;
      },
    });
    expect(autoScaling.calls).toEqual(['launchUnprotected web', 'unprotect web i-1', 'unprotect web i-2']);
  });

  test('looks again when an instance left in between: the API refuses its whole batch', async () => {
    const autoScaling = new FakeAutoScaling({ 'i-1': 'InService', 'i-2': 'InService' });
    autoScaling.move('i-2');
    await liftProtection('web', autoScaling, {
      pause: async () => {
        autoScaling.finishMoves();
        return true;
      },
    });
    expect(autoScaling.calls).toEqual(['launchUnprotected web', 'unprotect web i-1']);
  });

  test('fails with the instance that never finished its launch', async () => {
    const autoScaling = new FakeAutoScaling({ 'i-2': 'Pending:Wait' });
    await expect(liftProtection('web', autoScaling, { pause: async () => false })).rejects.toThrow(
      'i-2 of web kept scale-in protection: an instance loses it only while it is in service; ' +
        'terminate what still boots and delete again',
    );
  });
});
