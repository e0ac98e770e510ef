import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { literal } from '../../../src/hosts/photopea/scripts/literal';
import { markedScript, marksOf } from '../../../src/hosts/photopea/scripts/marks';
import { CATALOGUE, NASTY, WITHOUT_BUILDERS } from './script-catalogue';
import { scriptProblems } from './script-syntax/check';

const MARKS = marksOf('id', 1);
const HOST = path.join(__dirname, '../../../src/hosts/photopea');

/** Marks are added on the way out, but not to what they are made of. */
const MADE_WITH_MARKS = new Set(['markedScript', 'fenceScript']);

const SCRIPTS = Object.values(CATALOGUE).flatMap((builders) =>
  Object.entries(builders).flatMap(([name, made]) =>
    made.map((script, i): [string, string] => [
      `${name}, ${i + 1} of ${made.length}`,
      MADE_WITH_MARKS.has(name) ? script : markedScript(script, MARKS),
    ]),
  ),
);

describe('every script', () => {
  it.each(SCRIPTS)('%s keeps to what Photopea understands', (_name, script) => {
    expect(scriptProblems(script)).toEqual([]);
  });

  it('is in the catalogue', () => {
    const modules = readdirSync(path.join(HOST, 'scripts')).map((file) => path.parse(file).name);
    expect(modules.sort()).toEqual([...Object.keys(CATALOGUE), ...WITHOUT_BUILDERS].sort());
    for (const [module, builders] of Object.entries(CATALOGUE)) {
      const source = readFileSync(path.join(HOST, 'scripts', `${module}.ts`), 'utf8');
      const declared = [...source.matchAll(/export (?:function|const) (\w+Script)\b/g)];
      expect(Object.keys(builders).sort()).toEqual(declared.map(([, name]) => name).sort());
    }
  });

  it('is written where scripts are written', () => {
    const elsewhere = readdirSync(HOST).filter((file) => file.endsWith('.ts'));
    const holding = elsewhere.filter((file) =>
      /\bapp\.|rsSay\(/.test(readFileSync(path.join(HOST, file), 'utf8')),
    );
    expect(holding).toEqual([]);
  });

  it('says what it is at its two ends', () => {
    const text = markedScript('var a = 1;', MARKS);
    expect(text.startsWith('app.echoToOE("~id.1:start");')).toBe(true);
    expect(text.endsWith(';app.echoToOE("~id.1:end");')).toBe(true);
  });
});

describe('a value in a script', () => {
  it('is read back as it was', () => {
    const value = { text: NASTY, list: [1, -2.5, null, true], deep: { a: '' } };
    expect(runInNewContext(`JSON.stringify(${literal(value)})`)).toBe(JSON.stringify(value));
  });

  it('stays on one line', () => {
    expect(literal(NASTY)).not.toMatch(/[\n\r\u2028\u2029]/);
  });

  it.each([NaN, Infinity, -Infinity])('is never %p', (value) => {
    expect(() => literal([value])).toThrow(RangeError);
  });
});
