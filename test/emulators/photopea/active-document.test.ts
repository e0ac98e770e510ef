import { stateOf } from './model/document';
import { createLab, type Lab } from './lab';
import { flat, paintedLayer, photoPsd, psdBytes } from './painted-documents';

const HISTORY = 'JSON.stringify(app.documents[0].activeHistoryState)';

function twoDocuments(): Lab {
  const lab = createLab();
  lab.open(photoPsd(), 'first.psd');
  lab.open(photoPsd(), 'second.psd');
  return lab;
}

function resultFile(): ArrayBuffer {
  const layer = paintedLayer('result', 2, 2, flat(1, 2, 3), { id: 700 });
  return psdBytes({ width: 1, height: 1, children: [layer] }).slice().buffer;
}

describe('the active document', () => {
  test('is the one opened last', async () => {
    const lab = twoDocuments();
    expect(await lab.run('app.echoToOE(app.activeDocument.name);')).toEqual(['second']);
    await lab.post(resultFile());
    expect(await lab.run('app.echoToOE(app.activeDocument.layers[0].name);')).toEqual(['result']);
  });

  test('changes by assignment, which leaves no row in any document', async () => {
    const lab = twoDocuments();
    const [before] = await lab.run(`app.echoToOE(${HISTORY});`);
    const [after, name] = await lab.run(
      `app.activeDocument = app.documents[0]; app.activeDocument = app.documents[1];
       app.activeDocument = app.documents[0]; app.echoToOE(${HISTORY}); app.echoToOE(app.activeDocument.name);`,
    );
    expect([after, name]).toEqual([before, 'first']);
    expect(lab.photopea.editor.documents.map(({ rows }) => rows.length)).toEqual([1, 1]);
  });

  test('stays active when a layer is duplicated into another one', async () => {
    const lab = twoDocuments();
    const names = await lab.run(
      `app.activeDocument.layers[0].duplicate(app.documents[0]); app.echoToOE(app.activeDocument.name);`,
    );
    expect(names).toEqual(['second']);
    const [first, second] = lab.photopea.editor.documents;
    expect(stateOf(first!).layers).toHaveLength(3);
    expect(stateOf(second!).layers).toHaveLength(2);
  });

  test('is again the one the person works in after a result has gone into another one', async () => {
    const lab = twoDocuments();
    await lab.post(
      resultFile(),
      `var s = app.activeDocument; var d = app.documents[0]; s.layers[0].duplicate(d);
       s.close(SaveOptions.DONOTSAVECHANGES); app.activeDocument = app.documents[1];`,
    );
    const { active, documents } = lab.photopea.editor;
    expect(active).toBe(documents[1]);
    expect(documents.map(({ rows }) => rows.map(({ name }) => name))).toEqual([
      ['Open', 'Duplicate Layer'],
      ['Open'],
    ]);
  });
});

describe('numbers of layers', () => {
  const numbers = (lab: Lab): number[] =>
    stateOf(lab.photopea.editor.documents[0]!).layers.map(({ id }) => id);

  test('go on after the highest of the document that a copy comes from, and history does not take them back', async () => {
    const lab = createLab();
    lab.open(
      psdBytes({
        width: 4,
        height: 4,
        children: [paintedLayer('only', 4, 4, flat(1, 2, 3), { id: 20 })],
      }),
    );
    lab.open(photoPsd());
    const copy = 'app.activeDocument.layers[1].duplicate(app.documents[0]);';
    await lab.post(`var d = app.activeDocument; var at = d.activeHistoryState; ${copy} d.artLayers.add();
      d.activeHistoryState = at; ${copy}`);
    expect(numbers(lab)).toEqual([20, 10, 12]);
  });

  test('start at 1 where a record of the file has none', async () => {
    const lab = createLab();
    lab.open(psdBytes({ width: 4, height: 4 }));
    const member = paintedLayer('member', 4, 4, flat(1, 2, 3), { id: 30 });
    lab.open(
      psdBytes({ width: 4, height: 4, children: [{ name: 'group', id: 40, children: [member] }] }),
    );
    await lab.post('app.activeDocument.layers[0].duplicate(app.documents[0]);');
    const [, group] = stateOf(lab.photopea.editor.documents[0]!).layers;
    expect([group!.id, group!.children![0]!.id]).toEqual([3, 2]);
  });
});
