import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { WASM_FLAGS, workApart } from './apart';
import type { RecordCase } from './cases';
import { parseRecordOptions, USAGE, UsageError, type RecordOptions } from './options';
import { printHead, printRecorded, printRow } from './print';
import { recordHere, type Recorded, type work } from './record';

async function main(args: readonly string[]): Promise<void> {
  const options = parseRecordOptions(args);
  if (options === null) {
    console.log(USAGE);
    return;
  }
  const [only, ...others] = options.cases;
  const all: [RecordCase, Recorded][] = [];
  if (only !== undefined && others.length === 0) {
    all.push([only, await recordOne(only, options)]);
  } else {
    printHead();
    for (const wanted of options.cases) {
      const recorded = await workApart<typeof work>(RECORD, wanted);
      printRow(wanted, recorded);
      all.push([wanted, recorded]);
    }
  }
  if (options.json === null) return;
  const rows = all.map(([wanted, recorded]) => ({ wanted, recorded }));
  writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
}

const RECORD = path.join(__dirname, 'record.ts');

async function recordOne(wanted: RecordCase, { shaders }: RecordOptions): Promise<Recorded> {
  WASM_FLAGS.forEach(setFlagsFromString);
  const { recorded, recorder } = await recordHere(wanted);
  printRecorded(wanted, recorded);
  if (shaders !== null) {
    mkdirSync(shaders, { recursive: true });
    for (const [key, code] of recorder.shaders) {
      writeFileSync(path.join(shaders, `${key.replace(/[^\w#.-]/g, '_')}.wgsl`), code);
    }
  }
  return recorded;
}

main(process.argv.slice(2)).then(
  // The runtime's handles outlive its last session.
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
    else console.error(error);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
