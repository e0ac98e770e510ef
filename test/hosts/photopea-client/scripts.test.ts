import { runInNewContext } from 'node:vm';
import { rect } from '../../../src/core/geometry';
import { insertScript, prepareInsertScript } from '../../../src/hosts/photopea/scripts/insert';
import { literal } from '../../../src/hosts/photopea/scripts/literal';
import { fenceScript, markedScript, marksOf } from '../../../src/hosts/photopea/scripts/marks';
import {
  readLayerInProfileScript,
  readLayerScript,
} from '../../../src/hosts/photopea/scripts/read-layer';
import {
  copySelectionScript,
  selectionByHistoryScript,
} from '../../../src/hosts/photopea/scripts/read-selection';
import { stateScript } from '../../../src/hosts/photopea/scripts/state';
import { statusScript } from '../../../src/hosts/photopea/scripts/status';
import {
  findInsertedScript,
  tidyScript,
  undoInsertScript,
} from '../../../src/hosts/photopea/scripts/tidy';
import { traitsScript } from '../../../src/hosts/photopea/scripts/traits';
import { scriptProblems } from './script-rules';

const NASTY = 'a"b\\c\n#d\u2028e\u2029${f}`g\'h</script>{"x":1} 漢字 \ud83d\ude00 \ud800';
const doc = { index: 0, name: NASTY, width: 100, height: 50 };
const layer = { id: 7, name: NASTY, item: 3 };
const file = { name: NASTY, width: 1, height: 1 };
const clip = rect(10, 20, 30, 25);
const insert = { doc, above: layer, file, docsBefore: 2, active: doc };

const SCRIPTS: Readonly<Record<string, string>> = {
  state: stateScript({ probe: false }),
  'state with probe': stateScript({ probe: true }),
  status: statusScript(doc),
  traits: traitsScript(doc, 1e6),
  'read layer': readLayerScript({ doc, layer, clip, form: 'stored' }),
  'read layer with its mask': readLayerScript({ doc, layer, clip, form: 'masked' }),
  'read layer in profile': readLayerInProfileScript({
    ...{ doc, layer, clip, file },
    form: 'drawn',
    docsBefore: 2,
    active: doc,
  }),
  'copy selection': copySelectionScript(doc, [3, 4]),
  'selection by history': selectionByHistoryScript(doc, clip),
  'prepare insert': prepareInsertScript({ doc, above: layer }),
  'insert in place': insertScript({ ...insert, resizeTo: null, selectFromMask: false }),
  'insert enlarged': insertScript({
    ...insert,
    resizeTo: { width: 200, height: 100 },
    selectFromMask: true,
  }),
  tidy: tidyScript({ files: [file, file], doc, active: doc, historyIndex: 4 }),
  'tidy nothing': tidyScript({ files: [], doc: null, active: null, historyIndex: null }),
  undo: undoInsertScript({ doc, layerId: 9, index: 5, rows: 1 }),
  find: findInsertedScript({ from: 12345, below: 12400 }, NASTY),
};

describe('every script', () => {
  const marks = marksOf('id', 1);

  it.each(Object.entries(SCRIPTS))('%s keeps to what Photopea understands', (_name, script) => {
    expect(scriptProblems(markedScript(script, marks))).toEqual([]);
  });

  it('so does the fence', () => {
    expect(scriptProblems(fenceScript(marks))).toEqual([]);
  });

  it('says what it is at its two ends', () => {
    const text = markedScript('var a = 1;', marks);
    expect(text.startsWith('app.echoToOE("~id.1:start");')).toBe(true);
    expect(text.endsWith(';app.echoToOE("~id.1:end");')).toBe(true);
  });
});

describe('the rules find', () => {
  it.each([
    ['var f = () => 1;', 'ArrowFunctionExpression'],
    ['var a = `x`;', 'TemplateLiteral'],
    ['switch (1) { }', 'SwitchStatement'],
    ['throw 1;', 'ThrowStatement'],
    ['for (var x of []) { }', 'ForOfStatement'],
    ['for (var i = 0, j = 9; i < j; i++, j--) { }', 'SequenceExpression'],
    ['var a = b || c;', 'operator ||'],
    ['var a = "x" in b;', 'operator in'],
    ['var { a } = b;', 'ObjectPattern'],
    ['[1].forEach(function (x) { });', 'callback'],
    ['new Date();', 'new Date'],
    ['function f() { return 1; } function g() { return f(); }', 'return f(…)'],
    ['function f() { return 1; } function g() { return 1 + f(); }', 'return f(…)'],
    ['var a = 1; function f() { a = 2; }', 'assignment to outer a'],
    ['setTimeout;', 'blocked setTimeout'],
    ['foo();', 'unknown function foo'],
  ])('%s', (source, problem) => {
    expect(scriptProblems(source)).toContain(problem);
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
