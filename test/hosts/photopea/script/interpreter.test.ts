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
    ['Math', 'say(Math.max(1, 3)); say(Math.floor(1.5));', [3, 1]],
    [
      'typeof',
      'say(typeof nothing); say(typeof "x"); say(typeof parseInt);',
      ['undefined', 'string', 'function'],
    ],
    ['the clock', 'say(Date.now() > 0);', [true]],
    ['own errors', 'try { fail(); } catch (e) { say(e.message); }', ['no selection']],
    ['a closure reads', 'var a = 1; function f() { say(a); } a = 2; f();', [2]],
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
    ['a callback given to replace', '"a".replace("a", function () {});', 'dead', []],
    ['a value that JSON cannot write', 'var o = {}; o.o = o; JSON.stringify(o);', 'dead', []],
    ['text that JSON cannot read', 'JSON.parse("{");', 'dead', []],
  ])('%s', (_name, script, outcome, said) => {
    expect(run(script)).toEqual({ outcome, said });
  });

  test('a callback inside a returned value stops after its first statement, too', () => {
    const { said } = run(`
      function f(x) { var y = x; return y; }
      function g() { return { a: f(1) }; }
      say(typeof g().a);`);
    expect(said).toEqual(['undefined']);
  });
});
