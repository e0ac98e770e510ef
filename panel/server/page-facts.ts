import type { AddressClass } from '../../src/comfyui/address';
import type { PageFacts } from '../../src/comfyui/explain-silence';

/** What a page says of itself and its browser. */
interface Said {
  readonly userAgent: string;
  readonly userAgentData?: { readonly brands?: unknown };
  readonly permissions?: Pick<Permissions, 'query'>;
}

/** Names of Chromium's permission for a server over time, the newest first. */
const LOCAL_ACCESS: Readonly<Record<AddressClass, readonly string[]>> = {
  loopback: ['loopback-network', 'local-network-access'],
  private: ['local-network', 'local-network-access'],
  public: [],
};

export async function pageFacts(
  origin: string,
  said: Said,
  host: 'standalone' | 'photopea' | 'photoshop',
  reach: AddressClass,
): Promise<PageFacts> {
  return {
    origin: origin === '' || origin.startsWith('file:') ? 'null' : origin,
    browser: browserOf(said),
    isInPhotopea: host === 'photopea',
    hasPlugin: host === 'photoshop',
    localAccess: await localAccess(said, reach),
  };
}

export function browserOf({ userAgent, userAgentData }: Said): PageFacts['browser'] {
  if (Array.isArray(userAgentData?.brands) || /\bChrom(e|ium)\//.test(userAgent)) return 'chromium';
  if (/\bFirefox\//.test(userAgent)) return 'firefox';
  return /\bSafari\//.test(userAgent) ? 'safari' : 'other';
}

async function localAccess(
  { permissions }: Said,
  reach: AddressClass,
): Promise<PageFacts['localAccess']> {
  for (const name of LOCAL_ACCESS[reach]) {
    try {
      // The name is not in every browser's list, which then throws.
      const status = await permissions?.query({ name: name as PermissionName });
      if (status !== undefined) return status.state;
    } catch {
      continue;
    }
  }
  return 'unknown';
}
