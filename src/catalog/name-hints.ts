/** Quality or fidelity, by the name that a SUPIR file was given; null: it does not say. */
export function variantOf(fileName: string): 'Q' | 'F' | null {
  const found = /v0[-_ .]?([qf])(?![a-z])|(?:^|[-_ .])([qf])(?=[-_ .]|$)/i.exec(fileName);
  const letter = (found?.[1] ?? found?.[2])?.toUpperCase();
  if (letter === 'Q' || letter === 'F') return letter;
  if (/quality/i.test(fileName)) return 'Q';
  return /fidelity/i.test(fileName) ? 'F' : null;
}

/** Names of the ways in which models are distilled to few steps; "hyper" alone is also "hyperreal". */
const FEW_STEPS =
  /lightning|turbo|(?<![a-z])(lcm|dmd2?)(?![a-z])|(?<![a-z])hyper(?![a-z])|hyper-?(sd|xl)|(?<!\d)[248][-_ ]?steps?(?![a-z])/i;

const TELLING_METADATA = ['modelspec.title', 'modelspec.architecture', 'modelspec.tags', 'name'];

/** Whether a checkpoint calls itself distilled to few steps. */
export function isFewSteps(fileName: string, metadata: Readonly<Record<string, string>>): boolean {
  const texts = [fileName, ...TELLING_METADATA.map((key) => metadata[key] ?? '')];
  return texts.some((text) => FEW_STEPS.test(text.slice(0, 1000)));
}
