import { checkPair } from '../../src/model-files/check-pair';
import type {
  ModelDescription,
  SdxlDescription,
  SupirDescription,
} from '../../src/model-files/description';
import { codeOf } from '../support/code-of';

const SUPIR: SupirDescription = {
  role: 'supir',
  name: 'supir',
  byteLength: 1,
  types: ['F16'],
  isPublishedSize: true,
  variant: 'Q',
};
const SDXL: SdxlDescription = {
  role: 'sdxl',
  name: 'sdxl',
  byteLength: 1,
  types: ['F16'],
  isPublishedSize: true,
  isLightning: false,
  predictionHint: null,
};

test('two files go together in any order', () => {
  expect(checkPair([SUPIR, SDXL])).toEqual({ supir: SUPIR, sdxl: SDXL });
  expect(checkPair([SDXL, SUPIR])).toEqual({ supir: SUPIR, sdxl: SDXL });
  const tiny = [
    { ...SUPIR, isPublishedSize: false },
    { ...SDXL, isPublishedSize: false },
  ] as const;
  expect(checkPair(tiny)).toEqual({ supir: tiny[0], sdxl: tiny[1] });
});

test.each<[string, readonly ModelDescription[]]>([
  ['models-missing', []],
  ['base-model-missing', [SUPIR]],
  ['supir-model-missing', [SDXL]],
  ['two-supir-models', [SUPIR, { ...SUPIR, name: 'other' }]],
  ['two-supir-models', [SUPIR, SDXL, { ...SUPIR, name: 'other' }]],
  ['two-base-models', [SDXL, { ...SDXL, name: 'other' }]],
  ['models-do-not-fit', [SUPIR, { ...SDXL, isPublishedSize: false }]],
  ['models-do-not-fit', [{ ...SUPIR, isPublishedSize: false }, SDXL]],
])('%s', (code, chosen) => {
  expect(codeOf(() => checkPair(chosen))).toBe(code);
});
