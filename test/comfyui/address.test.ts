import { endpointUrl, parseAddress, socketUrl } from '../../src/comfyui/address';
import { codeOf } from '../support/code-of';

test.each([
  ['127.0.0.1:8188', 'http://127.0.0.1:8188/', 'loopback'],
  [' http://localhost:8188 ', 'http://localhost:8188/', 'loopback'],
  ['http://[::1]:8188', 'http://[::1]:8188/', 'loopback'],
  ['http://0.0.0.0:8188', 'http://127.0.0.1:8188/', 'loopback'],
  ['http://[::]:8188/', 'http://[::1]:8188/', 'loopback'],
  ['127.1:8188', 'http://127.0.0.1:8188/', 'loopback'],
  ['192.168.1.20:8188', 'http://192.168.1.20:8188/', 'private'],
  ['http://10.1.2.3', 'http://10.1.2.3/', 'private'],
  ['http://172.31.0.9:1', 'http://172.31.0.9:1/', 'private'],
  ['http://172.32.0.9:1', 'http://172.32.0.9:1/', 'public'],
  ['http://100.100.1.1:8188', 'http://100.100.1.1:8188/', 'private'],
  ['workstation:8188', 'http://workstation:8188/', 'private'],
  ['studio.local:8188', 'http://studio.local:8188/', 'private'],
  ['http://[fd00::1]:8188', 'http://[fd00::1]:8188/', 'private'],
  ['https://abc-8188.proxy.runpod.net', 'https://abc-8188.proxy.runpod.net/', 'public'],
  ['https://host/comfy', 'https://host/comfy/', 'private'],
  ['https://host.example/comfy//', 'https://host.example/comfy/', 'public'],
  ['https://host.example/comfy/?token=x#y', 'https://host.example/comfy/', 'public'],
])('%s is %s, %s', (text, base, reach) => {
  const address = parseAddress(text);
  expect(address).toMatchObject({ base, reach, isSecure: base.startsWith('https') });
  expect(base.startsWith(address.origin)).toBe(true);
});

test.each(['', '   ', 'http://', 'ftp://host', 'file:///etc/passwd', 'javascript://x', 'a b'])(
  '%p is no address',
  (text) => {
    expect(codeOf(() => parseAddress(text))).toBe('comfy-address-invalid');
  },
);

test('a password in an address is refused and not repeated', () => {
  let message = '';
  try {
    parseAddress('https://ann:s3cret@host:8188');
  } catch (error) {
    message = JSON.stringify(error) + String(error) + String((error as { hint?: string }).hint);
  }
  expect(message).toContain('header line');
  expect(message).not.toMatch(/s3cret|ann/);
});

test('a path in the address stays in front of every endpoint', () => {
  const address = parseAddress('https://host.example/comfy');
  expect(endpointUrl(address, 'api/view', { filename: 'a b&c.png' })).toBe(
    'https://host.example/comfy/api/view?filename=a+b%26c.png',
  );
  expect(socketUrl(address, 'x')).toBe('wss://host.example/comfy/ws?clientId=x');
  expect(socketUrl(parseAddress('127.0.0.1:8188'), 'x')).toBe('ws://127.0.0.1:8188/ws?clientId=x');
});
