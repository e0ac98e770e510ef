import type { DocKey } from '../keys';
import { literal } from './literal';
import { ALL_LAYERS, docLiteral, FIND_DOCUMENT, SELECTION } from './script-parts';

/**
 * Saves the document as it is, for what scripts cannot ask: depth and colour profile. A PSD tells
 * both, but holds every layer; beyond `maxPixels` (of all layers and the merged picture) it is the
 * merged PNG, which tells the profile only.
 *
 * Answers `{ format }` and one file.
 */
export function traitsScript(doc: DocKey, maxPixels: number): string {
  return `${FIND_DOCUMENT}${SELECTION}${ALL_LAYERS}
var d = rsDoc(${docLiteral(doc)});
if (d == null) { rsSay({ error: "nodoc" }); } else {
  var was = app.activeDocument; var other = true; if (was == d) { other = false; }
  if (other) { app.activeDocument = d; }
  var all = []; rsAll(d, all); var canvas = d.width; canvas *= d.height; var sum = canvas;
  var shadowed = rsSel(d);
  for (var i = 0; i < all.length; i++) {
    var l = all[i];
    if (l.typename != "LayerSet") {
      var b = null; if (shadowed == null) { b = l.bounds; }
      var size = canvas;
      if (b) { size = b[2].value; size -= b[0].value; var h = b[3].value; h -= b[1].value; size *= h; }
      sum += size;
    }
  }
  var format = "psd"; if (sum > ${literal(maxPixels)}) { format = "png"; }
  d.saveToOE(format);
  if (other) { app.activeDocument = was; }
  rsSay({ ok: true, format: format });
}`;
}
