import { encode as encodeJpeg } from 'jpeg-js';
import { rectOfSize } from '../../../../src/core/geometry';
import { encodeBmp } from '../files/bmp';
import { encodePng } from '../files/png';
import { writePsdState } from '../files/psd-write';
import { toDepth } from '../model/convert';
import type { Raster } from '../model/raster';
import { renderLayers } from '../model/render';
import type { DocumentState } from '../model/state';
import { ScriptDeath } from '../script/values';
import { lookOf, type Editor } from './editor';

function blank(raster: Raster): Raster {
  return { ...raster, data: raster.data.slice().fill(0) };
}

/** Stands for the way to ink and back that the merged picture of a CMYK document takes. */
function proofed(raster: Raster): Raster {
  return { ...raster, data: raster.data.map((v, i) => (i % 4 === 3 ? v : 8 + (v * 235) / 255)) };
}

/** The merged picture, 8 bit, with the oddities of deep and CMYK documents. */
export function mergedPicture(editor: Editor, state: DocumentState): Raster {
  const merged = renderLayers(state.layers, rectOfSize(state.size), state.depth, lookOf(editor));
  const picture = toDepth(merged, 8);
  if (state.depth === 16 && editor.rules('PP-6-deep-png-blank')) return blank(picture);
  return state.mode === 'cmyk' && editor.rules('PP-6-cmyk') ? proofed(picture) : picture;
}

function jpegBytes(raster: Raster, quality: number): Uint8Array {
  const { width, height } = raster.rect;
  const data = Uint8Array.from(raster.data);
  return encodeJpeg({ width, height, data }, Math.round(quality * 100)).data;
}

function encodeAs(editor: Editor, state: DocumentState, format: string): Uint8Array {
  const keepsProfile = editor.rules('PP-4-profile-exported');
  if (format === 'psd' || format === 'psd:true') {
    return writePsdState(state, lookOf(editor), keepsProfile);
  }
  const picture = mergedPicture(editor, state);
  if (format === 'png') {
    const profile = keepsProfile ? state.profile : null;
    return encodePng(picture, profile, editor.rules('PP-4-png-smallest'));
  }
  if (format === 'bmp') return encodeBmp(picture, editor.rules('PP-4-bmp-opaque'));
  const jpeg = /^jpg(?::(0?\.\d+|1))?$/.exec(format);
  if (jpeg) return jpegBytes(picture, Number(jpeg[1] ?? 0.9));
  throw new ScriptDeath(`saveToOE of ${format}`);
}

/** `saveToOE`: sends the file. Known here: psd, psd:true, png, bmp, jpg; anything else kills the script. */
export function exportDocument(editor: Editor, state: DocumentState, format: string): void {
  if (!editor.rules('PP-3E-unknown-format') && !/^(psd|png|bmp|jpg)/.test(format)) return;
  const bytes = encodeAs(editor, state, format);
  editor.send(bytes.slice().buffer);
}
