import type { HostFixture } from './bench';
import { failureContract } from './failing';
import { looksContract } from './looks';
import { insertContract } from './inserting';
import { layerContract } from './reading';
import { replaceContract } from './replacing';
import { selectionContract } from './selecting';
import { snapshotContract } from './snapshots';

/** Everything that `src/hosts/host.ts` promises, checked on one host. */
export function hostContract(fixture: HostFixture): void {
  describe(`host contract: ${fixture.name}`, () => {
    snapshotContract(fixture);
    layerContract(fixture);
    selectionContract(fixture);
    insertContract(fixture);
    if (fixture.replaces) replaceContract(fixture);
    looksContract(fixture);
    failureContract(fixture);
  });
}
