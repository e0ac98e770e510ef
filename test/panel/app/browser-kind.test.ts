import { browserKind } from '../../../panel/app/browser-kind';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

test.each([
  [
    'chrome-on-linux',
    { userAgent: CHROME, platform: 'Linux x86_64', userAgentData: { platform: 'Linux' } },
  ],
  ['chrome-on-linux', { userAgent: CHROME, platform: 'Linux x86_64' }],
  ['other', { userAgent: CHROME, platform: 'Win32', userAgentData: { platform: 'Windows' } }],
  [
    'other',
    { userAgent: CHROME, platform: 'Linux aarch64', userAgentData: { platform: 'Android' } },
  ],
  ['other', { userAgent: ANDROID, platform: 'Linux armv81' }],
  ['other', { userAgent: FIREFOX, platform: 'Linux x86_64' }],
  ['other', { userAgent: '', platform: '' }],
] as const)('%s is what %j says', (kind, said) => expect(browserKind(said)).toBe(kind));
