import { belongsTo } from '../../../panel/store/kept';
import type { OtherDocument, Snapshot } from '../../../src/hosts/host';
import { CANVAS, NOTHING_OPEN, openDocument } from '../stories/fake-host';
import { summaryOf } from '../stories/kept';

const MADE_IN = 'doc-1';
const RESULT = summaryOf({ documentId: MADE_IN, documentName: 'photo.psd', canvas: CANVAS });

function other(id: string, change: Partial<OtherDocument> = {}): OtherDocument {
  return { id, name: 'photo.psd', size: CANVAS, ...change };
}

function belongs(front: string, ...others: readonly OtherDocument[]): boolean {
  const now: Snapshot = { ...openDocument(front), others };
  return belongsTo(RESULT, now, RESULT.host);
}

describe('a result belongs to', () => {
  it('the document that it was made in, whatever else is open', () => {
    expect(belongs(MADE_IN)).toBe(true);
    expect(belongs(MADE_IN, other('doc-2'))).toBe(true);
  });

  it('the same document opened again, also beside one of another name or size', () => {
    expect(belongs('doc-2')).toBe(true);
    expect(belongs('doc-2', other('doc-3'))).toBe(true);
    expect(belongs('doc-2', other('doc-3', { name: 'other.psd' }))).toBe(true);
  });

  it('no document that is alike while its own is open', () => {
    expect(belongs('doc-2', other('doc-3'), other(MADE_IN))).toBe(false);
  });

  it('its document opened again, where another one has its id now', () => {
    expect(belongs('doc-2', other(MADE_IN, { name: 'other.psd' }))).toBe(true);
    expect(belongs('doc-2', other(MADE_IN, { size: { width: 1, height: 1 } }))).toBe(true);
  });

  it('nothing of another name, size or editor, and to nothing where nothing is open', () => {
    expect(belongsTo(RESULT, openDocument(MADE_IN, 'other.psd'), RESULT.host)).toBe(false);
    expect(
      belongsTo({ ...RESULT, canvas: { width: 9, height: 9 } }, openDocument(MADE_IN), RESULT.host),
    ).toBe(false);
    expect(belongsTo({ ...RESULT, host: 'photopea' }, openDocument(MADE_IN), 'photoshop')).toBe(
      false,
    );
    expect(belongsTo(RESULT, NOTHING_OPEN, RESULT.host)).toBe(false);
  });

  it('the document that a result of its click has enlarged, and not to one like it was before', () => {
    const enlarging = { ...RESULT, mode: 'enlarge', scale: 2 } as const;
    const size = { width: CANVAS.width * 2, height: CANVAS.height * 2 };
    const open = openDocument('doc-2');
    expect(belongsTo(enlarging, { ...open, others: [other(MADE_IN, { size })] }, RESULT.host)).toBe(
      false,
    );
  });
});
