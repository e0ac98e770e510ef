import { namesAfter, NO_NAMES, type DocumentNames } from '../../../panel/store/document-names';
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
  return belongsTo(RESULT, now, NO_NAMES, RESULT.host);
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
    expect(belongsTo(RESULT, openDocument(MADE_IN, 'other.psd'), NO_NAMES, RESULT.host)).toBe(
      false,
    );
    expect(
      belongsTo(
        { ...RESULT, canvas: { width: 9, height: 9 } },
        openDocument(MADE_IN),
        NO_NAMES,
        RESULT.host,
      ),
    ).toBe(false);
    expect(
      belongsTo({ ...RESULT, host: 'photopea' }, openDocument(MADE_IN), NO_NAMES, 'photoshop'),
    ).toBe(false);
    expect(belongsTo(RESULT, NOTHING_OPEN, NO_NAMES, RESULT.host)).toBe(false);
  });

  it('the document that a result of its click has enlarged, and not to one like it was before', () => {
    const enlarging = { ...RESULT, mode: 'enlarge', scale: 2 } as const;
    const size = { width: CANVAS.width * 2, height: CANVAS.height * 2 };
    const open = openDocument('doc-2');
    expect(
      belongsTo(enlarging, { ...open, others: [other(MADE_IN, { size })] }, NO_NAMES, RESULT.host),
    ).toBe(false);
  });
});

describe('a document that is saved under another name', () => {
  const seen = (...snapshots: readonly Snapshot[]): DocumentNames =>
    snapshots.reduce(namesAfter, NO_NAMES);
  const before = openDocument(MADE_IN);
  const saved = openDocument(MADE_IN, 'copy.psd');

  it('keeps its results as long as it is open, in front or not', () => {
    expect(belongsTo(RESULT, saved, seen(before, saved), RESULT.host)).toBe(true);
    const behind = { ...openDocument('doc-2'), others: [other(MADE_IN, { name: 'copy.psd' })] };
    const names = seen(before, saved, behind, saved);
    expect(belongsTo(RESULT, saved, names, RESULT.host)).toBe(true);
    // What lies under the old name now is another one.
    expect(belongsTo(RESULT, behind, names, RESULT.host)).toBe(false);
  });

  it('keeps those of each of its names', () => {
    const again = openDocument(MADE_IN, 'third.psd');
    const names = seen(before, saved, again);
    for (const documentName of ['photo.psd', 'copy.psd', 'third.psd']) {
      expect(belongsTo({ ...RESULT, documentName }, again, names, RESULT.host)).toBe(true);
    }
  });

  it('is not another one that got its id after it was closed', () => {
    const names = seen(before, NOTHING_OPEN, saved);
    expect(belongsTo(RESULT, saved, names, RESULT.host)).toBe(false);
  });

  it('does not take over what was made in others of its name', () => {
    const elsewhere = { ...RESULT, documentId: 'doc-7' };
    expect(belongsTo(elsewhere, saved, seen(before, saved), RESULT.host)).toBe(false);
  });

  it('is known by each name that was noted with its results, on another day too', () => {
    const named = { ...RESULT, laterNames: ['copy.psd', 'third.psd'] };
    for (const name of ['photo.psd', 'copy.psd', 'third.psd']) {
      expect(belongsTo(named, openDocument('doc-9', name), NO_NAMES, RESULT.host)).toBe(true);
    }
    expect(belongsTo(named, openDocument('doc-9', 'fourth.psd'), NO_NAMES, RESULT.host)).toBe(
      false,
    );
  });

  it('is known by names as long as they are stored', () => {
    const long = openDocument(MADE_IN, 'x'.repeat(5000));
    const names = seen(long, saved);
    expect(
      belongsTo({ ...RESULT, documentName: 'x'.repeat(1024) }, saved, names, RESULT.host),
    ).toBe(true);
  });
});
