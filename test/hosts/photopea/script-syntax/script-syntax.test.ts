import { RECORDED_ROWS, type RecordedRow } from '../../../emulators/photopea/recorded';
import { ALLOWED, type Evidence } from './allowed';
import { scriptProblems, usesOf } from './check';
import { carriedOut, javaScriptEcho } from './recordings';

const ROWS = Object.entries(RECORDED_ROWS);

/** A row that dies says the same as JavaScript where that throws. */
function isJavaScript(row: RecordedRow): boolean {
  const echo = javaScriptEcho(row.script);
  return row.outcome === 'echoes' ? row.echoed === echo : row.outcome === 'dies' && echo === null;
}

function asksFor(script: string, shape: string): boolean {
  return usesOf(script).some((use) => use.shape === shape);
}

const ENTRIES = [...ALLOWED].filter(([, evidence]) => !('told' in evidence));

describe('everything on the list', () => {
  test.each(ENTRIES)('%s was seen to work', (shape, evidence: Evidence) => {
    if ('row' in evidence) {
      const row = RECORDED_ROWS[evidence.row];
      expect(row).toMatchObject({ outcome: 'echoes', echoed: javaScriptEcho(row!.script) });
      expect(asksFor(row!.script, shape)).toBe(true);
    } else if ('run' in evidence) {
      expect(carriedOut(evidence.run).some((script) => asksFor(script, shape))).toBe(true);
    }
  });

  test('that was seen otherwise is a name of the editor’s', () => {
    const told = [...ALLOWED].filter(([, evidence]) => 'told' in evidence);
    expect(told.map(([shape]) => shape)).toEqual(['method translate']);
  });
});

test.each(ROWS.filter(([, row]) => !isJavaScript(row)))(
  'the recorded script "%s" went wrong, and is refused',
  (_name, row) => {
    expect(scriptProblems(row.script)).not.toEqual([]);
  },
);

test('most of what went right is not refused', () => {
  const right = ROWS.filter(([, row]) => row.outcome === 'echoes' && isJavaScript(row));
  const refused = right.filter(([, row]) => scriptProblems(row.script).length > 0);
  expect(right.length).toBeGreaterThan(70);
  expect(refused.length).toBeLessThan(right.length / 2);
});

describe('a problem is told with its place', () => {
  test.each([
    ['var a = 1;\nwhile (a) { a = 0; }', '2:1: while a name: while (a) { a = 0; }'],
    ['var a = 1;\n  do { a = 0; } while (a);', '2:3: do while a name: do { a = 0; } while (a);'],
    [
      'function f() { var r = 1; return r; } while (f()) { }',
      '1:39: while a call: while (f()) { }',
    ],
    [
      'function f() { var r = 1; return r; } while (f() < 2) { }',
      '1:39: while a comparison of an own call: while (f() < 2) { }',
    ],
    [
      'var go = true; for (var i = 0; go; i++) { }',
      '1:16: for, second: a name: for (var i = 0; go; i++) { }',
    ],
    [
      'for (var i = 0; i < 3; ) { i++; }',
      '1:1: for, third: nothing: for (var i = 0; i < 3; ) { i++; }',
    ],
    [
      'for (var i = 0; ; i++) { break; }',
      '1:1: for, second: nothing: for (var i = 0; ; i++) { break; }',
    ],
    ['var i = 0; for (; i < 3; i++) { }', '1:12: for, first: nothing: for (; i < 3; i++) { }'],
    ['var a = 1\nvar b = 2;', '1:10: a missing semicolon: \n'],
    ['var a = 1; if (a > 0) { a = 2 }', '1:30: a missing semicolon:  '],
    ['function f() { return 1; } if (f()) { }', '1:28: if a call: if (f()) { }'],
    [
      'function f() { var a = 1; return a; } function g() { return [f()]; }',
      '1:54: return of a call: return [f()];',
    ],
    ['function f(s) { return s.charAt(0); }', '1:17: return of a call: return s.charAt(0);'],
    ['var a = 1; function f() { a = 2; }', '1:27: assigned outer name: a'],
    ['var a = 1; function f() { var b = a; }', '1:35: outer name: a'],
    ['var a = [1]; var i = 0; a[i] = 2;', '1:25: assigned member [Identifier]: a[i]'],
    ['var o = { n: 1 }; o.n++;', '1:19: count ++ of MemberExpression: o.n++'],
    ['var a = 1; var b = 1; a = b = 2;', '1:27: assignment for its value: b = 2'],
    ['var a = 1; var b = a > 1 ? a : 2;', '1:20: ConditionalExpression: a > 1 ? a : 2'],
    ['var a;', '1:5: variable without a value: a'],
    ['let a = 1;', '1:1: let: let a = 1;'],
    ['var b = 1; var c = b || 2;', '1:20: operator ||: b || 2'],
    ['var a = 2 ** 3;', '1:12: a syntax error (Unexpected token (1:11)): *'],
    ['setTimeout;', '1:1: name setTimeout: setTimeout'],
    ['foo();', '1:1: call of foo: foo()'],
    ['var a = [2]; a.sort();', '1:14: method sort: a.sort()'],
    ['#include "x"', '1:1: a line that begins with #'],
  ])('%j', (source, problem) => {
    const found = scriptProblems(source);
    expect(found.some((text) => text.startsWith(problem.trimEnd()))).toBe(true);
  });

  test.each([
    'var f = () => 1;',
    'var a = `x`;',
    'switch (1) { }',
    'throw 1;',
    'for (var x of []) { }',
    'for (var i = 0, j = 9; i < j; i++, j--) { }',
    'var a = "x" in {};',
    'var { a } = {};',
    'var a = [...[1]];',
    '[1].forEach(function (x) { });',
    'new Date();',
    '(function () { })();',
    'function f(a = 1) { }',
    'function f() { return arguments; }',
    'function f() { function g() { } }',
    'class P { }',
    'here: while (1 < 2) { break here; }',
    'try { } finally { }',
    'function f() { try { return 1; } catch (e) { } }',
    'var a = {}; delete a.b;',
    '{ app.echoToOE("x"); }',
    'app["echoToOE"]("x");',
    'var a = []; a[0]();',
  ])('%s is refused', (source) => {
    expect(scriptProblems(source)).not.toEqual([]);
  });
});
