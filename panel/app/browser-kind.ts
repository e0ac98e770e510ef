import type { BrowserKind } from '../store/panel-state';

/** What a browser says of itself; the first is Chromium's alone, and only in secure contexts. */
type Said = Pick<Navigator, 'userAgent' | 'platform'> & {
  readonly userAgentData?: { readonly platform?: unknown };
};

export function browserKind({ userAgentData, userAgent, platform }: Said): BrowserKind {
  const isLinux =
    userAgentData?.platform === undefined
      ? platform.startsWith('Linux') && !userAgent.includes('Android')
      : userAgentData.platform === 'Linux';
  return isLinux && /\bChrom(e|ium)\//.test(userAgent) ? 'chrome-on-linux' : 'other';
}
