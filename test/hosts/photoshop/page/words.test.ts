import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zhCNErrors } from '../../../../panel/strings/zh-CN-errors';

const ROOM = join(__dirname, '../../../../src/hosts/photoshop');

/** Codes with the names of their details, as the sources have them. */
function codes(): readonly (readonly [code: string, details: string])[] {
  const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => readFileSync(join(ROOM, name), 'utf8').split("code: '").slice(1))
    .map((source) => {
      const error = source.slice(0, source.indexOf('\n  });'));
      const [, details = ''] = /details: \{([^}]*)\}/.exec(error) ?? [];
      return [error.slice(0, error.indexOf("'")), details] as const;
    });
}

test('there are some', () => expect(codes().length).toBeGreaterThan(15));

test.each(codes())('%s is said in Chinese, with what it knows', (code, details) => {
  const text = zhCNErrors[code];
  expect(text?.message).toMatch(/\p{Script=Han}/u);
  const said = `${text?.message}${text?.hint}`;
  for (const [, name = ''] of said.matchAll(/\{(\w+)\}/g)) expect(details).toContain(name);
});
