import { pageFacts } from '../../../panel/server/page-facts';

/** A browser that knows these permissions, as they stand. */
function browserWith(states: Readonly<Record<string, PermissionState>>) {
  return {
    userAgent: 'Mozilla/5.0 Chrome/150.0 Safari/537.36',
    permissions: {
      query: ({ name }: PermissionDescriptor) => {
        const state = states[name];
        if (state === undefined) return Promise.reject(new TypeError('unknown permission'));
        return Promise.resolve({ state } as PermissionStatus);
      },
    },
  };
}

const PAGE = 'https://panel.example';

test.each([
  [{ 'loopback-network': 'granted', 'local-network': 'denied' }, 'loopback', 'granted'],
  [{ 'loopback-network': 'granted', 'local-network': 'denied' }, 'private', 'denied'],
  [{ 'loopback-network': 'denied', 'local-network': 'granted' }, 'public', 'unknown'],
  [{ 'local-network-access': 'prompt' }, 'loopback', 'prompt'],
  [{ 'local-network-access': 'prompt' }, 'private', 'prompt'],
  [{}, 'loopback', 'unknown'],
] as const)('%j for a server of reach %s: %s', async (states, reach, localAccess) => {
  const facts = await pageFacts(PAGE, browserWith(states), 'standalone', reach);
  expect(facts).toMatchObject({ origin: PAGE, browser: 'chromium', localAccess });
});
