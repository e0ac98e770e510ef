import {
  documentId,
  layerId,
  parseDocumentId,
  parseLayerId,
} from '../../../src/hosts/photopea/keys';
import { idsOf, insertMark, nextId } from '../../../src/hosts/photopea/insert-mark';
import { inPlace, noiseImage, RECT, rampMask } from './stage';

const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

const NAME = 'Ebene "1", ]} \u2028 漢字';

describe('keys', () => {
  it('come back as they were', () => {
    const doc = { index: 2, name: NAME, width: 30, height: 20 };
    expect(parseDocumentId(documentId(doc))).toEqual(doc);
    const layer = { id: 99, name: NAME, item: 4 };
    expect(parseLayerId(layerId(layer))).toEqual(layer);
  });

  it.each(['', '{}', '[]', '[1,2,3,4]', '["a",1]', 'null', '[0,"x",1]'])('are not %s', (text) => {
    expect(() => parseDocumentId(text)).toThrow(coded('document-gone'));
    if (text !== '[0,"x",1]') {
      expect(() => parseLayerId(text)).toThrow(coded('layer-gone'));
    }
  });
});

describe('the mark of a result', () => {
  const result = inPlace({ documentId: 'd', layerId: 'l' });

  it('is the same for the same result', () => {
    expect(insertMark({ ...result, image: noiseImage(RECT) })).toBe(insertMark(result));
  });

  it('is another one for any other', () => {
    const shifted = { ...result.mask, data: rampMask(RECT).data.map((v) => 255 - v) };
    const others = [
      { ...result, name: 'fast 4x' },
      { ...result, rect: { ...RECT, x: 9 } },
      { ...result, image: noiseImage(RECT, 5) },
      { ...result, mask: shifted },
      { ...result, above: { documentId: 'd', layerId: 'm' } },
    ];
    expect(new Set([result, ...others].map((r) => insertMark(r))).size).toBe(6);
  });

  it('gives every insertion an id that a document would not give, and that is found again', () => {
    const mark = insertMark(result);
    const { from, below } = idsOf(mark);
    for (const count of [0, 1, 2, 63, 64, 1000]) {
      const id = nextId(mark, count);
      expect(id).toBeGreaterThan(2 ** 20);
      expect(id + 1).toBeLessThan(2 ** 31);
      expect(id).toBeGreaterThanOrEqual(from);
      expect(id + 1).toBeLessThan(below);
    }
  });
});
