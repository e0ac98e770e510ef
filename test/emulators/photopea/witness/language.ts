import { photoPsd } from '../painted-documents';
import { echoes, same, type Witness, type Witnesses } from './witness';

const SAY = 'app.echoToOE';

/** The named syntax has no value and the script goes on. */
const silent = (script: string): Witness => echoes(`${script} ${SAY}("on");`, 'on');

/** Nothing is heard after the first echo, not even `done`. */
const dies = (script: string): Witness => {
  return async (lab) =>
    same(await lab.post(`${SAY}("a"); ${script} ${SAY}("b");`), ['a']) && !lab.photopea.frozen();
};

/** These answers, and a next script that works. */
const hears = (script: string, ...answers: readonly string[]): Witness => {
  return async (lab) =>
    same(await lab.post(script), answers) && same(await lab.run(`${SAY}("on");`), ['on']);
};

const freezes = (script: string): Witness => {
  return async (lab) =>
    same(await lab.post(`${script} ${SAY}("a");`, `${SAY}("b");`), []) && lab.photopea.frozen();
};

export const LANGUAGE: Witnesses = {
  'PP-3E-null-property': dies('var n = null; try { n.x; } catch (e) {}'),
  'PP-3E-no-document': async (lab) => {
    const answers = await lab.post(
      `if (app.activeDocument != null) { ${SAY}("a"); } app.activeDocument.width; ${SAY}("b");`,
    );
    return same(answers, ['a']);
  },
  'PP-3E-no-layer': async (lab) => {
    lab.open(photoPsd());
    const { editor } = lab.photopea;
    const [row] = editor.active!.rows;
    editor.active!.rows = [{ ...row!, state: { ...row!.state, active: [] } }];
    const answers = await lab.post(
      `var l = app.activeDocument.activeLayer; if (l != null) { ${SAY}("a"); } l.name; ${SAY}("b");`,
    );
    return same(answers, ['a']);
  },
  'PP-3E-save-without-document': async (lab) =>
    same(await lab.post(`app.activeDocument.saveToOE("png"); ${SAY}("a");`), ['a', 'done']),
  'PP-3E-throw-ignored': silent('throw "x";'),
  'PP-3E-unknown-function': hears(`foo(); ${SAY}("a");`, 'a'),
  'PP-3E-unknown-method': silent('app.bar(1);'),
  'PP-3E-unknown-action': async (lab) => {
    lab.open(photoPsd());
    const answers = await lab.post(
      'executeAction(stringIDToTypeID("CnvM"), new ActionDescriptor(), DialogModes.NO);',
    );
    return answers.length === 0 && lab.photopea.editor.toasts.includes('Unknown action "CnvM"');
  },
  'PP-3E-no-selection': async (lab) => {
    lab.open(photoPsd());
    const script = `try { app.activeDocument.selection.bounds; } catch (e) { ${SAY}(e.message); }`;
    return same(await lab.run(script), ['no selection']);
  },
  'PP-3E-no-such-layer': async (lab) => {
    lab.open(photoPsd());
    const script = `try { app.activeDocument.layers.getByName("X"); } catch (e) { ${SAY}(e.message); }`;
    return same(await lab.run(script), ['No layer with a name X']);
  },
  'PP-3E-unknown-format': async (lab) => {
    lab.open(photoPsd());
    return same(await lab.post('app.activeDocument.saveToOE("raw");'), []);
  },

  'PP-4-arrow-function': silent('var f = (x) => x; if (f) { app.echoToOE("f"); }'),
  'PP-4-template-string': silent('var t = `x`; if (t) { app.echoToOE("t"); }'),
  'PP-4-switch': silent('switch (1) { case 1: app.echoToOE("one"); }'),
  'PP-4-for-of': silent('for (var x of [1]) { app.echoToOE("x"); }'),
  'PP-4-destructuring': silent('var { a } = { a: 1 }; if (a) { app.echoToOE("a"); }'),
  'PP-4-in': silent('if ("a" in { a: 1 }) { app.echoToOE("in"); }'),
  'PP-4-label': silent('here: app.echoToOE("here");'),
  'PP-4-finally': silent('try { var t = 1; } finally { app.echoToOE("finally"); }'),
  'PP-4-comma': silent('var c = (app.echoToOE("c"), 1); if (c) { app.echoToOE("c"); }'),
  'PP-4-unlisted-syntax': silent('var s = class { }; if (s) { app.echoToOE("s"); }'),
  'PP-4-edition': hears(`${SAY}("" + 2 ** 3);`),
  'PP-4-line-end': freezes('var a = 1\nvar b = 2;'),
  'PP-4-bare-name': async (lab) => {
    const names = echoes(`var a = 1; ${SAY}("" + (a == 1 ? a : 2));`, 'a');
    return (await names(lab)) && freezes('var go = false; while (go) { }')(lab);
  },
  'PP-4-for-empty-part': dies('for (var i = 0; i < 1; ) { i = 1; }'),
  'PP-4-for-in-declares': dies('var k = ""; for (k in { a: 1 }) { }'),
  'PP-4-callbacks-die': dies('[1].forEach(function (x) { return x; });'),
  'PP-4-new-dies': dies('var d = new Date();'),
  'PP-4-own-methods-die': dies('var o = { f: function () { return 1; } }; o.f();'),
  'PP-4-call-of-value': silent(
    'function f() { return g; } function g() { app.echoToOE("g"); } f()();',
  ),
  'PP-4-called-in-place': echoes(
    `(function (a) { var b = 2; ${SAY}("" + a); })(1); ${SAY}("" + b);`,
    'null',
    '2',
  ),
  'PP-4-or-evaluates-both': echoes(
    `function f() { ${SAY}("f"); return 1; } var a = true || f(); var b = false && f(); ${SAY}("" + a + b);`,
    'f',
    'truefalse',
  ),
  'PP-4-return-call': echoes(
    `function f(x) { var y = x + 1; return y; }
     function g(x) { return f(x); }
     function h(x) { var r = f(x); return r; }
     ${SAY}("" + g(1) + h(1));`,
    'null2',
  ),
  'PP-4-return-in-try': echoes(
    `function f() { try { return 1; } catch (e) { } return 2; } ${SAY}("" + f());`,
    'null',
  ),
  'PP-4-outer-copied': echoes(
    `var n = 1; var o = { n: 1 }; function f() { n = 2; o.n = 2; } f(); ${SAY}("" + n + o.n);`,
    '12',
  ),
  'PP-4-unknown-null': echoes(`${SAY}("" + nothing);`, 'null'),
  'PP-4-declared-null': echoes(`var a; ${SAY}("" + a);`, 'null'),
  'PP-4-assignment-no-value': echoes(
    `var a = 1; var b = (a = 2); ${SAY}("" + a + b);`,
    '2undefined',
  ),
  'PP-4-update-names-only': echoes(`var o = { n: 1 }; o.n++; ${SAY}("" + o.n);`, '1'),
  'PP-4-variables-not-kept': async (lab) => {
    await lab.post('var kept = 1;');
    return same(await lab.run(`${SAY}(typeof kept);`), ['object']);
  },
  'PP-4-window-kept': async (lab) => {
    await lab.post('window.kept = 7;');
    return same(await lab.run(`${SAY}("" + window.kept);`), ['7']);
  },
  'PP-4-hash-lines': echoes(`#include "x"\n${SAY}("a");`, 'a'),
  'PP-4-blocked-names': echoes(
    `${SAY}([typeof setTimeout, typeof parent, typeof fetch, typeof eval].join());`,
    'object,object,object,object',
  ),
  'PP-4-echo-string': echoes(`${SAY}(1); ${SAY}({});`, '[object Number]', '[object Object]'),
};
