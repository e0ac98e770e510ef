import { checked, SYSTEM_STATS } from '../../src/comfyui/answers';
import { plainText } from '../../src/comfyui/plain-text';

test('what a server says becomes one line of bounded length, without what steers a text', () => {
  expect(plainText(' a\r\n\tb\u2028c ')).toBe('a b c');
  expect(plainText('left\u202eright\u0000\u200b!')).toBe('left right !');
  expect(plainText('x'.repeat(10_000))).toHaveLength(300);
  expect(plainText(7)).toBe('');
});

test('so do its version and the name of its device', () => {
  const { system, devices } = checked(
    SYSTEM_STATS,
    {
      system: { os: 'linux', comfyui_version: '0.33.0\n\u202e<b>' },
      devices: [{ name: `cuda:0 Card\u0007${'x'.repeat(900)} : native`, type: 'cuda' }],
    },
    'system_stats',
  );
  expect(system.comfyui_version).toBe('0.33.0 <b>');
  expect(devices[0]?.name).toMatch(/^Card x{200,}$/);
  expect(devices[0]?.name?.length).toBeLessThanOrEqual(300);
});
