import { rulesWithout } from '../rules';
import { createInterpreter } from './interpreter';
import { CatchableError, NativeFunction } from './values';

function run(script: string): { readonly said: unknown[]; readonly outcome: string } {
  const said: unknown[] = [];
  const interpreter = createInterpreter({
    rules: rulesWithout(),
    note: () => undefined,
    globals: new Map<string, unknown>([
      ['say', new NativeFunction('say', ([value]) => void said.push(value))],
      [
        'fail',
        new NativeFunction('fail', () => {
          throw new CatchableError('no selection');
        }),
      ],
    ]),
  });
  return { outcome: interpreter.run(script), said };
}

describe('what works', () => {
  test.each([
    ['variables', 'var a = 1; let b = 2; const c = 3; say(a + b * c);', [7]],
    [
      'conditions',
      'if (1 < 2) { say("y"); } else { say("n"); } say(1 === 1 ? "a" : "b");',
      ['y', 'a'],
    ],
    [
      'loose comparison',
      'say(1 == "1"); say(null == undefined); say(1 !== "1");',
      [true, true, true],
    ],
    [
      'for',
      'var s = 0; for (var i = 0; i < 4; i++) { if (i == 2) { continue; } s += i; } say(s);',
      [4],
    ],
    ['for in', 'for (var k in { a: 1, b: 2 }) { say(k); }', ['a', 'b']],
    ['while', 'var n = 0; while (true) { n++; if (n > 4) { break; } } say(n);', [5]],
    ['do', 'var n = 9; do { n++; } while (n < 3); say(n);', [10]],
    ['functions before their text', 'say(f(2)); function f(x) { return x * x; }', [4]],
    ['function values', 'var f = function (x) { return x + 1; }; say(f(1));', [2]],
    ['a call at once', '(function () { say("in"); })();', ['in']],
    [
      'recursion',
      'function f(n) { if (n < 2) { return 1; } var r = f(n - 1); return n * r; } say(f(5));',
      [120],
    ],
    ['objects', 'var o = { a: [1, { b: 2 }] }; o.c = 3; say(o.a[1].b + o["c"]);', [5]],
    [
      'arrays',
      'var a = [3, 1]; a.push(2); a.sort(); say(a.join("-")); say(a.length);',
      ['1-2-3', 3],
    ],
    ['new Array', 'var a = new Array(2); say(a.length);', [2]],
    ['strings', 'say("a,b".split(",")[1].toUpperCase() + "x".length);', ['B1']],
    ['patterns', 'var m = \'{"i":42}\'.match(/:(\\d+)/); say(parseInt(m[1]));', [42]],
    [
      'JSON',
      'say(JSON.stringify({ a: [1, null] })); say(JSON.parse("[{\\"b\\":2}]")[0].b);',
      ['{"a":[1,null]}', 2],
    ],
    [
      'bits',
      'say(6 & 3); say(6 | 1); say(6 ^ 3); say(1 << 4); say(-16 >> 2); say(~5);',
      [2, 7, 5, 16, -4, -6],
    ],
    [
      'the library of the page',
      'say(Number("3")); say(String(5)); say(isNaN(NaN)); say(Object.keys({ a: 1 }).length);',
      [3, '5', true, 1],
    ],
    [
      'own members',
      'var o = { a: 1 }; say(o.hasOwnProperty("a")); say(o.hasOwnProperty("toString"));',
      [true, false],
    ],
    ['Math', 'say(Math.max(1, 3)); say(Math.floor(1.5));', [3, 1]],
    [
      'typeof',
      'say(typeof nothing); say(typeof "x"); say(typeof parseInt);',
      ['object', 'string', 'function'],
    ],
    ['the clock', 'say(Date.now() > 0);', [true]],
    ['own errors', 'try { fail(); } catch (e) { say(e.message); }', ['no selection']],
    ['a function reads', 'var a = 1; function f() { say(a); } a = 2; f();', [2]],
  ])('%s', (_name, script, expected) => {
    const { outcome, said } = run(script);
    expect({ outcome, said }).toEqual({ outcome: 'ended', said: expected });
  });
});

describe('how a script can end', () => {
  test.each([
    ['an uncaught error of the editor', 'say(1); fail(); say(2);', 'dead', [1]],
    ['writing to null', 'var n = null; n.x = 1;', 'dead', []],
    ['a syntax error', 'say(1); if (', 'unparsed', []],
    ['a loop without an end', 'while (true) {}', 'frozen', []],
    ['recursion without an end', 'function f() { f(); } f();', 'dead', []],
    ['a member that is no function', 'var o = { a: 1 }; say(1); o.a();', 'dead', [1]],
    ['a method that text does not have', '"x".nothing();', 'dead', []],
    ['a variable that is no function', 'var f = 5; f();', 'dead', []],
    ['a value that JSON cannot write', 'var o = {}; o.o = o; JSON.stringify(o);', 'dead', []],
    ['text that JSON cannot read', 'JSON.parse("{");', 'dead', []],
  ])('%s', (_name, script, outcome, said) => {
    expect(run(script)).toEqual({ outcome, said });
  });
});

