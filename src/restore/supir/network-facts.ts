import type { WeightPolicy } from '../../networks/policy';
import { networkParameters, type NetworkParameters } from './network-parameters';
import { networkWork, type NetworkWork } from './network-work';
import type { Networks } from './open-networks';

/**
 * What is known of the user's networks from the headers of their files, kept for the files asked for
 * last: writing the networks down takes a tenth of a second each time.
 */
export interface NetworkFacts {
  /** @throws ModelError where a file has not the tensors that its networks need */
  work(networks: Networks): NetworkWork;
  /** @throws ModelError likewise */
  parameters(networks: Networks, policy: WeightPolicy): NetworkParameters;
}

export function createNetworkFacts(): NetworkFacts {
  const work = lastOf<NetworkWork>();
  const parameters = lastOf<NetworkParameters>();
  return {
    work: (networks) => work(keyOf(networks), () => networkWork(networks)),
    parameters: (networks, policy) =>
      parameters(JSON.stringify([keyOf(networks), policy]), () =>
        networkParameters(networks, policy),
      ),
  };
}

function keyOf({ sdxl, supir, config }: Networks): string {
  return JSON.stringify([sdxl.key, supir.key, config]);
}

/** Makes a value once for as long as the key stays the same. */
function lastOf<T>(): (key: string, make: () => T) => T {
  let last: { readonly key: string; readonly value: T } | null = null;
  return (key, make) => {
    if (last?.key !== key) last = { key, value: make() };
    return last.value;
  };
}
