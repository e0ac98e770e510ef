import { browserKind } from '../../../panel/app/browser-kind';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

const CHROME_OS = CHROME.replace('Linux x86_64', 'CrOS x86_64 14541.0.0');
const WINDOWS = CHROME.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64');

test.each([
  ['chrome-on-linux', { userAgent: CHROME, userAgentData: { platform: 'Linux' } }],
  ['chrome-on-linux', { userAgent: CHROME }],
  ['chrome-on-linux', { userAgent: CHROME, userAgentData: {} }],
  ['other', { userAgent: WINDOWS, userAgentData: { platform: 'Windows' } }],
  ['other', { userAgent: WINDOWS }],
  ['other', { userAgent: CHROME_OS, userAgentData: { platform: 'Chrome OS' } }],
  ['other', { userAgent: CHROME_OS }],
  ['other', { userAgent: ANDROID, userAgentData: { platform: 'Android' } }],
  ['other', { userAgent: ANDROID }],
  ['other', { userAgent: FIREFOX }],
  ['other', { userAgent: '', userAgentData: { platform: 7 } }],
] as const)('%s is what %j says', (kind, said) => expect(browserKind(said)).toBe(kind));
