import type { PanelWorkers } from '../workers';

/** Texts of the workers, by `workers.js`: a page of a `file:` address cannot fetch them. */
declare const supirWorkers: Readonly<Record<keyof PanelWorkers, string>>;

function fromText(name: keyof PanelWorkers): () => Worker {
  let url: string | null = null;
  return () => {
    url ??= URL.createObjectURL(new Blob([supirWorkers[name]], { type: 'text/javascript' }));
    return new Worker(url, { name });
  };
}

/** Workers from text; the address of each text is made once and stays valid. */
export const TEXT_WORKERS: PanelWorkers = {
  engine: fromText('engine'),
  remote: fromText('remote'),
  pictures: fromText('pictures'),
  inspect: fromText('inspect'),
  prompts: fromText('prompts'),
  library: fromText('library'),
};
