/** A matrix of three rows. */
export type Matrix = readonly [Vector, Vector, Vector];
export type Vector = readonly [number, number, number];

export function times([a, b, c]: Matrix, v: Vector): Vector {
  return [dot(a, v), dot(b, v), dot(c, v)];
}

export function product(left: Matrix, right: Matrix): Matrix {
  const columns = transposed(right);
  return eachRow(left, (row) => times(columns, row));
}

export function transposed([a, b, c]: Matrix): Matrix {
  return [
    [a[0], b[0], c[0]],
    [a[1], b[1], c[1]],
    [a[2], b[2], c[2]],
  ];
}

/** The matrix with each column multiplied by one of the numbers. */
export function columnsTimes(matrix: Matrix, [x, y, z]: Vector): Matrix {
  return eachRow(matrix, (row) => [row[0] * x, row[1] * y, row[2] * z]);
}

/** The inverse; null for a matrix that is singular, or nearly so. */
export function inverse([a, b, c]: Matrix): Matrix | null {
  const rows: Matrix = [cross(b, c), cross(c, a), cross(a, b)];
  const determinant = dot(a, rows[0]);
  if (!(Math.abs(determinant) > 1e-6)) return null;
  const factor = 1 / determinant;
  return columnsTimes(transposed(rows), [factor, factor, factor]);
}

function eachRow([a, b, c]: Matrix, change: (row: Vector) => Vector): Matrix {
  return [change(a), change(b), change(c)];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
