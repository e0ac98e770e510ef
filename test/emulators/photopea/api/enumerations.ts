import { hostObject, scriptRecord, type ScriptRecord } from '../script/values';

function record(entries: Readonly<Record<string, unknown>>): ScriptRecord {
  return Object.assign(scriptRecord(), entries);
}

/** As scripts write and read them, and as the layers hold them. */
const BLEND_MODES: Readonly<Record<string, string>> = {
  PASSTHROUGH: 'pass through',
  NORMAL: 'normal',
  DISSOLVE: 'dissolve',
  DARKEN: 'darken',
  MULTIPLY: 'multiply',
  COLORBURN: 'color burn',
  LINEARBURN: 'linear burn',
  DARKERCOLOR: 'darker color',
  LIGHTEN: 'lighten',
  SCREEN: 'screen',
  COLORDODGE: 'color dodge',
  LINEARDODGE: 'linear dodge',
  LIGHTERCOLOR: 'lighter color',
  OVERLAY: 'overlay',
  SOFTLIGHT: 'soft light',
  HARDLIGHT: 'hard light',
  VIVIDLIGHT: 'vivid light',
  LINEARLIGHT: 'linear light',
  PINLIGHT: 'pin light',
  HARDMIX: 'hard mix',
  DIFFERENCE: 'difference',
  EXCLUSION: 'exclusion',
  SUBTRACT: 'subtract',
  DIVIDE: 'divide',
  HUE: 'hue',
  SATURATION: 'saturation',
  COLORBLEND: 'color',
  LUMINOSITY: 'luminosity',
};

/** The only blend mode that `fill` takes. */
export const FILL_NORMAL = hostObject('ColorBlendMode', {});

export const ENUMERATIONS: ReadonlyMap<string, unknown> = new Map(
  Object.entries({
    NewDocumentMode: record({ RGB: 'RGB' }),
    DocumentFill: record({ WHITE: 'white', TRANSPARENT: 'transparent' }),
    SaveOptions: record({
      SAVECHANGES: 'save',
      DONOTSAVECHANGES: 'discard',
      PROMPTTOSAVECHANGES: 'ask',
    }),
    DialogModes: record({ ALL: 'all', ERROR: 'error', NO: 'no' }),
    BlendMode: record(BLEND_MODES),
    ColorBlendMode: record({ NORMAL: FILL_NORMAL }),
  }),
);
