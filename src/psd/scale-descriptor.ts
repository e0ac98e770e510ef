import type { DescriptorNumber, DescriptorObject, DescriptorValue } from './descriptor';

/** Units of length; the document keeps its resolution, so all of them grow with its pixels. */
const LENGTH_UNITS = new Set(['#Pxl', '#Pnt', '#Mlm', '#Rlt', 'RrPi', 'RrIn', 'RrCm']);
/** Key with the unit of pixels that is a percentage: how solid a shadow or glow is. */
const SPREAD = 'Ckmt';
/** Class of a point of a contour curve, 0…255 both ways. */
const CURVE_POINT = 'CrPt';

/** Keys of positions or sizes in pixels, where an object has all of a row as plain numbers. */
const MEASURES = [
  ['Hrzn', 'Vrtc'],
  ['tx', 'ty'],
  ['Top ', 'Left', 'Btom', 'Rght'],
  ['X   ', 'Y   '],
  ['keyOriginLineWeight'],
];

/** The numbers of a descriptor that are measures in document pixels. */
export function measuresOf(root: DescriptorObject): DescriptorNumber[] {
  const found: DescriptorNumber[] = [];
  const visit = (value: DescriptorValue): void => {
    if (value.type === 'list') value.items.forEach(visit);
    if (value.type !== 'object') return;
    found.push(...measuresOfObject(value));
    for (const entry of value.entries.values()) visit(entry);
  };
  visit(root);
  return found;
}

function measuresOfObject({ classId, entries }: DescriptorObject): DescriptorNumber[] {
  const found: DescriptorNumber[] = [];
  for (const [key, value] of entries) {
    if (value.type !== 'number' || value.unit === null) continue;
    const patternScale = key === 'Scl ' && entries.has('Ptrn');
    if ((LENGTH_UNITS.has(value.unit) && key !== SPREAD) || patternScale) found.push(value);
  }
  if (classId === CURVE_POINT) return found;
  for (const keys of MEASURES) {
    const values = keys.map((key) => entries.get(key)).filter(isPlain);
    if (values.length === keys.length) found.push(...values);
  }
  return found;
}

function isPlain(value: DescriptorValue | undefined): value is DescriptorNumber {
  return value?.type === 'number' && value.unit === null;
}