describe('loops whose condition is a bare name', () => {
  test.each([
    ['that is false', 'var go = false; while (go) { }', 'frozen', []],
    ['that nobody declared', 'while (go) { }', 'frozen', []],
    ['in brackets', 'var go = false; while ((go)) { }', 'frozen', []],
    ['in a function', 'function f() { var go = false; while (go) { } } f();', 'frozen', []],
    ['left by break', 'var go = true; while (go) { say(1); break; }', 'ended', [1]],
    ['of do, left by break', 'var go = false; do { say(1); break; } while (go);', 'ended', [1]],
    [
      'of for, left by break',
      'var go = 1; for (var i = 0; go; i++) { break; } say(i);',
      'ended',
      [0],
    ],
    [
      'left by return',
      'function f() { var go = true; while (go) { return 3; } return 4; } say(f());',
      'ended',
      [3],
    ],
  ])('%s', (_name, script, outcome, said) => {
    expect(run(script)).toEqual({ outcome, said });
  });

  test('that is a call is asked anew, but what the call assigns is lost', () => {
    const counts = 'var o = { n: 0 }; function more() { o.n += 1; return o.n < 3; }';
    expect(run(`${counts} while (more()) { } say(o.n);`)).toEqual({ outcome: 'ended', said: [3] });
  });
});

describe('parts that for does not have', () => {
  test.each([
    ['the first', 'var i = 0; for (; i < 2; i++) { say(i); }', []],
    ['the second', 'for (var i = 0; ; i++) { say(i); break; }', []],
    ['the third', 'for (var i = 0; i < 2; ) { say(i); i++; }', [0]],
    ['all', 'for (;;) { say(1); break; }', []],
  ])('%s', (_name, script, said) => {
    expect(run(script)).toEqual({ outcome: 'dead', said });
  });

  test('the third is not missed when the loop is left before', () => {
    expect(run('for (var i = 0; i < 2; ) { say(i); break; }').outcome).toBe('ended');
  });
});

describe('a semicolon that is missing', () => {
  test.each([
    ['after a call', 'say(1)\nsay(2);', 'frozen', []],
    ['after an assignment', 'var a = 1; a = 2\nsay(a);', 'frozen', []],
    ['after a return', 'function f() { return 1\n} say(f());', 'frozen', []],
    ['before a comment', 'say(1) // one\nsay(2);', 'frozen', []],
    ['after a function value', 'var f = function () { }\nsay(1);', 'frozen', []],
    ['before a mistake further on', 'say(1)\nvar var;', 'frozen', []],
    ['at the very end', 'say(1); say(2)', 'ended', [1, 2]],
    ['at the very end, with an empty line', 'say(1)\n', 'ended', [1]],
    ['before a brace', 'if (1 < 2) { say(1) }', 'ended', [1]],
    ['inside an expression, where none belongs', 'say(1 +\n1);', 'ended', [2]],
  ])('%s', (_name, script, outcome, said) => {
    expect(run(script)).toEqual({ outcome, said });
  });
});

describe('returning what a function of the script gives', () => {
  const F = 'function f(x) { var y = x + 1; return y; }';
  test.each([
    ['inside an object', `${F} function g() { return { a: f(1) }; } say(g().a);`, [null]],
    ['as an argument', `${F} function g() { return Math.max(f(1), 5); } say(g());`, [5]],
    [
      'first statement returns',
      'function f(x) { return x; } function g() { return f(7); } say(g());',
      [7],
    ],
    [
      'first statement may return',
      'function f(x) { if (x > 1) { return 1; } return 2; } function g(x) { return f(x); } say(g(2)); say(g(1));',
      [1, null],
    ],
    [
      'a block inside stops as well',
      'function f() { if (true) { say("in"); return 1; } } function g() { return f(); } say(g());',
      ['in', null],
    ],
    [
      'so does what is called inside',
      `function h() { say("a"); say("b"); } function f() { h(); say("c"); } function g() { return f(); } g();`,
      ['a'],
    ],
  ])('%s', (_name, script, said) => {
    expect(run(script)).toEqual({ outcome: 'ended', said });
  });

  test('after a variable of its own all is well', () => {
    expect(run(`${F} function g() { var r = f(1); return r; } say(g());`).said).toEqual([2]);
  });
});

describe('what a function sees', () => {
  test.each([
    [
      'its caller’s variables',
      'function f() { say(x); } function g() { var x = 5; f(); } g();',
      [5],
    ],
    [
      'nothing of the function it was written in',
      'function mk(a) { return function (b) { say(a); say(b); }; } var f = mk(1); f(2);',
      [null, 2],
    ],
    ['missing arguments', 'function f(a) { say(a); } f();', [undefined]],
    ['arrays as they are', 'var a = []; function f() { a.push(1); } f(); say(a.length);', [1]],
  ])('%s', (_name, script, said) => {
    expect(run(script)).toEqual({ outcome: 'ended', said });
  });
});

describe('newer than the parser', () => {
  test.each([
    'var a = null ?? 1;',
    'var a = o?.b;',
    'var a = { ...b };',
    'try { } catch { }',
    'async function f() { }',
    'a ||= 1;',
    'var a = 1_000;',
    'f(1, 2,);',
    'var a = 10n;',
  ])('%s', (script) => {
    expect(run(`say(1); ${script}`)).toEqual({ outcome: 'unparsed', said: [] });
  });
});
