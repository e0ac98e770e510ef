import { pngBytes, opaqueNoise, photoPsd } from '../painted-documents';
import type { Lab } from '../lab';
import { same, type Witness, type Witnesses } from './witness';

const SAY = (text: string): string => `app.echoToOE("${text}");`;
const ADD = `app.documents.add(4, 4, 72, "new", NewDocumentMode.RGB, DocumentFill.TRANSPARENT);`;

function buffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}

function hears(messages: readonly unknown[], ...expected: readonly string[]): Witness {
  return async (lab) => same(await lab.post(...messages), expected);
}

const PNG = pngBytes(6, 4, opaqueNoise);

async function opens(lab: Lab): Promise<boolean> {
  await lab.post(buffer(PNG));
  const { documents, active } = lab.photopea.editor;
  return documents.length === 1 && active === documents[0];
}

const listen = (lab: Lab): { readonly heard: unknown[]; close(): void } => {
  const heard: unknown[] = [];
  const connection = lab.photopea.connect((answer) => heard.push(answer));
  return { heard, close: () => connection.close() };
};

export const MESSAGES: Witnesses = {
  'PP-2-no-greeting': (lab) => Promise.resolve(listen(lab).heard.length === 0),
  'PP-2-close-destroys-panel': async (lab) => {
    const other = listen(lab);
    other.close();
    await lab.post(SAY('a'));
    return other.heard.every((answer) => answer !== 'a');
  },
  'PP-2-posted-before-close-runs': async (lab) => {
    lab.panel.post(buffer(PNG));
    lab.panel.close();
    await lab.photopea.idle();
    return lab.photopea.editor.documents.length === 1;
  },
  'PP-3-script-done': hears([SAY('a')], 'a', 'done'),
  'PP-3-objects-ignored': hears([{ a: 1 }, new Uint8Array(3)]),
  'PP-3-brace-string-ignored': hears([`{ ${SAY('a')} }`]),
  'PP-3-advert-string-ignored': hears(['amp-x', '0=goog', '3PCoo', 'ima://x']),
  'PP-3-internal-command': hears(['--ur ;', '--ot ;', '--et ;']),
  'PP-3-blank-script': hears(['', ' \n'], 'done', 'done'),
  'PP-3-picture-opens': opens,
  'PP-3.1-broadcast': async (lab) => {
    const other = listen(lab);
    await lab.post(SAY('a'));
    return other.heard.includes('a');
  },
  'PP-3.2-done-on-create': hears([ADD + SAY('a')], 'done', 'a', 'done'),
  'PP-3.2-open-done-later': async (lab) => {
    const uri = `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`;
    const answers = await lab.post(`app.open("${uri}"); ${SAY('a')}`);
    return same(answers, ['a', 'done', 'done']);
  },
  'PP-3.2-place-without-done': async (lab) => {
    lab.open(photoPsd());
    const uri = `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`;
    const answers = await lab.post(`app.open("${uri}", null, true);`);
    return same(answers, ['done']) && lab.photopea.editor.pending !== null;
  },
  'PP-3.3-dead-script': hears(['null.x;', SAY('b')], 'b', 'done'),
  'PP-3.4-answers-at-the-end': async (lab) => {
    const early: boolean[] = [];
    lab.photopea.connect(() => early.push(lab.photopea.editor.documents.length === 0));
    await lab.post(SAY('a') + ADD);
    return early[0] === false;
  },
  'PP-3.5-in-order': hears([SAY('A1') + SAY('A2'), SAY('B1')], 'A1', 'A2', 'done', 'B1', 'done'),
  'PP-3.6-file-and-script': hears(
    [buffer(PNG), 'app.echoToOE("n" + app.documents.length);'],
    'done',
    'n1',
    'done',
  ),
  'PP-3E-syntax-error': hears([`${SAY('a')} var var;`, SAY('b')], 'b', 'done'),
  'PP-3E-bad-file': async (lab) => {
    const cut = photoPsd().slice(0, 600);
    return same(await lab.post(buffer(cut), new ArrayBuffer(0), buffer(PNG.slice(4))), []);
  },
  'PP-3E-cut-png-freezes': async (lab) => {
    const answers = await lab.post(buffer(PNG.slice(0, -20)), SAY('a'));
    return lab.photopea.frozen() && answers.length === 0;
  },
  'PP-3E-open-jams': async (lab) => {
    const uri = `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`;
    await lab.post('app.open("https://nowhere.test/a.png");', `app.open("${uri}");`);
    return lab.photopea.editor.documents.length === 0;
  },
  'PP-3E-alert-toast': async (lab) => {
    const answers = await lab.post(`alert("x"); ${SAY('a')}`);
    const { toasts, dialog } = lab.photopea.editor;
    return same(answers, ['a', 'done']) && toasts.includes('x') && !dialog;
  },
};
