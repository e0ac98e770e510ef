import { createLab, type Lab } from './lab';
import { flat, paintedLayer, pngBytes, opaqueNoise, psdBytes } from './painted-documents';
import { RECORDED_ROWS, type RecordedRow } from './recorded';

function openLab(): Lab {
  const lab = createLab();
  const children = [paintedLayer('layer', 60, 40, flat(90, 120, 150))];
  lab.open(psdBytes({ width: 60, height: 40, children }));
  return lab;
}

const AGAIN = 'app.echoToOE("again");';

/** What is heard after the script, and after another one behind it. */
function expected(row: RecordedRow): readonly string[] {
  switch (row.outcome) {
    case 'echoes':
      return [row.echoed, 'done', 'again', 'done'];
    case 'dies':
      return ['again', 'done'];
    case 'hangs':
      return [];
  }
}

describe('what the real editor did', () => {
  test('is recorded', () => {
    expect(Object.keys(RECORDED_ROWS)).toHaveLength(132);
  });

  test.each(Object.entries(RECORDED_ROWS))('%s', async (_name, row) => {
    const lab = openLab();
    expect(await lab.post(row.script, AGAIN)).toEqual(expected(row));
    const { frozen, editor } = lab.photopea;
    expect(frozen()).toBe(row.outcome === 'hangs');
    if (!frozen()) return;
    // For good: neither a script nor a picture nor another panel ever hears anything.
    const picture = pngBytes(6, 4, opaqueNoise).slice().buffer;
    expect(await lab.post('', AGAIN, picture, AGAIN)).toEqual([]);
    const other: unknown[] = [];
    lab.photopea.connect((answer) => other.push(answer)).post(AGAIN);
    await lab.photopea.idle();
    expect(other).toEqual([]);
    expect(editor.documents).toHaveLength(1);
  });
});
