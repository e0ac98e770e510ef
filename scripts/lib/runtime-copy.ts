import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { RUNTIME_FEATURES, type RuntimeFeatures } from '../../src/onnx/runtime-features';

/** A copy of onnxruntime-web, as plain data. */
export interface RuntimeCopy {
  /** The package's folder. */
  readonly folder: string;
  readonly version: string;
  readonly features: RuntimeFeatures;
}

/** The one that is installed here. */
export const INSTALLED_RUNTIME: RuntimeCopy = {
  ...openCopy(path.resolve(__dirname, '..', '..', 'node_modules', 'onnxruntime-web')),
  features: RUNTIME_FEATURES,
};

/** Command line options of a tool that can try another copy. */
export const RUNTIME_OPTIONS = {
  runtime: { type: 'string' },
  features: { type: 'string' },
} as const;

export const RUNTIME_USAGE = `  --runtime DIR       another copy of onnxruntime-web, such as a nightly one: the package's folder
  --features LIST     what it can do and graphs make use of: none, or some of
                      ${Object.keys(RUNTIME_FEATURES).join(',')} (default: all of another copy,
                      of the installed one what src/onnx/runtime-features.ts says)`;

/**
 * The copy that the options ask for.
 * @throws RangeError for a folder without onnxruntime-web, or a feature that nobody knows
 */
export function runtimeCopy(given: {
  readonly runtime?: string | undefined;
  readonly features?: string | undefined;
}): RuntimeCopy {
  const features = given.features === undefined ? null : featuresIn(given.features);
  if (given.runtime === undefined) {
    return features === null ? INSTALLED_RUNTIME : { ...INSTALLED_RUNTIME, features };
  }
  return { ...openCopy(path.resolve(given.runtime)), features: features ?? featuresWith(true) };
}

/** How a copy is called where several are compared; of the installed one only what is unusual. */
export function runtimeLabels({ folder, version, features }: RuntimeCopy): readonly string[] {
  const names = Object.entries(features).flatMap(([name, on]) => (on ? [name] : []));
  return [...(folder === INSTALLED_RUNTIME.folder ? [] : [`onnxruntime-web ${version}`]), ...names];
}

function openCopy(folder: string): Pick<RuntimeCopy, 'folder' | 'version'> {
  const described = path.join(folder, 'package.json');
  if (!existsSync(described)) throw new RangeError(`--runtime: there is no package in ${folder}`);
  const { name, version } = JSON.parse(readFileSync(described, 'utf8')) as Record<string, string>;
  if (name !== 'onnxruntime-web' || version === undefined) {
    throw new RangeError(`--runtime: ${folder} holds ${name ?? 'a package without a name'}`);
  }
  return { folder: realpathSync(folder), version };
}

function featuresIn(list: string): RuntimeFeatures {
  const names = list === 'none' ? [] : list.split(',');
  const unknown = names.find((name) => !(name in RUNTIME_FEATURES));
  if (unknown !== undefined) throw new RangeError(`--features: "${unknown}" is not known`);
  return featuresWith((name) => names.includes(name));
}

function featuresWith(on: true | ((name: string) => boolean)): RuntimeFeatures {
  const has = (name: string): boolean => on === true || on(name);
  return {
    groupNorm: has('groupNorm'),
    matmulFp32Accumulation: has('matmulFp32Accumulation'),
  };
}
