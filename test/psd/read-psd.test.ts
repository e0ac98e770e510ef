import { decodeComposite } from '../../src/psd/decode-composite';
import { decodeLayer } from '../../src/psd/decode-layer';
import { decodeMask } from '../../src/psd/decode-mask';
import type { PsdFile, PsdLayer, PsdNode } from '../../src/psd/file';
import { readPsd } from '../../src/psd/read-psd';
import { agPsd } from './ag';
import { CANVAS, grayPixels, layeredSample, pixels } from './samples';

const file = readPsd(layeredSample());

function layerNamed(from: PsdFile, name: string): PsdLayer {
  return from.layers.find((layer) => layer.name === name && layer.role !== 'group-end')!;
}

function outline(nodes: readonly PsdNode[]): unknown[] {
  return nodes.map(({ layer, children }) =>
    children.length > 0 ? [layer.name, outline(children)] : layer.name,
  );
}

describe('a PSD with layers', () => {
  it('gives header, resolution and tree', () => {
    expect(file.header).toEqual({
      ...CANVAS,
      version: 1,
      channels: 3,
      depth: 8,
      mode: 'rgb',
    });
    expect(file.resolution).toEqual({ x: 300, y: 300 });
    expect(file.flat).toBe(false);
    expect(file.hasTransparency).toBe(false);
    expect(outline(file.tree)).toEqual([
      'Background',
      'Ebene Ü 漢字',
      ['group', ['hidden', ['inner', ['deep', 'clipped']]]],
      'words',
      'effects',
      'levels',
      'solid',
    ]);
  });

  it('tells what each layer is', () => {
    const kinds = Object.fromEntries(file.layers.map(({ name, kind }) => [name, kind]));
    expect(kinds).toMatchObject({
      Background: 'pixels',
      group: 'group',
      words: 'text',
      effects: 'pixels',
      levels: 'adjustment',
      solid: 'fill',
    });
    expect(layerNamed(file, 'effects').hasEffects).toBe(true);
    expect(layerNamed(file, 'words').hasEffects).toBe(false);
  });

  it('reads how a layer is shown', () => {
    expect(layerNamed(file, 'Ebene Ü 漢字')).toMatchObject({
      key: 'id:70',
      opacity: 128,
      fillOpacity: 63,
      blendMode: 'multiply',
      visible: true,
      clipping: false,
      rect: { x: -7, y: 5, width: 30, height: 20 },
      mask: {
        rect: { x: 3, y: 4, width: 21, height: 17 },
        defaultColor: 255,
        disabled: true,
        density: 1,
      },
    });
    expect(layerNamed(file, 'hidden')).toMatchObject({
      visible: false,
      locks: { transparency: false, pixels: true, position: true },
    });
    expect(layerNamed(file, 'clipped').clipping).toBe(true);
    const group = layerNamed(file, 'group');
    expect(group).toMatchObject({ blendMode: 'pass-through', role: 'group' });
    expect(group.mask?.density).toBeCloseTo(0.5, 2);
    expect(layerNamed(file, 'inner').parent).toBe(group.index);
    expect(layerNamed(file, 'deep').parent).toBe(layerNamed(file, 'inner').index);
  });

  it('gives layers without an id of their own a key', () => {
    expect(layerNamed(file, 'Background').key).toBe('nth:0');
    expect(new Set(file.layers.map(({ key }) => key)).size).toBe(file.layers.length);
  });

  it('decodes pixels exactly, inside and outside the layer', () => {
    const layer = layerNamed(file, 'Ebene Ü 漢字');
    const expected = pixels(30, 20, 2).data;
    expect(decodeLayer(file, layer).data).toEqual(expected);
    const part = decodeLayer(file, layer, { x: -9, y: 20, width: 5, height: 7 });
    for (let y = 0; y < 7; y++) {
      for (let x = 0; x < 5; x++) {
        const inside = x >= 2 && y < 5;
        const from = ((y + 15) * 30 + (x - 2)) * 4;
        const want = inside ? [...expected.slice(from, from + 4)] : [0, 0, 0, 0];
        expect([...part.data.slice((y * 5 + x) * 4, (y * 5 + x) * 4 + 4)]).toEqual(want);
      }
    }
  });

  it('decodes masks exactly, with their colour outside', () => {
    const layer = layerNamed(file, 'Ebene Ü 漢字');
    const gray = grayPixels(21, 17, 3).data.filter((_, i) => i % 4 === 0);
    expect(decodeMask(file, layer)?.data).toEqual(new Uint8Array(gray));
    const corner = decodeMask(file, layer, { x: 2, y: 3, width: 2, height: 2 });
    expect([...(corner?.data ?? [])]).toEqual([255, 255, 255, gray[0]]);
    expect(decodeMask(file, layerNamed(file, 'deep'))).toBeNull();
  });

  it('decodes the merged picture', () => {
    expect(decodeComposite(file).data).toEqual(pixels(61, 43, 11, true).data);
  });

  it('agrees with ag-psd about every layer', () => {
    const theirs = agPsd(layeredSample());
    const compare = (nodes: readonly PsdNode[], children: typeof theirs.children = []) => {
      expect(nodes.map(({ layer }) => layer.name)).toEqual(children.map(({ name }) => name));
      nodes.forEach(({ layer, children: members }, i) => {
        const other = children[i]!;
        if (other.imageData !== undefined) {
          expect(decodeLayer(file, layer).data).toEqual(other.imageData.data);
        }
        compare(members, other.children);
      });
    };
    compare(file.tree, theirs.children);
  });

  it('honours an aborted signal', () => {
    const signal = AbortSignal.abort(new DOMException('stop', 'AbortError'));
    expect(() => decodeLayer(file, layerNamed(file, 'deep'), undefined, signal)).toThrow('stop');
    expect(() => decodeComposite(file, signal)).toThrow('stop');
  });
});
