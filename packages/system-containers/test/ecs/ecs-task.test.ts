import { Keeper } from '../../src/keeper/keeper';
import { Carrier } from '../../src';
import { container, make } from '../support';

describe('a container as a task for each instance', () => {
  test('is kept on a group without managed scaling', () => {
    const { group } = make({ managedScaling: false });
    group.contribute(container({ carrier: Carrier.ecsTask() }));
    expect(keepers(group)).toHaveLength(1);
  });

  test('is kept on a group with managed scaling by those who accept what comes of it', () => {
    const { group } = make();
    group.contribute(container({ carrier: Carrier.ecsTask({ holdsInstancesAgainstScaleIn: true }) }));
    expect(keepers(group)).toHaveLength(1);
  });
});

function keepers(group: ReturnType<typeof make>['group']) {
  return group.node.findAll().filter((node) => node instanceof Keeper);
}
