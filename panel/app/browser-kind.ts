import type { BrowserKind } from '../store/panel-state';

/** What a browser says of itself; the second is Chromium's alone, and only in secure contexts. */
interface Said {
  readonly userAgent: string;
  readonly userAgentData?: { readonly platform?: unknown };
}

export function browserKind({ userAgent, userAgentData }: Said): BrowserKind {
  const platform = userAgentData?.platform;
  const isLinux = platform === undefined ? /X11; Linux/.test(userAgent) : platform === 'Linux';
  return isLinux && /\bChrom(e|ium)\//.test(userAgent) ? 'chrome-on-linux' : 'other';
}
